import fc, { type Arbitrary } from 'fast-check';
import type { Effect, Offset, RecordPlace, Wire } from '#kafka';

/** A record as the student's functions are given it: without what does not matter to them. */
export interface SeenRecord extends RecordPlace {
  readonly timestamp: number;
  readonly key?: string | null;
}

/** A partition's log as the student's functions are given it. */
export interface SeenLog {
  readonly topic: string;
  readonly partition: number;
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  readonly records: readonly SeenRecord[];
}

/** A batch's outcomes, and how a producer sends, as the student's function is given them. */
export interface Sending {
  readonly maxInFlight: number;
  readonly enableIdempotence: boolean;
  readonly outcomes: readonly (readonly Wire[])[];
}

/** A record of the topic `orders`. */
export function recordAt(partition: number, offset: Offset, timestamp: number): SeenRecord {
  return { topic: 'orders', partition, offset, timestamp };
}

const aPlaceAndTime = fc.record({
  topic: fc.constantFrom('orders', 'orders', 'orders', 'payments'),
  partition: fc.nat({ max: 1 }),
  offset: fc.nat({ max: 3 }),
  key: fc.constantFrom('k1', 'k2', null),
  timestamp: fc.nat({ max: 20 }),
});

/** Two records, now and then the same one twice. No two records have one timestamp: nothing is to be read from that. */
export const twoRecords: Arbitrary<[SeenRecord, SeenRecord]> = fc
  .tuple(aPlaceAndTime, aPlaceAndTime)
  .map(([one, two]) => {
    const a = { ...one, timestamp: 2 * one.timestamp };
    const isSame = one.topic === two.topic && one.partition === two.partition && one.offset === two.offset;
    return [a, isSame ? a : { ...two, timestamp: 2 * two.timestamp + 1 }];
  });

const aHole = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 2 }) },
);

/** A lane of a story: where its log starts, and for each record how many offsets lie empty before it, and its time. */
const aLane = fc.record({
  start: fc.constantFrom(0, 0, 0, 4),
  records: fc.array(fc.record({ hole: aHole, timestamp: fc.nat({ max: 9 }) }), { maxLength: 4 }),
});

const someLogs = fc.array(aLane, { minLength: 1, maxLength: 3 }).map((lanes) => lanes.map(logOf));

/** Logs, and what a consumer that reads them may have been given: of each a prefix, merged somehow. */
export const aDelivery = fc
  .tuple(someLogs, fc.array(fc.nat({ max: 2 }), { maxLength: 9 }))
  .map(([logs, turns]): [SeenLog[], SeenRecord[]] => [logs, merged(logs, turns)]);

/** The same, with a thing or two done to what was observed that may make it impossible. */
export const aSuspectDelivery = fc
  .tuple(
    someLogs,
    fc.array(fc.nat({ max: 2 }), { maxLength: 9 }),
    fc.array(fc.tuple(fc.constantFrom('swap', 'drop', 'repeat', 'postpone', 'invent'), fc.nat({ max: 7 })), {
      maxLength: 2,
    }),
  )
  .map(([logs, turns, tricks]) => {
    const observed = tricks.reduce(
      (records, [what, place]) => tampered(logs, records, what, place),
      merged(logs, turns),
    );
    return [logs, observed] as const;
  });

/** What took effect, in the order it did: up to seven effects of two keys. One event has one source, however often it comes. */
export const someEffects: Arbitrary<readonly Effect[]> = fc.array(
  fc.tuple(fc.constantFrom('k1', 'k2'), fc.nat({ max: 4 })).map(([key, seq]) => effect(key, seq)),
  { maxLength: 7 },
);

/** A consumer that works in order, dies, goes back to what it had committed, and works on in order. */
export const aReplay: Arbitrary<readonly Effect[]> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.nat({ max: 4 }), fc.nat({ max: 2 }))
  .map(([died, back, more]) => {
    const seqs = Array.from({ length: died + more }, (_, seq) => seq);
    return [...seqs.slice(0, died), ...seqs.slice(Math.min(back, died))].map((seq) => effect('k1', seq));
  });

