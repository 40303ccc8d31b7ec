import type { ExerciseReport, Report } from '../report.ts';
import { startOf, tell, triedChecks, whyNothing } from './tell.ts';

/** The reporter is handed all of it as one environment variable, and Linux takes none longer than 128 KB. */
const LONGEST_TEXT = 600;

/**
 * A runner's result for GitHub Classroom's autograding reporter, as base64 of its JSON. The reporter's table divides the
 * maximum evenly over the rows while its total adds up their scores; the two agree only when every row is worth the same, so
 * each point is a row of its own.
 */
export function githubClassroom(report: Report): string {
  const tests = report.exercises.flatMap(rowsOf);
  const outcomes = report.exercises.map(({ outcome }) => outcome);
  const status = outcomes.includes('grader-error')
    ? 'error'
    : outcomes.every((one) => one === 'passed')
      ? 'pass'
      : 'fail';
  const document = { version: 1, status, max_score: report.maxScore, tests };
  return `${Buffer.from(JSON.stringify(document)).toString('base64')}\n`;
}

function rowsOf(exercise: ExerciseReport) {
  const reason = whyNothing(exercise);
  return triedChecks(exercise)
    .filter(({ stretch }) => !stretch)
    .flatMap((check) => {
      const hasPassed = check.verdict === 'passed';
      const text = startOf(reason ?? tell(check).join('\n'), LONGEST_TEXT);
      return Array.from({ length: check.maxPoints }, (_, at) => ({
        name: check.maxPoints === 1 ? title(check) : `${title(check)} (point ${at + 1} of ${check.maxPoints})`,
        status: hasPassed ? 'pass' : 'fail',
        score: hasPassed ? 1 : 0,
        // The reporter prints a failure's `test_code` and keeps its `message` to itself.
        message: '',
        test_code: at === 0 ? text : '',
        filename: exercise.file ?? '',
        line_no: exercise.error?.line ?? 0,
        execution_time: `${check.durationMs}ms`,
      }));
    });
}

function title({ number, title: words }: { readonly number: string; readonly title: string }): string {
  return `${number} ${words}`;
}
