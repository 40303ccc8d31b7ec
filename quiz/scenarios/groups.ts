import type { Scenario } from './scenario.ts';

const fiveRecords = ['a', 'b', 'c', 'd', 'e'].map((value) => ({ do: 'produce', tp: 'orders-0', value }) as const);
const stage: Scenario['stage'] = { brokers: 1, topics: [{ topic: 'orders', partitions: 1, 'replication.factor': 1 }] };
const settings = { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false };

export const crashRepeats: Scenario = {
  title: 'A consumer commits after processing, and crashes in between',
  watch: 'The second member starts at the committed offset and is given records 2 to 4 again.',
  stage,
  prepare: fiveRecords,
  steps: [
    { do: 'join', group: 'billing', memberId: 'first', topics: ['orders'], settings },
    { do: 'poll', group: 'billing', memberId: 'first', max: 2 },
    { do: 'commit', group: 'billing', memberId: 'first' },
    { do: 'poll', group: 'billing', memberId: 'first', max: 3 },
    { do: 'crash', group: 'billing', memberId: 'first' },
    { do: 'advance', ms: 50_000 },
    { do: 'join', group: 'billing', memberId: 'second', topics: ['orders'], settings },
    { do: 'poll', group: 'billing', memberId: 'second' },
  ],
};

export const crashLoses: Scenario = {
  title: 'A consumer commits before processing, and crashes',
  watch: 'What was polled and committed but not processed is never given to anybody again.',
  stage,
  prepare: fiveRecords,
  steps: [
    { do: 'join', group: 'billing', memberId: 'first', topics: ['orders'], settings },
    { do: 'poll', group: 'billing', memberId: 'first', max: 3 },
    { do: 'commit', group: 'billing', memberId: 'first' },
    { do: 'crash', group: 'billing', memberId: 'first' },
    { do: 'advance', ms: 50_000 },
    { do: 'join', group: 'billing', memberId: 'second', topics: ['orders'], settings },
    { do: 'poll', group: 'billing', memberId: 'second' },
  ],
};

export const rebalance: Scenario = {
  title: 'A second member joins, then the first one crashes',
  watch: 'The generation goes up by one at each rebalance, and every partition always has one owner.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 4, 'replication.factor': 1 }] },
  steps: [
    { do: 'join', group: 'billing', memberId: 'c1', topics: ['orders'] },
    { do: 'join', group: 'billing', memberId: 'c2', topics: ['orders'] },
    { do: 'commit', group: 'billing', memberId: 'c1', tp: 'orders-0', offset: 0 },
    { do: 'crash', group: 'billing', memberId: 'c1' },
    { do: 'advance', ms: 50_000 },
    { do: 'poll', group: 'billing', memberId: 'c2' },
  ],
};

export const idleMember: Scenario = {
  title: 'Three members of one group, and a topic with two partitions',
  watch: 'A partition has one owner in the group, so the third member gets none; when another leaves, it has work.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 2, 'replication.factor': 1 }] },
  steps: [
    { do: 'join', group: 'billing', memberId: 'c1', topics: ['orders'] },
    { do: 'join', group: 'billing', memberId: 'c2', topics: ['orders'] },
    { do: 'join', group: 'billing', memberId: 'c3', topics: ['orders'] },
    { do: 'leave', group: 'billing', memberId: 'c1' },
    { do: 'advance', ms: 3000 },
  ],
};

export const moreToShare: Scenario = {
  title: 'A topic grows while a group reads it',
  watch: 'The members hear of the new partitions with their next metadata, and the group shares all of them anew.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 2, 'replication.factor': 1 }] },
  steps: [
    { do: 'join', group: 'billing', memberId: 'c1', topics: ['orders'] },
    { do: 'join', group: 'billing', memberId: 'c2', topics: ['orders'] },
    { do: 'addPartitions', topic: 'orders', partitions: 4 },
    { do: 'advance', ms: 10_000 },
  ],
};

export const lateCommit: Scenario = {
  title: 'A member stands still for too long, and then commits',
  watch: 'Its session is over and the other member has its partition, so the coordinator refuses the commit.',
  stage,
  prepare: fiveRecords,
  steps: [
    { do: 'join', group: 'billing', memberId: 'slow', topics: ['orders'], settings },
    { do: 'poll', group: 'billing', memberId: 'slow', max: 3 },
    { do: 'freeze', group: 'billing', memberId: 'slow' },
    { do: 'join', group: 'billing', memberId: 'next', topics: ['orders'], settings },
    { do: 'poll', group: 'billing', memberId: 'next' },
    { do: 'wake', group: 'billing', memberId: 'slow' },
    { do: 'commit', group: 'billing', memberId: 'slow' },
  ],
};

const cooperatively = {
  'partition.assignment.strategy': 'org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
};

export const cooperative: Scenario = {
  title: 'A second member joins a group that rebalances cooperatively',
  watch: 'The first member keeps what it is to have in the end; only two of its four partitions move.',
  stage: { brokers: 1, topics: [{ topic: 'orders', partitions: 4, 'replication.factor': 1 }] },
  steps: [
    { do: 'join', group: 'billing', memberId: 'c1', topics: ['orders'], settings: cooperatively },
    { do: 'join', group: 'billing', memberId: 'c2', topics: ['orders'], settings: cooperatively },
  ],
};
