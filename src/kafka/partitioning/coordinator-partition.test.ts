import { expect, it } from 'vitest';
import { coordinatorPartition } from './coordinator-partition.ts';

// Out of Kafka's Utils.abs(groupId.hashCode()) % partitions.
it.each([
  ['u', 50, 17],
  ['u', 112, 5],
  ['group-105', 50, 6],
  ['group-105', 74, 14],
])('keeps group %j of %i partitions on %i', (group, partitionCount, partition) => {
  expect(coordinatorPartition(group, partitionCount)).toBe(partition);
});

it('has 50 partitions unless told', () => {
  expect(coordinatorPartition('u')).toBe(17);
});

it('takes the smallest hash for 0, which has no absolute value in Java', () => {
  // This string is known for its String.hashCode of Integer.MIN_VALUE.
  expect(coordinatorPartition('polygenelubricants')).toBe(0);
});
