import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, type Functions, type Part } from '#check';
import { type Exercise, solutionText, starterText } from '../course.ts';
import { gradeExercise, type Load } from '../grade-exercise.ts';
import type { ExerciseReport } from '../report.ts';
import type { StudentProgram } from '../student-program.ts';
import type { Work } from '../submission.ts';

/** Grades the exercise as it comes. */
export function gradeStarter(exercise: Exercise, load: Load, seed: number): Promise<ExerciseReport> {
  return gradeText(exercise, starterText(exercise), load, seed);
}

/** Grades the exercise's solution. */
export function gradeSolution(exercise: Exercise, load: Load, seed: number): Promise<ExerciseReport> {
  return gradeText(exercise, solutionText(exercise), load, seed);
}

/** Grades a text as the student's file. */
export async function gradeText(exercise: Exercise, text: string, load: Load, seed: number): Promise<ExerciseReport> {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-'));
  const file = join(folder, 'exercise.ts');
  try {
    writeFileSync(file, text);
    return await graded(exercise, { folder, file, shown: 'exercise.ts' }, load, seed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Grades a student who is right about everything but what these functions get wrong. */
export async function gradeMistaken(exercise: Exercise, functions: Functions, seed: number): Promise<ExerciseReport> {
  return gradeProgram(exercise, { ...referenceOf(await exercise.checks()), ...functions }, seed);
}

/** Grades functions of our own as if a student had written them. */
export function gradeProgram(exercise: Exercise, functions: Functions, seed: number): Promise<ExerciseReport> {
  const nowhere = { folder: '.', file: 'exercise.ts' };
  return graded(exercise, nowhere, async () => programOf(functions), seed);
}

/** A fault of the check itself, which has this place among the exercise's checks, from 1. */
export class CheckError extends Error {
  readonly index: number;

  constructor(index: number, cause: unknown) {
    super('a check throws by itself', { cause });
    this.index = index;
  }
}

async function graded(exercise: Exercise, work: Work, load: Load, seed: number): Promise<ExerciseReport> {
  let last = 0;
  const onCheck = (at: number) => {
    last = at;
  };
  try {
    return await gradeExercise(exercise, work, load, { seed, evenUntouched: true, onCheck });
  } catch (error) {
    throw last === 0 ? error : new CheckError(last, error);
  }
}

function referenceOf(parts: readonly Part[]): Functions {
  return Object.assign({}, ...parts.flatMap(({ checks }) => checks.map(({ reference }) => reference))) as Functions;
}

function programOf(functions: Functions): StudentProgram {
  const entries = Object.entries(functions);
  return {
    exports: new Map(entries.map(([name, { length }]) => [name, { kind: 'function', arity: length }])),
    console: '',
    ask: async (name, args) => answerOf(functions[name]!, args),
  };
}
