import type { CheckReport, ExerciseReport, Report } from '../report.ts';
import { startOf, tell, triedChecks, whyNothing } from './tell.ts';

const LONGEST_OUTPUT = 500;
const LONGEST_MESSAGE = 65_535;

/** Exercism's results.json, version 3 (exercism/docs, test runner interface): one test a check, in the order of the task. */
export function exercism({ exercises }: Report): string {
  const reasons = exercises.map(whyNothing);
  const isStopped = reasons.every((reason) => reason !== undefined);
  const hasPassed = exercises.every(({ outcome }) => outcome === 'passed');
  const document = {
    version: 3,
    status: isStopped ? 'error' : hasPassed ? 'pass' : 'fail',
    message: isStopped ? startOf(reasons.join('\n'), LONGEST_MESSAGE) : null,
    tests: isStopped
      ? []
      : exercises.flatMap((exercise) => triedChecks(exercise).map((check) => testOf(exercise, check))),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function testOf({ parts }: ExerciseReport, check: CheckReport) {
  const status = { passed: 'pass', disproved: 'fail', 'not-asked': 'error' }[check.verdict];
  return {
    name: `${check.number} ${check.title}`,
    status,
    message: status === 'pass' ? null : startOf(tell(check).join('\n'), LONGEST_MESSAGE),
    ...(check.console && { output: shorten(check.console) }),
    test_code: check.counterexample?.call ?? `Your code ${check.title}.`,
    task_id: parts.findIndex(({ part }) => part === check.part) + 1,
  };
}

/** The site cuts what was printed without a word; so it is cut here, with one. */
function shorten(text: string): string {
  const note = '\n… cut here';
  return text.length <= LONGEST_OUTPUT ? text : startOf(text, LONGEST_OUTPUT - note.length) + note;
}
