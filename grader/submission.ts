import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Exercise, starterText, UsageError } from './course.ts';
import { limits } from './sandbox/limits.ts';

/** Where a student's work on one exercise lies. */
export interface Work {
  /** The submission that the folder has to lie in; a clone may hold links that lead elsewhere. */
  readonly root?: string;
  /** The folder their own helper files may come from. */
  readonly folder: string;
  /** The file to grade; absent when they handed none in. */
  readonly file?: string;
  /** The file as it is shown, from the course's folder or the submission's. */
  readonly shown?: string;
}

/**
 * A submission: a clone's layout `exercises/NN-name/exercise.ts`, or flat files `NN-name.ts`. An exercise without a file was
 * not started. Throws UsageError when there is no such folder.
 */
export function submittedWork(folder: string, exercise: Pick<Exercise, 'id'>): Work {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(`There is no folder ${folder}. Type the folder that holds the submission after --submission.`);
  }
  return { ...workIn(folder, exercise), root: folder };
}

/** The files of one exercise in a clone, or flat in a folder. */
export function workIn(root: string, { id }: Pick<Exercise, 'id'>): Work {
  const layouts = [
    { folder: join(root, 'exercises', id), name: 'exercise.ts' },
    { folder: root, name: `${id}.ts` },
  ];
  for (const { folder, name } of layouts) {
    const file = join(folder, name);
    if (existsSync(file)) return { folder, file, shown: relative(root, file).replaceAll('\\', '/') };
  }
  return { folder: root };
}

/** Whether the work lies in another submission, or anywhere else, and is only linked to. */
export function isElsewhere({ root, folder }: Work): boolean {
  if (root === undefined) return false;
  const inside = relative(realpathSync(root), realpathSync(folder));
  return inside === '..' || inside.startsWith(`..${sep}`);
}

/** What is in the file to grade; null when there is none, or nothing that could be a student's text. */
export function textOf({ file }: Pick<Work, 'file'>): string | null {
  try {
    const stat = file === undefined ? undefined : statSync(file);
    // Reading a pipe would wait for ever.
    return stat?.isFile() && stat.size <= limits.sourceBytes ? readFileSync(file!, 'utf8') : null;
  } catch {
    return null;
  }
}

/** Whether there is nothing to grade yet: no file, or the starter as it came. */
export function isUntouched(exercise: Exercise, work: Work): boolean {
  if (work.file === undefined) return true;
  const text = textOf(work);
  return text !== null && sameButSpace(text, starterText(exercise));
}

/** Whether two texts differ in nothing but spaces and line ends. */
export function sameButSpace(a: string, b: string): boolean {
  return unspaced(a) === unspaced(b);
}

function unspaced(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
