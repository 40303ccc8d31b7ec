import type { CheckReport, ExerciseReport, PartReport } from './report.ts';

/** The names of the student's file that a check is about: the function it called, else all that its part needs. */
export function namesOf({ counterexample, part }: CheckReport, parts: readonly PartReport[]): readonly string[] {
  const called = counterexample?.call?.split('(')[0];
  return called === undefined ? (parts.find((one) => one.part === part)?.needs ?? []) : [called];
}

/** Says of each claim that failed where in the student's text it is decided. */
export function withPlaces(report: ExerciseReport, text: string | null): ExerciseReport {
  if (text === null || report.file === undefined) return report;
  const checks = report.checks.map((check) => {
    const line = check.verdict === 'disproved' ? lineDefining(namesOf(check, report.parts), text) : undefined;
    return line === undefined ? check : { ...check, place: `${report.file}:${line}` };
  });
  return { ...report, checks };
}

/**
 * The line, from 1, where a text defines the first of these names that it defines at all. A name may be that of a member, such as
 * `answers["acks-all"]`.
 */
export function lineDefining(names: readonly string[], text: string): number | undefined {
  return names.map((name) => lineOfName(name, text)).find((line) => line !== undefined);
}

function lineOfName(name: string, text: string): number | undefined {
  const [, own = name, dotted, quoted] = /^([\w$]+)(?:\.([\w$]+)|\["(.*)"\])?$/.exec(name) ?? [];
  const line = lineOf(text, new RegExp(`\\b(function\\*?|const|let|class)\\s+${escaped(own)}(?![\\w$])`));
  const member = dotted ?? quoted;
  if (line === undefined || member === undefined) return line;
  const after = text
    .split('\n')
    .slice(line - 1)
    .join('\n');
  const further = lineOf(after, new RegExp(`(?<![\\w$-])(["']?)${escaped(member)}\\1\\s*:`));
  return further === undefined ? line : line - 1 + further;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}

/** The first line, from 1, that fits a pattern. */
export function lineOf(text: string, pattern: RegExp): number | undefined {
  const index = text.split('\n').findIndex((line) => pattern.test(line));
  return index === -1 ? undefined : index + 1;
}
