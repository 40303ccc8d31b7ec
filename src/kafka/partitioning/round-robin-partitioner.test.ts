import { expect, it } from 'vitest';
import { RoundRobinPartitioner } from './round-robin-partitioner.ts';

it('deals records out in turn', () => {
  const partitioner = new RoundRobinPartitioner();
  const leaders = { partitionCount: 3, available: [0, 1, 2] };
  expect([1, 2, 3, 4].map(() => partitioner.partition(leaders))).toEqual([0, 1, 2, 0]);
});

it('passes over partitions without a leader, unless none has one', () => {
  const partitioner = new RoundRobinPartitioner();
  expect([1, 2, 3].map(() => partitioner.partition({ partitionCount: 3, available: [0, 2] }))).toEqual([0, 2, 0]);
  expect(partitioner.partition({ partitionCount: 2, available: [] })).toBe(1);
});
