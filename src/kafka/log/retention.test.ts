import { describe, expect, test } from 'vitest';
import type { LogSettings } from './log-settings.ts';
import { PartitionLog } from './partition-log.ts';

const hour = 3_600_000;
const start = 1_000 * hour;

/** A log of one record a segment, each of 100 bytes, written at these hours. */
function logOf(hours: readonly number[], settings: Partial<LogSettings>): PartitionLog {
  const log = new PartitionLog({ topic: 't', partition: 0 }, { ...settings, 'segment.bytes': 100 });
  for (const at of hours) log.append([{ key: null, value: 'v'.repeat(32) }], { now: start + at * hour });
  log.updateHighWatermark(log.logEndOffset);
  expect(log.sizeInBytes).toBe(100 * hours.length);
  return log;
}

describe('retention.ms', () => {
  test('deletes segments whose newest record is older', () => {
    const log = logOf([0, 1, 2, 3], { 'retention.ms': 2 * hour });
    expect(log.deleteOldSegments(start + 3 * hour + 1)).toBe(2);
    expect(log.logStartOffset).toBe(2);
  });

  test('deletes the active segment, too, and goes on at the same offset', () => {
    const log = logOf([0, 1], { 'retention.ms': hour });
    expect(log.deleteOldSegments(start + 10 * hour)).toBe(2);
    expect(log).toMatchObject({ logStartOffset: 2, logEndOffset: 2, sizeInBytes: 0 });
    expect(log.append([{ key: null, value: 'next' }], { now: start + 10 * hour }).baseOffset).toBe(2);
  });

  test('stops at the first segment that is young enough, whatever comes after', () => {
    const log = logOf([0], { 'retention.ms': hour });
    log.append([{ key: null, value: 'stamped in the future', timestamp: start + 5 * hour }], { now: start + 4 * hour });
    log.append([{ key: null, value: 'old', timestamp: start }], { now: start + 4 * hour });
    log.updateHighWatermark(3);
    expect(log.deleteOldSegments(start + 5 * hour)).toBe(1);
  });

  test('never deletes what is not below the high watermark', () => {
    const log = logOf([0, 1, 2], { 'retention.ms': 0 });
    log.updateHighWatermark(1);
    expect(log.deleteOldSegments(start + 9 * hour)).toBe(1);
  });

  test('is nothing to a topic that is only compacted', () => {
    const log = new PartitionLog({ topic: 't', partition: 0 }, { 'cleanup.policy': 'compact', 'retention.ms': 1 });
    log.append([{ key: 'k', value: 'v' }], { now: start });
    log.updateHighWatermark(1);
    expect(log.deleteOldSegments(start + 9 * hour)).toBe(0);
  });
});

describe('retention.bytes', () => {
  test('never leaves less than the limit', () => {
    const log = logOf([0, 0, 0, 0], { 'retention.bytes': 250 });
    expect(log.deleteOldSegments(start)).toBe(1);
    expect(log.sizeInBytes).toBe(300);
  });
});

test('segments below the log start offset go at the next check', () => {
  const log = logOf([0, 0, 0], {});
  log.deleteRecords(2);
  expect(log.sizeInBytes).toBe(300);
  expect(log.deleteOldSegments(start)).toBe(2);
  expect(log).toMatchObject({ logStartOffset: 2, sizeInBytes: 100 });
});
