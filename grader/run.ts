import type { Exercise, Selection } from './course.ts';
import { courseDigest, courseVersion } from './digest.ts';
import { gradeExercise, type Load } from './grade-exercise.ts';
import { type ExerciseReport, type Report, totals } from './report.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { loadProgram } from './student-program.ts';
import { ownWork, submittedWork } from './submission.ts';

/** Verdicts are facts about the code and not luck: everybody's inputs are the same unless they ask for others. */
const USUAL_SEED = 42;

/** What may differ from one run to the next. */
export interface RunOptions {
  readonly seed?: number | undefined;
  /** The folder of a submission; the course's own files if absent. */
  readonly submission?: string | undefined;
}

/** Grades the selected exercises one after the other, in the sandbox. A fault of ours in one does not cost the others. */
export async function gradeAll(
  selections: readonly Selection[],
  sandbox: Sandbox,
  options: RunOptions,
): Promise<Report> {
  const load: Load = (exercise, work, given) => loadProgram(sandbox, exercise, work, given);
  const graded: ExerciseReport[] = [];
  for (const selection of selections) graded.push(await gradeOne(selection, load, options));
  return {
    schema: 1,
    course: { id: 'kafka-fundamentals', version: courseVersion(), digest: courseDigest() },
    seed: selections[0]?.seed ?? options.seed ?? USUAL_SEED,
    node: process.versions.node,
    ...totals(graded),
    exercises: graded,
  };
}

async function gradeOne(selection: Selection, load: Load, options: RunOptions): Promise<ExerciseReport> {
  const { exercise, check, path } = selection;
  const work = options.submission === undefined ? ownWork(exercise) : submittedWork(options.submission, exercise);
  const seed = selection.seed ?? options.seed ?? USUAL_SEED;
  try {
    return await gradeExercise(exercise, work, load, {
      seed,
      ...(check !== undefined && { check }),
      ...(path !== undefined && { path }),
    });
  } catch (error) {
    return ourFault(exercise, error);
  }
}

/** The report of an exercise that the grader could not grade: never the student's fault, and said so. */
function ourFault({ id, title, teaches }: Exercise, error: unknown): ExerciseReport {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  const nothing = { score: 0, maxScore: 0, bonus: 0, maxBonus: 0, durationMs: 0, parts: [], checks: [] };
  return { id, title, teaches, outcome: 'grader-error', ...nothing };
}
