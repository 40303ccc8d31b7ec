import { type Exercise, numberOf, type Selection, UsageError } from './course.ts';
import { type Desk, type Whose, workOf } from './desk.ts';
import { courseDigest, courseVersion } from './digest.ts';
import { gradeExercise, type Load } from './grade-exercise.ts';
import { outcomeOf } from './progress.ts';
import { type ExerciseReport, type Report, totals } from './report.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { loadProgram } from './student-program.ts';
import type { Work } from './submission.ts';

/** Verdicts are facts about the code and not luck: everybody's inputs are the same unless they ask for others. */
export const USUAL_SEED = 42;

/** Hears what is being graded, such as `2 Partition assignment, check 3 of 8`. */
export type OnCheck = (what: string) => void;

/** What may differ from one run to the next. */
export interface RunOptions {
  readonly seed?: number | undefined;
  readonly onCheck?: OnCheck | undefined;
  /** Nobody waits for the outcome any more: nothing is remembered, and what is thrown is thrown on. */
  readonly signal?: AbortSignal | undefined;
  /** How long one claim is tried; a few seconds if absent. */
  readonly patienceMs?: number | undefined;
  /** What the report says of the course; worked out anew if absent, which reads every file that decides a verdict. */
  readonly course?: Report['course'] | undefined;
}

/** The course as a report names it. */
export function courseNow(): Report['course'] {
  return { id: 'kafka-fundamentals', version: courseVersion(), digest: courseDigest() };
}

/** Grades the selected exercises one after the other, in the sandbox. A fault of ours in one does not cost the others. */
export async function gradeAll(
  selections: readonly Selection[],
  whose: Whose,
  sandbox: Sandbox,
  options: RunOptions = {},
): Promise<Report> {
  const graded: ExerciseReport[] = [];
  for (const selection of selections) {
    graded.push(
      'submission' in whose
        ? await gradeOne(selection, workOf(whose, selection.exercise), sandbox, options)
        : await gradeAtDesk(selection, whose, sandbox, options),
    );
  }
  return {
    schema: 1,
    course: options.course ?? courseNow(),
    seed: selections[0]?.seed ?? options.seed ?? USUAL_SEED,
    node: process.versions.node,
    ...totals(graded),
    exercises: graded,
  };
}

/** Grades what lies on a student's desk; what comes of a whole exercise is remembered there. */
export async function gradeAtDesk(
  selection: Selection,
  desk: Desk,
  sandbox: Sandbox,
  options: RunOptions = {},
): Promise<ExerciseReport> {
  const { exercise } = selection;
  const digest = desk.digestOf(exercise);
  const report = await gradeOne(selection, desk.workOn(exercise), sandbox, options);
  options.signal?.throwIfAborted();
  if (selection.check === undefined && report.outcome !== 'grader-error')
    desk.remember(exercise, outcomeOf(report, digest));
  return report;
}

async function gradeOne(
  { exercise, check, path, seed }: Selection,
  work: Work,
  sandbox: Sandbox,
  { seed: seedOfRun, onCheck, signal, patienceMs }: RunOptions,
): Promise<ExerciseReport> {
  const load: Load = (...what) => loadProgram(sandbox, ...what);
  const title = `${numberOf(exercise)} ${exercise.title}`;
  try {
    return await gradeExercise(exercise, work, load, {
      seed: seed ?? seedOfRun ?? USUAL_SEED,
      ...(check !== undefined && { check }),
      ...(path !== undefined && { path }),
      ...(patienceMs !== undefined && { patienceMs }),
      ...(onCheck && { onCheck: (at, of) => onCheck(`${title}, check ${at} of ${of}`) }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UsageError) throw error;
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return ourFault(exercise);
  }
}

/** The report of an exercise that the grader could not grade: never the student's fault, and said so. */
export function ourFault({ id, title, teaches }: Exercise): ExerciseReport {
  const nothing = { score: 0, maxScore: 0, bonus: 0, maxBonus: 0, durationMs: 0, parts: [], checks: [] };
  return { id, title, teaches, outcome: 'grader-error', ...nothing };
}
