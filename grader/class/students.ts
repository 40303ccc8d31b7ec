import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
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

/** Who is in a class, and what was left out that may have been meant to be. */
export interface Roll {
  readonly students: readonly Student[];
  /** Links and packed files, which are nobody. */
  readonly leftOut: readonly string[];
}

/**
 * The students of a class: one for each sub-folder, in the order of their names' code units; files, links and hidden folders are
 * nobody. Throws UsageError when there is none.
 */
export function studentsIn(folder: string): Roll {
  if (!isFolder(folder))
    throw new UsageError(`There is no folder ${folder}. Type the folder that holds one sub-folder for each student.`);
  requireReadable(folder);
  if (hasWork(folder))
    throw new UsageError(
      `${folder} is a submission itself. Type the folder that it lies in, or grade it alone: npm run grade -- --submission ${folder}`,
    );
  const entries = readdirSync(folder, { withFileTypes: true });
  const leftOut = entries
    .filter((entry) => entry.isSymbolicLink() || /\.(?:zip|tgz|gz|tar|7z|rar)$/i.test(entry.name))
    .map(({ name }) => name)
    .sort(byCodeUnit);
  const names = entries
    .filter((entry) => entry.isDirectory() && isLookedInto(entry.name))
    .map(({ name }) => name)
    .sort(byCodeUnit);
  if (names.length === 0)
    throw new UsageError(
      `${folder} has no sub-folders${leftOut.length > 0 ? `, only ${leftOut[0]} and the like: unpack or copy each into one` : ''}. There has to be one for each student, such as ${join(folder, 'alice', `${exercises[0]?.id}.ts`)}.`,
    );
  for (const name of names) {
    if (!existsSync(join(folder, name)))
      throw new UsageError(`The name of the folder "${name}" in ${folder} is not UTF-8. Rename it, and start again.`);
    requireReadable(join(folder, name));
  }
  const files = fileNamesFor(names);
  return { students: names.map((name) => ({ name, file: files.get(name)! })), leftOut };
}

function requireReadable(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch {
    throw new UsageError(`The folder ${folder} may not be read by you. Change that, and start again.`);
  }
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

/** Systems that collect work pack it into a folder or two; what lies deeper, or among so many, is not looked for. */
const DEEPEST = 4;
const MOST_FOLDERS = 1_000;

/**
 * The folder in which a student's submission begins: their own, or the one folder in it that holds exercises, however it was packed.
 * Where several do, side by side, nobody can tell which is meant, and it is their own.
 */
export function submissionIn(folder: string): string {
  let level = isFolder(folder) ? [folder] : [];
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const found = level.filter(hasWork);
    if (found.length > 0) return found.length === 1 ? found[0]! : folder;
    level = level.flatMap(foldersIn).slice(0, MOST_FOLDERS);
  }
  return folder;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isLookedInto(entry.name))
      .map(({ name }) => join(folder, name))
      .sort(byCodeUnit);
  } catch {
    return [];
  }
}

function isLookedInto(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
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
