import type { Evidence, Metrics, Requirement } from './use-case.ts';

/** What shows a number: a sentence, and the records it speaks of. */
export type Shown = Omit<Evidence, 'requirement'>;

/** What was measured, and for each number how to show the first record behind it. */
export interface Measured {
  readonly metrics: Metrics;
  readonly showFirst: Readonly<Record<string, () => Shown>>;
}

/** Whether a requirement holds. */
export function holds({ measure, bound, limit }: Requirement, metrics: Metrics): boolean {
  const measured = metrics[measure] ?? 0;
  return bound === 'most' ? measured <= limit : measured >= limit;
}

/** Shows the first record behind a requirement that is broken. */
export function evidenceFor({ id, measure }: Requirement, { showFirst, metrics }: Measured): Evidence {
  const shown = showFirst[measure]?.() ?? { sentence: `${measure} is ${metrics[measure] ?? 0}.`, lanes: [] };
  return { requirement: id, ...shown };
}
