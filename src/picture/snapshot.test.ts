import { expect, test } from 'vitest';
import type { Snapshot, TraceEntry } from '#kafka';
import { drawSnapshot } from './snapshot.ts';
import { tellEntry } from './trace.ts';

const records = [
  { offset: 0, leaderEpoch: 0, timestamp: 0, key: 'user1', value: 'Berlin' },
  { offset: 1, leaderEpoch: 0, timestamp: 0, key: 'user1', value: null },
  { offset: 2, leaderEpoch: 0, timestamp: 0, key: null, value: 'ping' },
];
const copy = (broker: number, count: number) => ({
  broker,
  logStartOffset: 0,
  highWatermark: 2,
  logEndOffset: count,
  segments: [0],
  records: records.slice(0, count),
});
const snapshot: Snapshot = {
  time: 1200,
  brokers: [
    { broker: 1, state: 'up' },
    { broker: 2, state: 'stalled' },
  ],
  partitions: [
    {
      topic: 'orders',
      partition: 0,
      leader: 1,
      leaderEpoch: 0,
      replicas: [1, 2],
      isr: [1],
      elr: [],
      logStartOffset: 0,
      lastStableOffset: 3,
      highWatermark: 2,
      logEndOffset: 3,
      logs: [copy(1, 3), copy(2, 2)],
    },
  ],
  groups: [
    {
      group: 'billing',
      state: 'Stable',
      generation: 3,
      members: [
        { memberId: 'c1', alive: true, topics: ['orders'], assignment: ['orders-0'], positions: { 'orders-0': 2 } },
        { memberId: 'c2', alive: false, topics: ['orders'], assignment: [], positions: {} },
      ],
      committed: { 'orders-0': 1 },
      lag: { 'orders-0': 2 },
    },
  ],
};

test('a snapshot with brokers, replicas and a group', () => {
  expect(drawSnapshot(snapshot, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "at 1200 ms   b1 up   b2 stalled
    orders-0   leader b1, epoch 0   ISR b1
      b1 leader   │0│1│2│
      b2 stalled  │0│1│
                       ▲ high watermark 2
    group billing   Stable   generation 3   members: c1, c2 crashed
      partition  owner  committed  position  log end  lag
      orders-0   c1     1          2         3        2"
  `);
  expect(drawSnapshot(snapshot, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "at 1200 ms   b1 up   b2 stalled
    orders-0   leader b1, epoch 0   ISR b1
      b1 leader   |0|1|2|
      b2 stalled  |0|1|
                       ^ high watermark 2
    group billing   Stable   generation 3
      members: c1, c2 crashed
      partition  owner  committed  position  log end  lag
      orders-0   c1     1          2         3        2"
  `);
});

test('keys and values instead of offsets, and only one topic', () => {
  const view = { cells: 'records', groups: [], topics: ['orders'] } as const;
  expect(drawSnapshot(snapshot, { width: 60, unicode: true }, view).join('\n')).toMatchInlineSnapshot(`
    "at 1200 ms   b1 up   b2 stalled
    orders-0   leader b1, epoch 0   ISR b1
      b1 leader   │user1:Berlin│  user1:null│        ping│
      b2 stalled  │user1:Berlin│  user1:null│
                                       high watermark 2 ▲"
  `);
  expect(drawSnapshot(snapshot, { width: 60, unicode: true }, { topics: [], groups: [] })).toHaveLength(1);
});

test('a step of a scenario, told', () => {
  const entry: TraceEntry = {
    step: { do: 'brokerDown', broker: 1 },
    time: 1200,
    happened: [
      { type: 'isr changed', tp: 'orders-0', from: [1, 2], to: [2] },
      { type: 'leader changed', tp: 'orders-0', from: 1, to: 2, leaderEpoch: 1, unclean: false },
      { type: 'rebalanced', group: 'billing', generation: 4, assignment: { c1: ['orders-0'], c2: [] } },
    ],
    error: { code: 'NOT_LEADER_OR_FOLLOWER', message: 'This broker does not lead orders-0 any more.' },
    after: snapshot,
  };
  expect(tellEntry(entry, { width: 60, unicode: true }, 3).join('\n')).toMatchInlineSnapshot(`
    "3. broker down: broker 1
        orders-0 ISR changed from b1 b2 to b2
        orders-0 leader changed from b1 to b2, epoch 1
        group billing rebalanced, generation 4: c1 orders-0, c2
          idle
        NOT_LEADER_OR_FOLLOWER: This broker does not lead
          orders-0 any more."
  `);
});
