import { join } from 'node:path';
import { KeptFile } from '#progress';
import { namesOf } from './place.ts';
import type { ExerciseReport, Outcome, StudentProblem } from './report.ts';

/** What is remembered of one exercise. Times are ISO 8601. */
export interface Remembered {
  readonly outcome?: Outcome;
  /** Core checks that passed when it was last graded, of how many. */
  readonly passed?: number;
  readonly checks?: number;
  /** The first core check that was left, as `2.3 puts every key …`. */
  readonly next?: string;
  /** The part that check belongs to, as `B`. */
  readonly nextPart?: string;
  /** The names that check asks the student's file for. */
  readonly nextNames?: readonly string[];
  /** What kept the file from being asked everything, and the line it was in. */
  readonly problem?: StudentProblem['kind'];
  readonly line?: number;
  /** The program that was graded, so that an edited one is known to be another. */
  readonly digest?: string;
  readonly gradedAt?: string;
  /** When every core check passed for the first time. */
  readonly passedAt?: string;
  /** How many hints were shown, by part. */
  readonly hints?: Readonly<Record<string, number>>;
}

/** A student's progress through the exercises, by the exercise's id. Ids the course no longer has are kept and ignored. */
export interface Progress {
  readonly schema: 1;
  readonly exercises: Readonly<Record<string, Remembered>>;
}

/** The student's own file, `exercises.json` in the folder: safe to delete, and to share. */
export function openProgress(folder: string): KeptFile<Progress> {
  return new KeptFile<Progress>(join(folder, 'exercises.json'), {
    empty: () => ({ schema: 1, exercises: {} }),
    understand: (read) => {
      const { exercises } = (read ?? {}) as Partial<Progress>;
      if (typeof exercises !== 'object' || exercises === null || Array.isArray(exercises)) return null;
      const known = Object.entries(exercises).filter(([, one]) => typeof one === 'object' && one !== null);
      return { schema: 1, exercises: Object.fromEntries(known.map(([id, one]) => [id, sensible(one)])) };
    },
  });
}

const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const isText = (value: unknown) => typeof value === 'string';
const isOneOf = (words: readonly string[]) => (value: unknown) => words.includes(value as string);

/** What each thing that is remembered has to look like. */
const SENSE: { readonly [Name in keyof Required<Remembered>]: (value: unknown) => boolean } = {
  outcome: isOneOf(['passed', 'failed', 'student-error', 'not-started']),
  passed: isCount,
  checks: isCount,
  next: isText,
  nextPart: isText,
  nextNames: (value) => Array.isArray(value) && value.every(isText),
  problem: isOneOf(['syntax', 'import', 'missing', 'threw', 'timeout', 'memory', 'left']),
  line: isCount,
  digest: isText,
  gradedAt: isText,
  passedAt: isText,
  hints: (value) => typeof value === 'object' && value !== null && Object.values(value).every(isCount),
};

/** A file that people may edit, merge and share: what makes no sense is as if it had never been written, and costs nothing else. */
function sensible(read: object): Remembered {
  return Object.fromEntries(
    Object.entries(read).filter(([name, value]) => !(name in SENSE) || SENSE[name as keyof Remembered](value)),
  );
}

/** What a graded exercise leaves to be remembered; `digest` is that of the program that was graded. */
export function outcomeOf(report: ExerciseReport, digest: string | undefined): (before: Remembered) => Remembered {
  const core = report.checks.filter(({ stretch }) => !stretch);
  const left = core.find(({ verdict }) => verdict !== 'passed');
  const line = lineOfMistake(report);
  const now = new Date().toISOString();
  return ({ hints, passedAt }) => ({
    outcome: report.outcome,
    passed: core.filter(({ verdict }) => verdict === 'passed').length,
    checks: core.length,
    ...(left && {
      next: `${left.number} ${left.title}`,
      nextPart: left.part,
      nextNames: namesOf(left, report.parts),
    }),
    ...(report.error && { problem: report.error.kind }),
    ...(line !== undefined && { line }),
    ...(digest !== undefined && { digest }),
    gradedAt: now,
    ...((passedAt ?? report.outcome === 'passed') && { passedAt: passedAt ?? now }),
    ...(hints && { hints }),
  });
}

/** A mistake may also be in a helper file beside the one that is shown. */
function lineOfMistake({ error, file }: ExerciseReport): number | undefined {
  return error?.file === undefined || error.file === file ? error?.line : undefined;
}
