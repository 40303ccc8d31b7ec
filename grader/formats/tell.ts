import { show } from '#check';
import { safe } from '#terminal';
import type { CheckReport, ExerciseReport } from '../report.ts';

/** What is to be said of a check that did not pass, as plain lines: the call, both answers, the reason, the misconception. */
export function tell({ counterexample, message, misconception, verdict }: CheckReport): string[] {
  if (verdict === 'passed') return [];
  const { call } = counterexample ?? {};
  const gave =
    counterexample && 'actual' in counterexample ? `${call ?? 'It'} gave ${show(counterexample.actual)}` : call;
  return [
    ...(gave === undefined ? [] : [gave]),
    ...(counterexample && 'expected' in counterexample ? [`Kafka says ${show(counterexample.expected)}`] : []),
    ...(message?.split('\n') ?? []),
    ...(misconception ? [`It looks as if your code ${misconception.belief}. (${misconception.id})`] : []),
    ...(verdict === 'not-asked' && message === undefined ? ['Not asked.'] : []),
  ].map(safe);
}

/** The checks of the parts a student has tried; a stretch part that was left alone is no failure and is not listed. */
export function triedChecks({ checks, parts }: ExerciseReport): readonly CheckReport[] {
  const tried = new Set(parts.filter(({ attempted }) => attempted).map(({ part }) => part));
  return checks.filter(({ part }) => tried.has(part));
}

/** The reason why nothing of an exercise could be asked; undefined when something was. */
export function whyNothing({ outcome, error, checks, id }: ExerciseReport): string | undefined {
  if (checks.some(({ verdict }) => verdict !== 'not-asked')) return undefined;
  if (outcome === 'not-started') return `Exercise ${id} is not started.`;
  if (outcome === 'grader-error') return 'The grader failed here; the submission is not to blame.';
  const place = [error?.file, error?.line, error?.column].filter((part) => part !== undefined).join(':');
  return safe([place, error?.message].filter(Boolean).join(' '));
}

/** The first `length` characters at the most, and never half of a pair. */
export function startOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
