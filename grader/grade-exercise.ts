import type { Part } from '#check';
import { askAgain } from './ask-again.ts';
import { type Exercise, numberOf, UsageError } from './course.ts';
import { gradeCheck, type Listed, notAsked, type Sitting } from './grade-check.ts';
import { nameBeliefs } from './name-beliefs.ts';
import { withPlaces } from './place.ts';
import type { CheckReport, ExerciseReport, StudentProblem } from './report.ts';
import { problemOf, StudentError, type StudentProgram } from './student-program.ts';
import { isUntouched, textOf, type Work } from './submission.ts';

/** What to grade of an exercise, and on which inputs. */
export interface Grading {
  readonly seed: number;
  /** Only this check, counted from 1. */
  readonly check?: number;
  /** Only the input at this path of a replay token. */
  readonly path?: string;
  /** How long one claim is tried; what was tried by then counts. */
  readonly patienceMs?: number;
  /** Grade the untouched starter as if somebody had written it: the course proves itself so. */
  readonly evenUntouched?: boolean;
  /** Hears which check is next, from 1, of how many. */
  readonly onCheck?: (at: number, of: number) => void;
}

/** Loads a student's file; `given` stands in for the exercise's given.ts. Throws StudentError, or what is our own fault. */
export type Load = (exercise: Exercise, work: Work, given?: string) => Promise<StudentProgram>;

/**
 * Grades one exercise of one student: loads their file, looks for an input that disproves each claim, names the misconception
 * that accounts for every answer, and adds up the points. Throws only for faults of our own.
 */
export async function gradeExercise(
  exercise: Exercise,
  work: Work,
  load: Load,
  grading: Grading,
): Promise<ExerciseReport> {
  const started = performance.now();
  // The student's file is loaded while the checks are: most of both is waiting.
  const loading = isUntouched(exercise, work) && !grading.evenUntouched ? null : tryLoad(load, exercise, work);
  const [parts, misconceptions, program] = await Promise.all([exercise.checks(), exercise.misconceptions(), loading]);
  const checks = listed(exercise, parts);
  if (grading.check !== undefined && !checks.some(({ index }) => index === grading.check)) {
    const [first, last] = [checks[0]?.number, checks.at(-1)?.number];
    throw new UsageError(
      `There is no check ${numberOf(exercise)}.${grading.check}. Type one from ${first} to ${last}.`,
    );
  }
  const report = (outcome: ExerciseReport['outcome'], graded: readonly CheckReport[], problem?: StudentProblem) => ({
    id: exercise.id,
    title: exercise.title,
    teaches: exercise.teaches,
    outcome,
    ...pointsOf(graded),
    durationMs: Math.round(performance.now() - started),
    ...(problem && { error: problem }),
    ...(program?.console && { console: program.console }),
    ...(work.shown !== undefined && { file: work.shown }),
    parts: parts.map((part) => ({
      part: part.part,
      title: part.title,
      stretch: part.stretch,
      needs: part.needs,
      attempted:
        !part.stretch ||
        (program !== null && 'exports' in program && part.needs.some((name) => program.exports.has(name))),
    })),
    checks: graded,
  });
  if (program === null)
    return report(
      'not-started',
      checks.map((one) => notAsked(one)),
    );
  if (program instanceof StudentError) {
    return report(
      'student-error',
      checks.map((one) => notAsked(one, program.message)),
      problemOf(program, work),
    );
  }
  const programs = new Map<string | undefined, Promise<StudentProgram | StudentError>>([
    [undefined, Promise.resolve(program)],
  ]);
  const sitting: Sitting = {
    grading,
    misconceptions,
    journal: [],
    broken: new Map(),
    programFor: ({ given }) => {
      const known = programs.get(given) ?? tryLoad(load, exercise, work, given);
      programs.set(given, known);
      return known;
    },
  };
  const wanted = checks.filter(({ index }) => grading.check === undefined || grading.check === index);
  const gradeEach = async (some: readonly Listed[]) => {
    const graded: CheckReport[] = [];
    for (const one of some) {
      grading.onCheck?.(one.index, checks.length);
      graded.push(await gradeCheck(one, sitting));
    }
    return graded;
  };
  const graded = await gradeEach(wanted.filter(({ part }) => part.given === undefined));
  // Asked again before the file is loaded anew with another given.ts: what it keeps between calls would be gone.
  const asked = grading.path === undefined ? await askAgain(graded, checks, sitting) : graded;
  const others = await gradeEach(wanted.filter(({ part }) => part.given !== undefined));
  const steady = nameBeliefs(inOrder([...asked, ...others], checks), checks, sitting);
  const problem = missingExports(parts, program, work);
  const hasPassed = steady.every((check) => check.stretch || check.verdict === 'passed');
  return withPlaces(report(problem ? 'student-error' : hasPassed ? 'passed' : 'failed', steady, problem), textOf(work));
}

function inOrder(reports: readonly CheckReport[], checks: readonly Listed[]): CheckReport[] {
  return checks.flatMap(({ number }) => reports.filter((report) => report.number === number));
}

async function tryLoad(
  load: Load,
  exercise: Exercise,
  work: Work,
  given?: string,
): Promise<StudentProgram | StudentError> {
  try {
    return await load(exercise, work, given);
  } catch (error) {
    if (error instanceof StudentError) return error;
    throw error;
  }
}

function listed(exercise: Exercise, parts: readonly Part[]): Listed[] {
  const flat = parts.flatMap((part) => part.checks.map((check) => ({ check, part })));
  return flat.map((one, at) => ({ ...one, index: at + 1, number: `${numberOf(exercise)}.${at + 1}` }));
}

function pointsOf(checks: readonly CheckReport[]): Pick<ExerciseReport, 'score' | 'maxScore' | 'bonus' | 'maxBonus'> {
  const sum = (isStretch: boolean, of: 'points' | 'maxPoints') =>
    checks.reduce((total, check) => total + (check.stretch === isStretch ? check[of] : 0), 0);
  return {
    score: sum(false, 'points'),
    maxScore: sum(false, 'maxPoints'),
    bonus: sum(true, 'points'),
    maxBonus: sum(true, 'maxPoints'),
  };
}

/** A core part's name that the file does not export is the student's to mend, however well the rest does. */
function missingExports(parts: readonly Part[], program: StudentProgram, work: Work): StudentProblem | undefined {
  const names = parts.filter(({ stretch }) => !stretch).flatMap(({ needs }) => needs);
  const absent = [...new Set(names)].filter((name) => !program.exports.has(name));
  if (absent.length === 0) return undefined;
  const what = absent.length === 1 ? `no ${absent[0]}` : `none of these: ${absent.join(', ')}`;
  return {
    kind: 'missing',
    message: `Your file exports ${what}. Keep the names of the exercise, each with \`export\` before it.`,
    ...(work.shown !== undefined && { file: work.shown }),
  };
}
