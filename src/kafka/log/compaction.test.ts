import { describe, expect, test } from 'vitest';
import type { LogSettings } from './log-settings.ts';
import { PartitionLog } from './partition-log.ts';
import type { MarkerType } from './record-batch.ts';

const start = 1_700_000_000_000;
type Pair = readonly [key: string, value: string | null];

function newLog(settings: Partial<LogSettings> = {}): PartitionLog {
  return new PartitionLog({ topic: 't', partition: 0 }, { 'cleanup.policy': 'compact', ...settings });
}

function append(log: PartitionLog, ...pairs: readonly Pair[]): void {
  for (const [key, value] of pairs) log.append([{ key, value }], { now: start });
  log.updateHighWatermark(log.logEndOffset);
}

/** Closes the active segment, so that all of it can be cleaned, and cleans. */
function clean(log: PartitionLog, now = start): void {
  log.roll();
  log.clean(now);
}

const recordsOf = (log: PartitionLog) => log.read(0).records.map(({ offset, key, value }) => [offset, key, value]);
const batchEnds = (log: PartitionLog) => log.readBatches(0).map(({ lastOffset }) => lastOffset);

describe('a cleaned log', () => {
  test('has each key’s newest record, in the old order and at the old offsets', () => {
    const log = newLog();
    append(log, ['k1', 'a'], ['k2', 'b'], ['k1', 'c'], ['k3', 'd'], ['k2', 'e']);
    clean(log);
    expect(recordsOf(log)).toEqual([
      [2, 'k1', 'c'],
      [3, 'k3', 'd'],
      [4, 'k2', 'e'],
    ]);
  });

  test('answers a read from a hole with the next record', () => {
    const log = newLog();
    append(log, ['k', 'a'], ['k', 'b'], ['k', 'c']);
    clean(log);
    expect(log.read(0)).toMatchObject({ records: [{ offset: 2, value: 'c' }], position: 3 });
  });

  test('may still have older records of a key in the active segment, which is left alone', () => {
    const log = newLog();
    append(log, ['k', 'a']);
    log.roll();
    append(log, ['k', 'b'], ['k', 'c']);
    log.clean(start);
    expect(recordsOf(log)).toHaveLength(3);
  });

  test('has fewer segments from the next pass on, as the small ones are merged', () => {
    const log = newLog({ 'segment.bytes': 300 });
    for (let i = 0; i < 20; i++) append(log, ['k', `${i}`]);
    clean(log);
    const before = log.segments.length;
    append(log, ['k', 'newest']);
    clean(log);
    expect(log.segments.length).toBeLessThan(before / 2);
    expect(recordsOf(log)).toEqual([[20, 'k', 'newest']]);
  });

  test('has lost records without key, from before the topic was compacted', () => {
    const log = new PartitionLog({ topic: 't', partition: 0 });
    log.append([{ key: null, value: 'keyless' }], { now: start });
    append(log, ['k', 'v']);
    log.settings = { ...log.settings, 'cleanup.policy': 'compact' };
    clean(log);
    expect(recordsOf(log)).toEqual([[1, 'k', 'v']]);
  });
});

describe('a tombstone', () => {
  test('outlives its first pass, and goes with a pass after delete.retention.ms', () => {
    const log = newLog({ 'delete.retention.ms': 1_000 });
    append(log, ['k', 'v'], ['k', null], ['x', '1']);
    clean(log, start);
    expect(recordsOf(log)).toContainEqual([1, 'k', null]);
    append(log, ['x', '2']);
    clean(log, start + 999);
    expect(recordsOf(log)).toContainEqual([1, 'k', null]);
    append(log, ['x', '3']);
    clean(log, start + 1_000);
    expect(recordsOf(log)).toEqual([[4, 'x', '3']]);
  });
});

