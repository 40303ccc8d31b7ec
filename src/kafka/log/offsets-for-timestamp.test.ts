import { expect, test } from 'vitest';
import { PartitionLog } from './partition-log.ts';

/** A log with one batch, and one segment, for each inner list of timestamps. */
function logOf(...batches: readonly (readonly number[])[]): PartitionLog {
  const log = new PartitionLog({ topic: 't', partition: 0 });
  for (const timestamps of batches) {
    log.roll();
    log.append(
      timestamps.map((timestamp) => ({ key: null, value: 'v', timestamp })),
      { now: 0 },
    );
  }
  log.updateHighWatermark(log.logEndOffset);
  return log;
}

test('finds the first record that is as late as asked, or later', () => {
  expect(logOf([10, 20], [30]).offsetForTimestamp(15)).toEqual({ timestamp: 20, offset: 1 });
});

test('is null after the last timestamp', () => {
  expect(logOf([10, 20]).offsetForTimestamp(21)).toBeNull();
});

test('goes by offset where producers’ clocks went back', () => {
  expect(logOf([10, 40, 20, 30]).offsetForTimestamp(20)).toEqual({ timestamp: 40, offset: 1 });
});

test('searches one segment only: null if its record lies below the log start offset', () => {
  const log = logOf([50, 10], [60]);
  log.deleteRecords(1);
  expect(log.offsetForTimestamp(40)).toBeNull();
});

test('the latest timestamp of all is found in any segment', () => {
  expect(logOf([10, 99], [30]).offsetOfMaxTimestamp()).toEqual({ timestamp: 99, offset: 1 });
});
