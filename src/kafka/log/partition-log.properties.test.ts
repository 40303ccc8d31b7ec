import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogSettings } from './log-settings.ts';
import { PartitionLog } from './partition-log.ts';

const aKey = fc.constantFrom('a', 'b', 'c', 'd');
const aValue = fc.option(fc.constantFrom('1', '2', '3'), { freq: 4 });
const anOffset = fc.nat(40);

/** Something that happens to a log, as a function of it and of the time. */
type Happening = (log: PartitionLog, now: number) => void;

const aHappening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.tuple(aKey, aValue), { minLength: 1, maxLength: 4 }).map(appending) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(2), fc.constantFrom('write', 'COMMIT', 'ABORT')).map(transacting) },
  { weight: 3, arbitrary: anOffset.map((offset) => (log: PartitionLog) => log.updateHighWatermark(offset)) },
  { weight: 2, arbitrary: fc.constant((log: PartitionLog) => log.roll()) },
  { weight: 2, arbitrary: fc.constant((log: PartitionLog, now: number) => log.clean(now)) },
  { weight: 1, arbitrary: fc.constant((log: PartitionLog, now: number) => log.deleteOldSegments(now)) },
  { weight: 1, arbitrary: anOffset.map((offset) => (log: PartitionLog) => log.truncateTo(offset)) },
  {
    weight: 1,
    arbitrary: anOffset.map((o) => (log: PartitionLog) => log.deleteRecords(Math.min(o, log.highWatermark))),
  },
);

function appending(pairs: readonly (readonly [key: string, value: string | null])[]): Happening {
  return (log, now) =>
    log.append(
      pairs.map(([key, value]) => ({ key, value })),
      { now },
    );
}

function transacting([producerId, type]: [number, string]): Happening {
  return (log, now) => {
    const { producerEpoch = 0, lastSequence = -1 } = log.producers.get(producerId) ?? {};
    if (type === 'COMMIT' || type === 'ABORT') {
      log.appendMarker({ producerId, producerEpoch: producerEpoch + 1, type, now });
    } else {
      const producer = { producerId, producerEpoch, baseSequence: lastSequence + 1, transactional: true };
      log.append([{ key: 'a', value: `by ${producerId}` }], { now, producer });
    }
  };
}

function eachMoment(settings: Partial<LogSettings>, inspect: (log: PartitionLog) => void): void {
  fc.assert(
    fc.property(fc.array(aHappening, { maxLength: 40 }), (happenings) => {
      const log = new PartitionLog({ topic: 't', partition: 0 }, { 'segment.bytes': 300, ...settings });
      for (const [i, happening] of happenings.entries()) {
        happening(log, 1_000 + i * 100);
        inspect(log);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
}

const everything = { 'cleanup.policy': 'compact,delete', 'retention.ms': 1_000, 'delete.retention.ms': 200 } as const;

test('log start ≤ last stable ≤ high watermark ≤ log end, whatever happens', () => {
  eachMoment(everything, ({ logStartOffset, lastStableOffset, highWatermark, logEndOffset }) => {
    const positions = [logStartOffset, lastStableOffset, highWatermark, logEndOffset];
    expect(positions.toSorted((a, b) => a - b)).toEqual(positions);
  });
});

test('offsets ascend, and a reader who goes on from where it stopped misses and repeats nothing', () => {
  eachMoment(everything, (log) => {
    const all = log.read(log.logStartOffset).records.map(({ offset }) => offset);
    expect(all).toEqual([...new Set(all)].toSorted((a, b) => a - b));
    const inSteps: number[] = [];
    for (let position = log.logStartOffset; position < log.highWatermark; ) {
      const read = log.read(position, { maxRecords: 1 });
      expect(read.position).toBeGreaterThan(position);
      inSteps.push(...read.records.map(({ offset }) => offset));
      position = read.position;
    }
    expect(inSteps).toEqual(all);
  });
});

test('read_committed sees some of what read_uncommitted sees, below the last stable offset', () => {
  eachMoment(everything, (log) => {
    const uncommitted = new Set(log.read(log.logStartOffset).records);
    for (const record of log.read(log.logStartOffset, { isolation: 'read_committed' }).records) {
      expect(uncommitted).toContain(record);
      expect(record.offset).toBeLessThan(log.lastStableOffset);
    }
  });
});

test('cleaning changes no key’s newest committed value', () => {
  eachMoment({ 'cleanup.policy': 'compact,delete' }, (log) => {
    const before = newestValues(log);
    log.clean(1_000_000);
    expect(newestValues(log)).toEqual(before);
  });
});

/** The table that a reader of the whole log arrives at; a tombstone takes its key out. */
function newestValues(log: PartitionLog): ReadonlyMap<string | null, string> {
  const values = new Map<string | null, string>();
  for (const { key, value } of log.read(log.logStartOffset, { isolation: 'read_committed' }).records) {
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  return values;
}