describe('the cleaner', () => {
  test('comes when the dirty ratio is above min.cleanable.dirty.ratio, not at it', () => {
    const log = newLog({ 'min.cleanable.dirty.ratio': 0.5 });
    append(log, ['a', '1']);
    clean(log);
    append(log, ['b', '1']);
    log.roll();
    expect(log.cleanable(start)).toMatchObject({ ratio: 0.5, due: false });
    append(log, ['c', '1']);
    log.roll();
    expect(log.cleanable(start)).toMatchObject({ ratio: 2 / 3, due: true });
  });

  test('leaves what is younger than min.compaction.lag.ms', () => {
    const log = newLog({ 'min.compaction.lag.ms': 1_000 });
    append(log, ['k', 'a'], ['k', 'b']);
    log.roll();
    expect(log.cleanable(start + 999).cleanableBytes).toBe(0);
    expect(log.cleanable(start + 1_000).due).toBe(true);
  });

  test('comes after max.compaction.lag.ms, however little is dirty', () => {
    const log = newLog({ 'min.cleanable.dirty.ratio': 1, 'max.compaction.lag.ms': 1_000 });
    append(log, ['k', 'a']);
    log.roll();
    expect(log.cleanable(start + 1_000).due).toBe(false);
    expect(log.cleanable(start + 1_001).due).toBe(true);
  });

  test('does not pass the last stable offset', () => {
    const log = newLog();
    append(log, ['k', 'a'], ['k', 'b']);
    log.updateHighWatermark(1);
    log.roll();
    expect(log.cleanable(start).cleanableBytes).toBe(0);
  });
});

// The situations of Kafka's own LogCleanerTest.
describe('of transactions', () => {
  const sequences = new Map<PartitionLog, number>();

  function write(log: PartitionLog, keys: readonly string[], transactional = true, producerId = 1): void {
    const baseSequence = sequences.get(log) ?? 0;
    sequences.set(log, baseSequence + keys.length);
    log.append(
      keys.map((key) => ({ key, value: 'v' })),
      { now: start, producer: { producerId, producerEpoch: 0, baseSequence, transactional } },
    );
    log.updateHighWatermark(log.logEndOffset);
  }

  function end(log: PartitionLog, type: MarkerType): void {
    log.appendMarker({ producerId: 1, producerEpoch: 0, type, now: start, transactionVersion: 1 });
    log.updateHighWatermark(log.logEndOffset);
  }

  test('aborted records go at once, and outdate nothing', () => {
    const log = newLog();
    append(log, ['k', 'old']);
    write(log, ['k']);
    end(log, 'ABORT');
    write(log, ['other']);
    end(log, 'COMMIT');
    clean(log);
    expect(recordsOf(log)).toEqual([
      [0, 'k', 'old'],
      [3, 'other', 'v'],
    ]);
  });

  test('a marker stays while data of its transaction does, and then as long as a tombstone', () => {
    const log = newLog({ 'delete.retention.ms': 1_000 });
    write(log, ['k']); // offset 0
    end(log, 'COMMIT'); // 1
    write(log, ['k']); // 2
    end(log, 'COMMIT'); // 3
    clean(log, start);
    expect(batchEnds(log)).toEqual([1, 2, 3]);
    append(log, ['x', '1']); // 4
    clean(log, start + 1); // The first transaction has no data left, so its marker's time begins.
    append(log, ['x', '2']); // 5
    clean(log, start + 1_000);
    expect(batchEnds(log)).toEqual([1, 2, 3, 5]);
    append(log, ['x', '3']); // 6
    clean(log, start + 1_001);
    expect(batchEnds(log)).toEqual([2, 3, 6]);
  });

  test('an active producer’s last batch stays, though empty, and so do its sequence numbers', () => {
    const log = newLog();
    write(log, ['k1']); // offset 0
    write(log, ['k2', 'k3']); // 1 and 2
    end(log, 'ABORT'); // 3
    clean(log);
    expect(log.readBatches(0)).toMatchObject([
      { lastOffset: 2, records: [], producer: { baseSequence: 1 } },
      { lastOffset: 3, marker: 'ABORT' },
    ]);
    write(log, ['k1', 'k5']); // 4 and 5
    end(log, 'COMMIT'); // 6
    clean(log);
    expect(batchEnds(log)).toEqual([3, 5, 6]);
  });

  test('the last batch of a pass stays, though empty, so that the end of what was cleaned is not forgotten', () => {
    const log = newLog();
    write(log, ['k1']); // offset 0
    write(log, ['k2']); // 1
    log.roll();
    end(log, 'ABORT'); // 2, in the active segment
    log.expireProducers(start + 86_400_000);
    log.clean(start);
    expect(log.readBatches(0)).toMatchObject([{ lastOffset: 1, records: [] }, { marker: 'ABORT' }]);
  });

  test('a producer’s last batch is kept for idempotence alone, too', () => {
    const log = newLog();
    write(log, ['k'], false, 1); // offset 0
    append(log, ['k', 'newer']); // 1
    clean(log);
    expect(log.readBatches(0)).toMatchObject([
      { lastOffset: 0, records: [] },
      { lastOffset: 1, records: [{ value: 'newer' }] },
    ]);
  });
});
