import exercises from 'course:exercises';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The course's own folder. */
export const courseFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** An exercise of the course, found by its folder. */
export type Exercise = (typeof exercises)[number];

export { exercises };

/** The exercise's number as it is typed: `2` for `02-partition-assignment`. */
export function numberOf({ id }: Pick<Exercise, 'id'>): number {
  return Number(id.slice(0, 2));
}

/** What may be graded: one exercise, one of its checks, or one input of a check again. */
export interface Selection {
  readonly exercise: Exercise;
  /** From 1, in the order of the exercise's checks. */
  readonly check?: number;
  /** The seed and path of a replay token. */
  readonly seed?: number;
  readonly path?: string;
}

/** Thrown for what was typed or found on disk, in one sentence that says what to type next. */
export class UsageError extends Error {
  readonly exitCode = 2;
}

/**
 * Reads what a student types for an exercise: `2`, `02`, `partition-assignment`, a path to its file, `2.3` for a check, or a
 * replay token such as `2.3@42:17:0`. Throws UsageError.
 */
export function select(word: string): Selection {
  const token = /^(\d+)\.(\d+)(?:@(-?\d+):([\d:]+))?$/.exec(word);
  if (token) {
    const [, number, check, seed, path] = token;
    return {
      exercise: find(number ?? word),
      check: Number(check),
      ...(seed !== undefined && { seed: Number(seed) }),
      ...(path !== undefined && { path }),
    };
  }
  return { exercise: find(word) };
}

/** Reads an exercise, or a part of one: `2` or `2.B`. Throws UsageError. */
export function selectPart(word: string): { readonly exercise: Exercise; readonly part?: string } {
  const [, exercise, part] = /^(.+)\.([A-Za-z])$/.exec(word) ?? [];
  if (exercise !== undefined && part !== undefined) return { exercise: find(exercise), part: part.toUpperCase() };
  return { exercise: find(word) };
}

function find(word: string): Exercise {
  const fromPath = relative(join(courseFolder, 'exercises'), resolve(word)).split(sep)[0];
  const found = exercises.find(
    (exercise) =>
      exercise.id === word ||
      exercise.id.slice(3) === word ||
      exercise.id === fromPath ||
      (/^\d+$/.test(word) && numberOf(exercise) === Number(word)),
  );
  if (found) return found;
  const list = exercises.map((exercise) => `${numberOf(exercise)} ${exercise.id.slice(3)}`).join(', ');
  const what = word === '' ? 'Which exercise?' : `There is no exercise "${word}".`;
  throw new UsageError(`${what} Type a number or a name: ${list}.`);
}

/** A file of an exercise in the course itself. */
export function courseFile(exercise: Exercise, name: string): string {
  return join(courseFolder, 'exercises', exercise.id, name);
}

/** What an exercise's file looks like before the student has touched it. */
export function starterText(exercise: Exercise): string {
  return readFileSync(courseFile(exercise, 'starter.ts'), 'utf8');
}

/** The solution as a student may read it, beside their own file: it imports the given code as they do. */
export function solutionText(exercise: Exercise): string {
  const text = readFileSync(join(courseFolder, 'solutions', `${exercise.id}.ts`), 'utf8');
  return text.replaceAll(`../exercises/${exercise.id}/`, './');
}