/** An effect of an event; the events of a key lie in two partitions in turns, as if they had been sent without one. */
export function effect(key: string, seq: number): Effect {
  const offset = 2 * Math.floor(seq / 2) + (key === 'k1' ? 0 : 1);
  return { key, seq, source: { topic: 'orders', partition: seq % 2, offset } };
}

const someBatches = fc.integer({ min: 1, max: 4 }).map((count) => batchesOf(['a', 'b', 'c', 'd'].slice(0, count)));

const someOutcomes: Arbitrary<readonly (readonly Wire[])[]> = fc.array(
  fc.array(fc.constantFrom('ok' as const, 'error' as const, 'ack-lost' as const), { maxLength: 2 }),
  { maxLength: 4 },
);

/** Batches with their sequence numbers, as a new producer numbers them. */
export function batchesOf(values: readonly string[]) {
  return values.map((value, seq) => ({ seq, value }));
}

/** Batches, sent one at a time. */
export const sentOneByOne = fc
  .tuple(someBatches, someOutcomes)
  .map(([batches, outcomes]) => [batches, { maxInFlight: 1, enableIdempotence: false, outcomes }] as const);

/** Batches, all sent at once. */
export const sentAtOnce = fc
  .tuple(someBatches, someOutcomes, fc.constantFrom(0, 1))
  .map(
    ([batches, outcomes, spare]) =>
      [batches, { maxInFlight: batches.length + spare, enableIdempotence: false, outcomes }] as const,
  );

/** Batches of an idempotent producer, some with the same value: they are different batches all the same. */
export const sentIdempotently = fc
  .tuple(someBatches, someOutcomes, fc.integer({ min: 1, max: 5 }), fc.boolean())
  .map(([batches, outcomes, maxInFlight, isRepetitive]) => {
    const values = batches.map(({ value }, at) => (isRepetitive && at > 0 ? 'a' : value));
    return [batchesOf(values), { maxInFlight, enableIdempotence: true, outcomes }] as const;
  });

/** How many records each of a few partitions holds. */
export const someLengths = fc.array(fc.nat({ max: 2 }), { maxLength: 4 });

function logOf({ start, records }: { start: Offset; records: readonly LaneRecord[] }, partition: number): SeenLog {
  let next = start;
  const placed = records.map(({ hole, timestamp }) => {
    const offset = next + hole;
    next = offset + 1;
    return recordAt(partition, offset, timestamp);
  });
  return { topic: 'orders', partition, logStartOffset: start, logEndOffset: next, records: placed };
}

interface LaneRecord {
  readonly hole: number;
  readonly timestamp: number;
}

function merged(logs: readonly SeenLog[], turns: readonly number[]): SeenRecord[] {
  const next = logs.map(() => 0);
  return turns.flatMap((turn) => {
    const lane = turn % logs.length;
    const record = logs[lane]?.records[next[lane]!];
    if (record === undefined) return [];
    next[lane]!++;
    return [record];
  });
}

function tampered(logs: readonly SeenLog[], observed: SeenRecord[], what: string, place: number): SeenRecord[] {
  const at = observed.length === 0 ? 0 : place % observed.length;
  const before = observed.slice(0, at);
  const [record, next, ...after] = observed.slice(at);
  const rest = next === undefined ? [] : [next, ...after];
  if (what === 'invent') return [...before, strangerTo(logs[place % logs.length]!, place), ...observed.slice(at)];
  if (record === undefined) return observed;
  if (what === 'drop') return [...before, ...rest];
  if (what === 'repeat') return [...before, record, ...rest, record];
  if (what === 'postpone') return [...before, ...rest, record];
  return next === undefined ? observed : [...before, next, record, ...after];
}

/** A record that is not in the log: in a hole of it, below its start or past its end. */
function strangerTo({ partition, logEndOffset, records }: SeenLog, place: number): SeenRecord {
  const offsets = Array.from({ length: logEndOffset + 2 }, (_, offset) => offset);
  const free = offsets.filter((offset) => !records.some((record) => record.offset === offset));
  return recordAt(partition, free[place % free.length]!, 0);
}
