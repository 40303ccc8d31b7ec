import type { Counterexample, Note } from '#check';
import type { Canvas } from '#picture';
import type { Isolation } from './class/isolation.ts';

/** What became of an exercise, and so whose turn it is: the student's, or ours. */
export type Outcome = 'passed' | 'failed' | 'student-error' | 'grader-error' | 'not-started';

/** Why a student's file could not be asked anything, or not everything. */
export interface StudentProblem {
  readonly kind: 'syntax' | 'import' | 'missing' | 'threw' | 'timeout' | 'memory' | 'left';
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The lines around that place, with a caret. */
  readonly codeFrame?: string;
}

/** One claim and what became of it. */
export interface CheckReport {
  /** `2.3`: the exercise's number and the check's. */
  readonly number: string;
  readonly title: string;
  readonly part: string;
  readonly stretch: boolean;
  readonly verdict: 'passed' | 'disproved' | 'not-asked';
  readonly points: number;
  readonly maxPoints: number;
  /** How many inputs were tried. */
  readonly inputs: number;
  readonly counterexample?: Counterexample;
  readonly misconception?: { readonly id: string; readonly belief: string };
  readonly message?: string;
  /** Said of a claim that held, such as what a design costs beside the best known one. */
  readonly note?: Note;
  /** What the student's code printed while this check ran, cut. */
  readonly console?: string;
  /** `2.3@42:17:0`: grades exactly this input again. */
  readonly replay?: string;
  /** Where the student's file defines what a claim that failed is about, such as `exercises/NN-name/exercise.ts:12`. */
  readonly place?: string;
  /** Where the lesson explains it. */
  readonly read?: string;
  /** The scenario that shows it: `npm run kafka play NAME`. */
  readonly see?: string;
  readonly durationMs: number;
}

/** A part's light: green when all its checks passed. */
export interface PartReport {
  readonly part: string;
  readonly title: string;
  readonly stretch: boolean;
  /** The names the student's file exports for it. */
  readonly needs: readonly string[];
  /** False for a stretch part that the student has not tried: nothing is said of it. */
  readonly attempted: boolean;
}

/** An exercise graded. */
export interface ExerciseReport {
  readonly id: string;
  readonly title: string;
  /** What a student can do afterwards. */
  readonly teaches: readonly string[];
  readonly outcome: Outcome;
  readonly score: number;
  readonly maxScore: number;
  readonly bonus: number;
  readonly maxBonus: number;
  readonly durationMs: number;
  readonly error?: StudentProblem;
  /** What the student's code printed when it was loaded, cut. */
  readonly console?: string;
  /** The student's file, from the folder the grader was started in. */
  readonly file?: string;
  readonly parts: readonly PartReport[];
  readonly checks: readonly CheckReport[];
}

/** Everything that one run of the grader found. */
export interface Report {
  readonly schema: 1;
  readonly course: { readonly id: string; readonly version: string; readonly digest: string };
  readonly seed: number;
  readonly node: string;
  /** How the submission was kept from the machine, where it was graded as strangers' code. */
  readonly isolation?: Pick<Isolation, 'kind' | 'network'>;
  readonly score: number;
  readonly maxScore: number;
  readonly bonus: number;
  readonly maxBonus: number;
  readonly exercises: readonly ExerciseReport[];
}

/** Adds up what the exercises earned; every format takes its totals from here. */
export function totals(
  exercises: readonly ExerciseReport[],
): Pick<Report, 'score' | 'maxScore' | 'bonus' | 'maxBonus'> {
  const sum = (of: (exercise: ExerciseReport) => number) =>
    exercises.reduce((total, exercise) => total + of(exercise), 0);
  return {
    score: sum(({ score }) => score),
    maxScore: sum(({ maxScore }) => maxScore),
    bonus: sum(({ bonus }) => bonus),
    maxBonus: sum(({ maxBonus }) => maxBonus),
  };
}

/** Pictures in a document are drawn for this page. */
const PAGE: Canvas = { width: 76, unicode: true };

/** The report as the one JSON document that everything else is made of: pictures drawn, what JSON cannot hold put into words. */
export function toJson(report: Report): unknown {
  return JSON.parse(JSON.stringify(report, plain)) as unknown;
}

function plain(key: string, value: unknown): unknown {
  if (key === 'picture' && typeof value === 'function') return (value as (canvas: Canvas) => readonly string[])(PAGE);
  if (key === 'compared') return undefined;
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Uint8Array) return Array.from(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Map || value instanceof Set) return [...value];
  return value;
}
