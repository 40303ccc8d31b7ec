import type { Scenario } from './scenario.ts';

export const twoGroups: Scenario = {
  title: 'Two groups read the same three records',
  watch: 'Each group has a committed offset of its own. The log is the same before and after.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 1, 'replication.factor': 1 }] },
  prepare: [
    { do: 'produce', tp: 'orders-0', value: 'one' },
    { do: 'produce', tp: 'orders-0', value: 'two' },
    { do: 'produce', tp: 'orders-0', value: 'three' },
  ],
  steps: [
    { do: 'join', group: 'billing', memberId: 'b1', topics: ['orders'], settings: { 'auto.offset.reset': 'earliest' } },
    { do: 'poll', group: 'billing', memberId: 'b1' },
    { do: 'commit', group: 'billing', memberId: 'b1' },
    { do: 'join', group: 'email', memberId: 'e1', topics: ['orders'], settings: { 'auto.offset.reset': 'earliest' } },
    { do: 'poll', group: 'email', memberId: 'e1' },
    { do: 'commit', group: 'email', memberId: 'e1' },
  ],
};

export const newPartitions: Scenario = {
  title: 'A topic grows while a key is in use',
  watch: 'The old records of the key stay in their partition; the new one goes to another.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 3, 'replication.factor': 1 }] },
  steps: [
    { do: 'produce', topic: 'orders', key: 'user2', value: 'placed' },
    { do: 'produce', topic: 'orders', key: 'user2', value: 'paid' },
    { do: 'addPartitions', topic: 'orders', partitions: 4 },
    { do: 'produce', topic: 'orders', key: 'user2', value: 'shipped' },
  ],
};

export const compaction: Scenario = {
  title: 'The cleaner goes through a compacted partition',
  watch: 'Older values go from the closed segments; what is left keeps its offset; the active segment is not touched.',
  stage: {
    brokers: 1,
    topics: [
      {
        topic: 'users',
        partitions: 1,
        'replication.factor': 1,
        settings: { 'cleanup.policy': 'compact', 'segment.ms': 1000, 'min.cleanable.dirty.ratio': 0 },
      },
    ],
  },
  prepare: [
    { do: 'produce', tp: 'users-0', key: 'u1', value: 'Ann' },
    { do: 'produce', tp: 'users-0', key: 'u2', value: 'Bob' },
    { do: 'produce', tp: 'users-0', key: 'u1', value: 'Anna' },
    { do: 'produce', tp: 'users-0', key: 'u2', value: null },
    { do: 'advance', ms: 2000 },
  ],
  steps: [{ do: 'produce', tp: 'users-0', key: 'u1', value: 'Anne' }, { do: 'clean' }],
};

const oneBroker = (partitions: number): Scenario['stage'] => ({
  brokers: 1,
  topics: [{ topic: 'orders', partitions, 'replication.factor': 1 }],
});

export const firstRead: Scenario = {
  title: 'Two new groups, one with earliest and one with latest',
  watch:
    'Nothing is committed, so auto.offset.reset decides: from the first record on, or only what comes from now on.',
  stage: oneBroker(1),
  prepare: [
    { do: 'produce', tp: 'orders-0', value: 'one' },
    { do: 'produce', tp: 'orders-0', value: 'two' },
  ],
  steps: [
    { do: 'join', group: 'all', memberId: 'a1', topics: ['orders'], settings: { 'auto.offset.reset': 'earliest' } },
    { do: 'join', group: 'new', memberId: 'n1', topics: ['orders'], settings: { 'auto.offset.reset': 'latest' } },
    { do: 'poll', group: 'all', memberId: 'a1' },
    { do: 'poll', group: 'new', memberId: 'n1' },
    { do: 'produce', tp: 'orders-0', value: 'three' },
    { do: 'poll', group: 'new', memberId: 'n1' },
  ],
};

export const outOfRange: Scenario = {
  title: 'The records that a group was to read next are gone',
  watch: 'Its committed offset, 1, is below the log start offset, 3, so auto.offset.reset decides again.',
  stage: { ...oneBroker(1), consumers: { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false } },
  prepare: ['a', 'b', 'c', 'd', 'e'].map((value) => ({ do: 'produce', tp: 'orders-0', value }) as const),
  steps: [
    { do: 'join', group: 'billing', memberId: 'first', topics: ['orders'] },
    { do: 'poll', group: 'billing', memberId: 'first', max: 1 },
    { do: 'commit', group: 'billing', memberId: 'first' },
    { do: 'leave', group: 'billing', memberId: 'first' },
    { do: 'deleteRecords', tp: 'orders-0', offset: 3 },
    { do: 'join', group: 'billing', memberId: 'second', topics: ['orders'] },
    { do: 'poll', group: 'billing', memberId: 'second' },
  ],
};

export const partitionOrder: Scenario = {
  title: 'Two keys, two partitions, one consumer',
  watch:
    'Each key comes in the order it was sent. Between the two there is no order: c was sent before b, and comes after it.',
  stage: { ...oneBroker(2), consumers: { 'auto.offset.reset': 'earliest' } },
  steps: [
    { do: 'produce', tp: 'orders-0', key: 'order-1', value: 'a' },
    { do: 'produce', tp: 'orders-1', key: 'order-2', value: 'c' },
    { do: 'produce', tp: 'orders-0', key: 'order-1', value: 'b' },
    { do: 'produce', tp: 'orders-1', key: 'order-2', value: 'd' },
    { do: 'join', group: 'billing', memberId: 'c1', topics: ['orders'] },
    { do: 'poll', group: 'billing', memberId: 'c1' },
  ],
};
