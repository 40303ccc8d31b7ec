import type { Draw } from '#check';
import type { CheckReport, ExerciseReport, Report } from '../report.ts';
import { tell, triedChecks, whyNothing } from './tell.ts';

/** Feedback to be read: a table of the exercises, then each check that is left, with its picture. */
export function markdown(report: Report): string {
  const bonus = report.bonus > 0 ? `, and ${report.bonus} bonus points` : '';
  return [
    '# Kafka Fundamentals',
    '',
    `${report.score} of ${report.maxScore} points${bonus}.`,
    '',
    '| exercise | points | |',
    '| --- | --- | --- |',
    ...report.exercises.map((one) => `| ${cell(one.title)} | ${one.score} of ${one.maxScore} | ${standing(one)} |`),
    ...report.exercises.flatMap(section),
    '',
  ].join('\n');
}

function section(exercise: ExerciseReport): string[] {
  if (exercise.outcome === 'passed' || exercise.outcome === 'not-started') return [];
  const reason = whyNothing(exercise);
  const head = ['', `## ${exercise.title}`, ''];
  if (reason !== undefined) return [...head, ...quoted(reason.split('\n'))];
  return [...head, ...triedChecks(exercise).flatMap(checkLines)];
}

function checkLines(check: CheckReport): string[] {
  if (check.verdict === 'passed') return [`- ✓ ${cell(check.title)}`];
  const picture = (check.counterexample?.picture as Draw | undefined)?.({ width: 76, unicode: true }) ?? [];
  const block = [...tell(check), ...(picture.length > 0 ? ['', ...picture] : [])];
  return [
    `- ✗ **${cell(check.title)}**${check.verdict === 'not-asked' ? ' (not asked)' : ''}`,
    '',
    ...quoted(block).map((line) => `  ${line}`),
    ...(check.read ? ['', `  Read ${check.read}`] : []),
    '',
  ];
}

/** As code, so that nothing a student wrote can become a link, an image or HTML; the fence is longer than any inside. */
function quoted(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('`', '').replaceAll('\n', ' ');
}

function standing({ outcome }: ExerciseReport): string {
  return {
    passed: '✓ done',
    failed: '✗ not yet',
    'student-error': '✗ could not be graded as it is',
    'grader-error': 'the grader failed here',
    'not-started': 'not started',
  }[outcome];
}
