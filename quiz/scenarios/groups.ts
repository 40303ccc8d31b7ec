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
