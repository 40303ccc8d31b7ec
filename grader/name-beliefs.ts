import { explain } from '#check';
import type { Listed, Sitting } from './grade-check.ts';
import type { CheckReport } from './report.ts';

/** Adds to each failed check the misconception behind it, where the check itself or the whole journal tells of one. */
export function nameBeliefs(
  reports: readonly CheckReport[],
  checks: readonly Listed[],
  { misconceptions, journal }: Pick<Sitting, 'misconceptions' | 'journal'>,
): CheckReport[] {
  const disproved = reports.filter(({ verdict }) => verdict === 'disproved').map(({ number }) => number);
  const failed = checks
    .filter(({ number }) => disproved.includes(number))
    .map(({ index, check: { reference, shapes } }) => ({ check: index, reference, shapes }));
  const beliefs = explain(misconceptions, journal, failed);
  return reports.map((report) => {
    const index = checks.find(({ number }) => number === report.number)?.index ?? 0;
    const id = report.counterexample?.misconception ?? beliefs.get(index);
    const belief = id === undefined ? undefined : misconceptions[id]?.belief;
    return id === undefined || belief === undefined ? report : { ...report, misconception: { id, belief } };
  });
}
