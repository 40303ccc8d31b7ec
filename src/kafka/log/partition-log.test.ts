import { describe, expect, test } from 'vitest';
import type { LogSettings } from './log-settings.ts';
import type { NewRecord } from './log-validator.ts';
import { PartitionLog } from './partition-log.ts';

const now = 1_000_000;
const values = (...list: string[]): NewRecord[] => list.map((value) => ({ key: null, value }));

function logOf(batches: readonly string[][], settings: Partial<LogSettings> = {}): PartitionLog {
  const log = new PartitionLog({ topic: 'orders', partition: 0 }, settings);
  for (const batch of batches) log.append(values(...batch), { now });
  log.updateHighWatermark(log.logEndOffset);
  return log;
}

const valuesIn = (log: PartitionLog, position: number) => log.read(position).records.map(({ value }) => value);

describe('append', () => {
  test('gives consecutive offsets from the log end offset on', () => {
    const log = logOf([['a', 'b']]);
    expect(log.append(values('c', 'd'), { now })).toEqual({ baseOffset: 2, lastOffset: 3 });
    expect(log.logEndOffset).toBe(4);
  });

  test('keeps a producer’s timestamp under CreateTime, and stamps its own under LogAppendTime', () => {
    const record = { key: 'k', value: 'v', timestamp: 5 };
    const timestamps = (['CreateTime', 'LogAppendTime'] as const).map((type) => {
      const log = new PartitionLog({ topic: 't', partition: 0 }, { 'message.timestamp.type': type });
      log.append([record], { now });
      return log.read(0, { isolation: 'log_end' }).records[0]?.timestamp;
    });
    expect(timestamps).toEqual([5, now]);
  });

  test.each([
    ['INVALID_RECORD', { 'cleanup.policy': 'compact' }, values('keyless')],
    ['INVALID_TIMESTAMP', {}, [{ key: 'k', value: 'v', timestamp: now + 3_600_001 }]],
    ['MESSAGE_TOO_LARGE', { 'max.message.bytes': 100 }, values('x'.repeat(100))],
    ['RECORD_LIST_TOO_LARGE', { 'segment.bytes': 100 }, values('x'.repeat(100))],
  ] as const)('refuses with %s, and writes nothing', (code, settings, records) => {
    const log = new PartitionLog({ topic: 't', partition: 0 }, settings);
    log.append([{ key: 'first', value: '1' }], { now });
    expect(() => log.append([{ key: 'k', value: 'good' }, ...records], { now })).toThrow(
      expect.objectContaining({ code }),
    );
    expect(log.logEndOffset).toBe(1);
  });
});

describe('read', () => {
  test('goes on from any offset, also inside of a batch', () => {
    expect(valuesIn(logOf([['a', 'b', 'c'], ['d']]), 1)).toEqual(['b', 'c', 'd']);
  });

  test('ends before the high watermark; beyond it there is nothing, and no error', () => {
    const log = logOf([['a'], ['b'], ['c']]);
    log.updateHighWatermark(2);
    expect(log.read(0)).toMatchObject({ records: [{ value: 'a' }, { value: 'b' }], position: 2 });
    expect(log.read(3)).toEqual({ records: [], position: 3 });
  });

  test('lets replicas read to the log end offset', () => {
    const log = logOf([['a'], ['b']]);
    log.updateHighWatermark(0);
    expect(log.readBatches(1)).toMatchObject([{ baseOffset: 1, records: [{ value: 'b' }] }]);
  });

  test('takes whole batches up to maxBytes, and at least one', () => {
    const log = logOf([['a', 'b'], ['c'], ['d']]);
    expect(log.read(0, { maxBytes: 1 })).toMatchObject({ records: [{ value: 'a' }, { value: 'b' }], position: 2 });
  });

  test('stops at maxRecords and says where to go on', () => {
    expect(logOf([['a', 'b', 'c']]).read(0, { maxRecords: 2 }).position).toBe(2);
  });

  test.each([-1, 3])('refuses offset %i of a log that has 0 to 2', (offset) => {
    expect(() => logOf([['a', 'b']]).read(offset)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }));
  });

  test('finds its place among many segments', () => {
    const log = logOf(
      Array.from({ length: 50 }, (_, i) => [`v${i}`]),
      { 'segment.bytes': 200 },
    );
    expect(log.segments.length).toBeGreaterThan(10);
    expect(log.read(37, { maxRecords: 1 })).toMatchObject({ records: [{ offset: 37, value: 'v37' }], position: 38 });
  });
});

describe('deleteRecords', () => {
  test('moves the log start offset up to the high watermark at most', () => {
    const log = logOf([['a'], ['b'], ['c']]);
    log.updateHighWatermark(2);
    log.deleteRecords(2);
    expect(log.logStartOffset).toBe(2);
    expect(() => log.deleteRecords(3)).toThrow(expect.objectContaining({ code: 'OFFSET_OUT_OF_RANGE' }));
    expect(() => log.read(1)).toThrow('orders-0 has offsets 2 to 3');
  });
});

describe('truncateTo', () => {
  test('drops what is at the offset and after, and takes the high watermark along', () => {
    const log = logOf([['a'], ['b'], ['c']], { 'segment.bytes': 75 });
    log.truncateTo(1);
    expect(log).toMatchObject({ logEndOffset: 1, highWatermark: 1 });
    expect(valuesIn(log, 0)).toEqual(['a']);
    log.append(values('z'), { now, leaderEpoch: 1 });
    expect(log.leaderEpochs.entries).toEqual([
      { epoch: 0, startOffset: 0 },
      { epoch: 1, startOffset: 1 },
    ]);
  });

  test('lets a follower take its leader’s batches as they are', () => {
    const leader = logOf([['a', 'b'], ['c']]);
    const follower = new PartitionLog({ topic: 'orders', partition: 0 });
    follower.appendAsFollower(leader.readBatches(0));
    expect(follower.readBatches(0)).toEqual(leader.readBatches(0));
    expect(follower.highWatermark).toBe(0);
  });
});
