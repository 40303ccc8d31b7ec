import type { Draw } from '#check';
import {
  type DeliveryVerdict,
  type Effect,
  isPossibleDelivery,
  type NumberedBatch,
  nameOf,
  orderViolations,
  type RecordPlace,
  sendInRounds,
} from '#kafka';
import { drawOrderTimeline, drawRounds } from '#picture';
import type { SeenLog, SeenRecord, Sending } from './arbitraries.ts';

/** Two records, each in its partition's lane, with the times they carry. */
export function twoRecordsInLanes(a: SeenRecord, b: SeenRecord): Draw {
  const labelled = [a, b].map((record) => ({ ...record, label: `@${record.offset} at ${record.timestamp} ms` }));
  return (canvas) => drawOrderTimeline({ logs: lanesOf(labelled) }, canvas);
}

/** The logs, what was observed, and the record that does not fit, if there is one. */
export function delivery(logs: readonly SeenLog[], observed: SeenLog['records']): Draw {
  const labelled = (records: SeenLog['records']) =>
    records.map((record) => ({ ...record, label: shortNameOf(record) }));
  const verdict = isPossibleDelivery(logs, observed);
  const timeline = {
    logs: logs.map(({ records }) => labelled(records)),
    observed: labelled(observed),
    marks: verdict.possible ? [] : [{ at: verdict.at, text: problem(logs, observed, verdict) }],
  };
  return (canvas) => drawOrderTimeline(timeline, canvas);
}

/** Where effects came from, and where one was overtaken. */
export function effectsInOrder(effects: readonly Effect[]): Draw {
  const labelled = effects.map(({ key, seq, source }) => ({ ...source, label: `${key}#${seq}` }));
  const marks = orderViolations(effects).map(({ expectedAfter, overtaken }) => ({
    at: effects.indexOf(overtaken),
    text: `first time, after #${expectedAfter.seq}`,
  }));
  return (canvas) => drawOrderTimeline({ logs: lanesOf(labelled), observed: labelled, marks }, canvas);
}

/** What the producer sent in each round, and what the log held then. */
export function rounds(batches: readonly NumberedBatch[], options: Sending): Draw {
  return (canvas) => drawRounds(sendInRounds(batches, options), canvas);
}

const MOST_LISTED = 6;

/** Every order in which partitions of these lengths can be read, or the first few: `a0 b0 a1`. */
export function deliveries(lengths: readonly number[]): Draw {
  const lanes = lengths.map((length, partition) =>
    Array.from({ length }, (_, offset) => `${'abcd'[partition] ?? partition}${offset}`),
  );
  const orders = mergesOf(lanes, MOST_LISTED + 1);
  const more = orders.length > MOST_LISTED ? ['and so on'] : [];
  return () => [
    ...lanes.map((lane, partition) => `p${partition}  ${lane.join(' ') || 'no records'}`),
    'They can be read as',
    ...orders.slice(0, MOST_LISTED).map((order) => `  ${order.join(' ') || 'nothing, in one way'}`),
    ...more,
  ];
}

/** The ways of merging lanes, each kept in order, up to so many of them. */
function mergesOf(lanes: readonly (readonly string[])[], most: number): string[][] {
  if (lanes.every((lane) => lane.length === 0)) return [[]];
  const merges: string[][] = [];
  for (const [at, [first, ...rest]] of lanes.entries()) {
    if (first === undefined || merges.length >= most) continue;
    const others = mergesOf(lanes.with(at, rest), most - merges.length);
    merges.push(...others.map((order) => [first, ...order]));
  }
  return merges;
}

function problem(
  logs: readonly SeenLog[],
  observed: SeenLog['records'],
  { because, at }: Extract<DeliveryVerdict, { possible: false }>,
): string {
  const record = observed[at]!;
  const before = observed.slice(0, at).filter((each) => nameOf(each) === nameOf(record));
  if (because === 'unknown-record') return 'unknown-record: it is in no log';
  if (before.some(({ offset }) => offset === record.offset)) return 'order: it was delivered already';
  const due = logs.find((log) => nameOf(log) === nameOf(record))?.records[before.length];
  return because === 'order'
    ? `order: ${due && shortNameOf(due)} was due, and comes later`
    : `gap: ${due && shortNameOf(due)} was due, and never comes`;
}

function lanesOf<R extends RecordPlace>(records: readonly R[]): R[][] {
  const distinct = [...new Map(records.map((record) => [`${nameOf(record)}@${record.offset}`, record])).values()];
  const names = [...new Set(distinct.map(nameOf))].sort();
  return names.map((name) => distinct.filter((record) => nameOf(record) === name).sort((a, b) => a.offset - b.offset));
}

/** A record of one topic in a few characters: `p0@3`. */
function shortNameOf({ partition, offset }: RecordPlace): string {
  return `p${partition}@${offset}`;
}
