import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exercises, UsageError } from '../course.ts';
import { workIn } from '../submission.ts';
import { fileNamesFor } from './file-names.ts';

/** A student of the class, and what their results are called. */
export interface Student {
  /** The sub-folder's name, as it is. */
  readonly name: string;
  /** The name of their files in results, feedback and reports, without the extension. */
  readonly file: string;
}

/**
 * The students of a class: one for each sub-folder, in the order of their names' code units; files, links and hidden folders are
 * nobody. Throws UsageError when there is none.
 */
export function studentsIn(folder: string): Student[] {
  if (!isFolder(folder))
    throw new UsageError(`There is no folder ${folder}. Type the folder that holds one sub-folder for each student.`);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(({ name }) => name)
    .sort(byCodeUnit);
  if (names.length === 0)
    throw new UsageError(
      `${folder} has no sub-folders. There has to be one for each student, such as ${join(folder, 'alice', `${exercises[0]?.id}.ts`)}.`,
    );
  for (const name of names) {
    if (!existsSync(join(folder, name)))
      throw new UsageError(`The name of the folder "${name}" in ${folder} is not UTF-8. Rename it, and start again.`);
  }
  const files = fileNamesFor(names);
  return names.map((name) => ({ name, file: files.get(name)! }));
}

/** Those students that shard `index` of `count` grades, index counted from 1. */
export function shardOf(students: readonly Student[], { index, count }: Shard): Student[] {
  return students.filter((_, at) => at % count === index - 1);
}

/** One of several runs that share a class between them. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/**
 * The folder in which a student's submission begins: their own, or the one folder in it that holds exercises, which is how many
 * systems pack what they collect.
 */
export function submissionIn(folder: string): string {
  if (!isFolder(folder) || hasWork(folder)) return folder;
  const inner = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter(hasWork);
  return inner.length === 1 ? inner[0]! : folder;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function hasWork(folder: string): boolean {
  return exercises.some((exercise) => workIn(folder, exercise).file !== undefined);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
