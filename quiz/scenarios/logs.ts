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
