import { stringify } from 'yaml';
import { show } from '#check';
import { safe } from '#terminal';
import type { CheckReport, ExerciseReport, Report } from '../report.ts';
import { tell, triedChecks, whyNothing } from './tell.ts';

/** TAP 14: a test point an exercise, with its checks as a subtest. A fault of ours bails out. */
export function tap({ exercises }: Report): string {
  const broken = exercises.find(({ outcome }) => outcome === 'grader-error');
  const lines = [
    'TAP version 14',
    `1..${exercises.length}`,
    ...(broken
      ? [`Bail out! The grader failed at ${broken.id}`]
      : exercises.flatMap((exercise, at) => pointOf(exercise, at + 1))),
  ];
  return `${lines.join('\n')}\n`;
}

function pointOf(exercise: ExerciseReport, number: number): string[] {
  const name = described(`${exercise.id} ${exercise.title}`);
  const reason = whyNothing(exercise);
  if (reason !== undefined) return [`not ok ${number} - ${name}`, ...details({ message: reason, severity: 'fail' })];
  const checks = triedChecks(exercise);
  return [
    `# Subtest: ${name}`,
    ...indented([`1..${checks.length}`, ...checks.flatMap((check, at) => checkPoint(check, at + 1))], 4),
    `${exercise.outcome === 'passed' ? 'ok' : 'not ok'} ${number} - ${name}`,
  ];
}

function checkPoint(check: CheckReport, number: number): string[] {
  const name = described(`${check.number} ${check.title}`);
  if (check.verdict === 'passed') return [`ok ${number} - ${name}`];
  const { counterexample } = check;
  const data = {
    ...(counterexample && 'actual' in counterexample && { got: safe(show(counterexample.actual)) }),
    ...(counterexample && 'expected' in counterexample && { expect: safe(show(counterexample.expected)) }),
  };
  return [
    `not ok ${number} - ${name}`,
    ...details({ message: tell(check).join('\n'), severity: 'fail', ...(Object.keys(data).length > 0 && { data }) }),
  ];
}

function details(content: object): string[] {
  return indented(['---', ...stringify(content, { lineWidth: 0 }).trimEnd().split('\n'), '...'], 2);
}

function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(by) + line));
}

function described(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}
