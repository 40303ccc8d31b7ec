import { expect, test } from 'vitest';
import { LeaderEpochs } from './leader-epochs.ts';
import { PartitionLog } from './partition-log.ts';

function epochs(...entries: readonly (readonly [epoch: number, startOffset: number])[]): LeaderEpochs {
  const cache = new LeaderEpochs();
  for (const [epoch, startOffset] of entries) cache.assign(epoch, startOffset);
  return cache;
}

const pairs = (cache: LeaderEpochs) => cache.entries.map(({ epoch, startOffset }) => [epoch, startOffset]);

test('an epoch ends where the next one begins, and the newest at the log end', () => {
  const cache = epochs([0, 0], [2, 10], [5, 30]);
  expect(cache.endOf(0, 40)).toEqual({ epoch: 0, endOffset: 10 });
  expect(cache.endOf(5, 40)).toEqual({ epoch: 5, endOffset: 40 });
});

test('for an epoch it never saw, a leader answers with the one before (KIP-279)', () => {
  expect(epochs([0, 0], [2, 10], [5, 30]).endOf(4, 40)).toEqual({ epoch: 2, endOffset: 30 });
});

test('an epoch newer than all it knows is undefined', () => {
  expect(epochs([0, 0]).endOf(1, 10)).toBeUndefined();
});

test('a leader that wrote nothing leaves no trace once the next one takes over', () => {
  expect(pairs(epochs([0, 0], [1, 10], [2, 10]))).toEqual([
    [0, 0],
    [2, 10],
  ]);
});

test('truncation forgets the epochs that begin at or after it, at either end', () => {
  const cache = epochs([0, 0], [1, 10], [2, 20], [3, 30]);
  cache.truncateFromEnd(30);
  cache.truncateFromStart(15);
  expect(pairs(cache)).toEqual([
    [1, 15],
    [2, 20],
  ]);
});

// KIP-101, scenario 1: B's high watermark lags behind a record that A, the leader, already counts as committed. Cutting B's log
// at the high watermark would lose that record; asking A for the end of B's last epoch does not.
test('a follower that restarts keeps what its leader still has', () => {
  const [a, b] = [0, 1].map(() => new PartitionLog({ topic: 't', partition: 0 })) as [PartitionLog, PartitionLog];
  for (const value of ['m1', 'm2']) a.append([{ key: null, value }], { now: 0, leaderEpoch: 0 });
  b.appendAsFollower(a.readBatches(0));
  a.updateHighWatermark(2);
  b.updateHighWatermark(1);
  const end = a.leaderEpochs.endOf(b.leaderEpochs.latest ?? 0, a.logEndOffset);
  b.truncateTo(end?.endOffset ?? 0);
  expect(b.logEndOffset).toBe(2);
});

// KIP-101, scenario 2: both logs end at the same offset but hold different records there.
test('a follower drops the record that only the old leader wrote', () => {
  const [a, b] = [0, 1].map(() => new PartitionLog({ topic: 't', partition: 0 })) as [PartitionLog, PartitionLog];
  a.append([{ key: null, value: 'm1' }], { now: 0, leaderEpoch: 0 });
  b.appendAsFollower(a.readBatches(0));
  a.append([{ key: null, value: 'm2 of A' }], { now: 0, leaderEpoch: 0 });
  b.append([{ key: null, value: 'm2 of B' }], { now: 0, leaderEpoch: 1 });
  a.truncateTo(b.leaderEpochs.endOf(a.leaderEpochs.latest ?? 0, b.logEndOffset)?.endOffset ?? 0);
  a.appendAsFollower(b.readBatches(a.logEndOffset));
  expect(a.readBatches(0)).toEqual(b.readBatches(0));
});
