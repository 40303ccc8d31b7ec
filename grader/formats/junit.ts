import { hostname } from 'node:os';
import type { CheckReport, ExerciseReport, Report } from '../report.ts';
import { tell, triedChecks, whyNothing } from './tell.ts';

/** When and where a report was made, which JUnit XML asks for. */
export interface Occasion {
  /** ISO 8601 without a zone. */
  readonly timestamp: string;
  readonly hostname: string;
}

/** JUnit XML, valid against the strict schema of Ant's JUnit task: a suite an exercise, a case a check. */
export function junit(report: Report, occasion: Occasion = hereAndNow()): string {
  const suites = report.exercises.map((exercise, id) => suite(exercise, id, occasion));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function hereAndNow(): Occasion {
  return { timestamp: new Date().toISOString().slice(0, 19), hostname: hostname() };
}

function suite(exercise: ExerciseReport, id: number, occasion: Occasion): string {
  const checks = triedChecks(exercise);
  const reason = whyNothing(exercise);
  const isError = (check: CheckReport) => check.verdict === 'not-asked';
  const counts = {
    tests: checks.length,
    failures: checks.filter(({ verdict }) => verdict === 'disproved').length,
    errors: checks.filter(isError).length,
  };
  const attributes = {
    name: exercise.id,
    package: 'kafka-fundamentals',
    id,
    ...occasion,
    ...counts,
    time: seconds(exercise.durationMs),
  };
  const properties = [
    ['score', exercise.score],
    ['max_score', exercise.maxScore],
    ['bonus', exercise.bonus],
  ].map(([name, value]) => `      <property ${written({ name: String(name), value: String(value) })}/>\n`);
  return [
    `  <testsuite ${written(attributes)}>\n`,
    `    <properties>\n${properties.join('')}    </properties>\n`,
    ...checks.map((check) => testCase(check, reason)),
    `    <system-out>${escaped(exercise.console ?? '')}</system-out>\n    <system-err></system-err>\n  </testsuite>\n`,
  ].join('');
}

function testCase(check: CheckReport, reason: string | undefined): string {
  const head = `    <testcase ${written({ name: `${check.number} ${check.title}`, classname: `part ${check.part}`, time: seconds(check.durationMs) })}`;
  if (check.verdict === 'passed') return `${head}/>\n`;
  const lines = reason === undefined ? tell(check) : [reason];
  const [element, type] = check.verdict === 'disproved' ? ['failure', 'disproved'] : ['error', 'not-asked'];
  const body = `<${element} ${written({ type, message: lines[0] ?? '' })}>${escaped(lines.join('\n'))}</${element}>`;
  return `${head}>${body}</testcase>\n`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function written(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${escaped(String(value)).replaceAll('\n', '&#10;')}"`)
    .join(' ');
}

/** XML 1.0 has no place for most control characters and for half a surrogate pair, escaped or not. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
