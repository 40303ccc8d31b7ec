import { createHash } from 'node:crypto';
import { type Dirent, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Exercise, exercises } from '../course.ts';
import { readSource } from '../sandbox/intake.ts';
import { isElsewhere, submittedWork, type Work } from '../submission.ts';

/** One file of a submission. */
export interface SubmittedFile {
  /** The path inside the exercise's folder, with `/`. */
  readonly path: string;
  /** What is in it, or null where the grader would not read it. */
  readonly text: string | null;
  /** Why it would not. */
  readonly refusal?: string;
}

/** More files than this are no solution; those beyond are not looked at. */
const MOST_FILES = 200;
const DEEPEST = 4;

/** The files that can decide what one exercise of a submission does: the one that is graded, then the others by their paths. */
export function submittedFiles(folder: string, exercise: Exercise): SubmittedFile[] {
  const work = submittedWork(folder, exercise);
  if (work.file === undefined || isElsewhere(work)) return [];
  // The file that is graded comes first, however many there are.
  const graded = basename(work.file);
  const others = pathsIn(work, '', DEEPEST).filter((path) => path !== graded && !exercise.own.includes(path));
  return [graded, ...others].slice(0, MOST_FILES).map((path) => ({ path, ...contentAt(work.folder, path) }));
}

/** The texts in which a student did the exercise: the file that is graded, and helpers that are no other exercise's. */
export function ownTexts(folder: string, exercise: Exercise): string[] {
  const { file = '' } = submittedWork(folder, exercise);
  const isOwn = (path: string) => path === basename(file) || !/^(?:\d\d-[^/]*|starter)\.ts$/.test(path);
  return submittedFiles(folder, exercise).flatMap(({ path, text }) => (text !== null && isOwn(path) ? [text] : []));
}

/** sha256 of everything in a submission that can decide a verdict. */
export function submissionDigest(folder: string): string {
  const digest = createHash('sha256');
  for (const exercise of exercises) {
    const { shown = '' } = submittedWork(folder, exercise);
    digest.update(`${JSON.stringify([exercise.id, shown])}\n`);
    for (const file of submittedFiles(folder, exercise)) digest.update(`${JSON.stringify(file)}\n`);
  }
  return digest.digest('hex');
}

function pathsIn({ folder }: Pick<Work, 'folder'>, path: string, depth: number): string[] {
  return entriesOf(join(folder, path)).flatMap((entry) => {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isDirectory()) return depth > 1 && isLookedInto(entry.name) ? pathsIn({ folder }, inner, depth - 1) : [];
    return entry.name.endsWith('.ts') ? [inner] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function isLookedInto(folder: string): boolean {
  return !folder.startsWith('.') && folder !== 'node_modules';
}

function contentAt(folder: string, path: string): Omit<SubmittedFile, 'path'> {
  try {
    return { text: readSource(folder, path) };
  } catch (error) {
    return { text: null, refusal: (error as Error).message };
  }
}
