import type { Counterexample } from '#check';
import { NoData, show } from '#check';
import { startOf } from '../formats/tell.ts';
import type { CheckReport, Report } from '../report.ts';

/** Longer than any value a student would be helped by; what is longer was built to be long. */
const LONGEST = 4_000;
const MOST_LINES = 80;

/** Pictures in files are drawn for this page. */
const PAGE = { width: 76, unicode: true };

/**
 * A report as it is kept for a class: the same for the same work, whenever and on whatever machine it was graded, so without
 * durations; and of bounded size, whatever the submission answers. Pictures are drawn.
 */
export function forTheRecord(report: Report): Report {
  return {
    ...report,
    exercises: report.exercises.map((exercise) => ({
      ...exercise,
      durationMs: 0,
      ...(exercise.error && { error: { ...exercise.error, message: cut(exercise.error.message) } }),
      checks: exercise.checks.map(checkForTheRecord),
    })),
  };
}

function checkForTheRecord(check: CheckReport): CheckReport {
  return {
    ...check,
    durationMs: 0,
    ...(check.message !== undefined && { message: cut(check.message) }),
    ...(check.counterexample && { counterexample: counterexampleForTheRecord(check.counterexample) }),
  };
}

function counterexampleForTheRecord(counterexample: Counterexample): Counterexample {
  const { message, picture, call } = counterexample;
  const lines = picture && drawn(picture);
  const { picture: _, ...rest } = counterexample;
  return {
    ...rest,
    ...(call !== undefined && { call: cut(call) }),
    ...('actual' in rest && { actual: bounded(rest.actual) }),
    ...(message !== undefined && { message: cut(message) }),
    ...(lines && { picture: () => lines }),
  };
}

/** A picture of an answer that no picture was made for is left out. */
function drawn(picture: NonNullable<Counterexample['picture']>): readonly string[] | undefined {
  try {
    return picture(PAGE).slice(0, MOST_LINES);
  } catch {
    return undefined;
  }
}

function bounded(value: unknown): unknown {
  const text = show(value);
  return text.length <= LONGEST ? value : new NoData(cut(text));
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${startOf(text, LONGEST)} … and ${text.length - LONGEST} more characters`;
}
