import { type ConsumerRecord, type Effect, playScenario, SharePartition, type Stage, type Step } from '#kafka';

/** What becomes of the order in which an order's events take effect. */
export type OrderVerdict = 'kept' | 'can-break' | 'repeats-only';

/** A situation, and what it can lead to. `effects` are those of one order, in the order they happened, played by the model. */
export interface Situation {
  readonly verdict: OrderVerdict;
  /** What whoever gives a wrong verdict seems to believe. */
  readonly misconceptions?: Partial<Record<OrderVerdict, string>>;
  readonly effects: () => readonly Effect[];
  /** One sentence: why it is so. */
  readonly because: string;
}

/** The three events of an order, sent one after the other by one producer. */
const EVENTS = [0, 1, 2];
const ORDER = 'order-9';

const stage: Stage = {
  brokers: 3,
  topics: [
    { topic: 'orders', partitions: 3, 'replication.factor': 3 },
    { topic: 'orders-retry', partitions: 1, 'replication.factor': 3 },
  ],
  producers: { 'batch.size': 1 },
  consumers: { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false },
};

const group = 'fulfilment';
const join = (memberId: string, topics = ['orders']): Step => ({ do: 'join', group, memberId, topics });
const poll = (memberId: string, max?: number): Step => ({
  do: 'poll',
  group,
  memberId,
  ...(max !== undefined && { max }),
});
const send = (seq: number, more: object = { key: ORDER }): Step => ({
  do: 'produce',
  topic: 'orders',
  value: String(seq),
  ...more,
});

/** The records that polls returned, one after the other. */
function polled(steps: readonly Step[]): ConsumerRecord[] {
  return playScenario(steps, stage).flatMap(({ records }) => records ?? []);
}

function effectOf({ value, topic, partition, offset }: ConsumerRecord): Effect {
  return { key: ORDER, seq: Number(value), source: { topic, partition, offset } };
}

/** The situations of part F by name. */
export const situations: Readonly<Record<string, Situation>> = {
  'key-by-order': {
    verdict: 'kept',
    effects: () =>
      polled([send(0), send(1, { key: ORDER, wire: ['error'] }), send(2), join('c1'), poll('c1')]).map(effectOf),
    because:
      'One key, one partition, one consumer that takes one record after the other: the order is that of the offsets.',
  },
  'no-key': {
    verdict: 'can-break',
    effects: () =>
      polled([...EVENTS.map((seq) => send(seq, {})), join('c1'), join('c2'), poll('c2'), poll('c1')]).map(effectOf),
    because:
      'Without a key the events of one order lie in several partitions, and nothing orders those among each other.',
  },
  'add-partitions': {
    verdict: 'can-break',
    misconceptions: { kept: 'M5-05' },
    effects: () =>
      polled([
        send(0),
        { do: 'addPartitions', topic: 'orders', partitions: 4 },
        send(1),
        send(2),
        join('c1'),
        join('c2'),
        poll('c2'),
        poll('c1'),
      ]).map(effectOf),
    because:
      'Another partition count is another remainder: later events of the key may go to another partition than earlier ones.',
  },
  'thread-pool': {
    verdict: 'can-break',
    misconceptions: { kept: 'M5-10' },
    effects: () => {
      const records = polled([...EVENTS.map((seq) => send(seq)), join('c1'), poll('c1')]);
      const doneAt = [30, 10, 20];
      return records.map(effectOf).sort((a, b) => doneAt[a.seq]! - doneAt[b.seq]!);
    },
    because: 'The records are read in order and worked on at the same time: the quickest is done first.',
  },
  'retry-topic': {
    verdict: 'can-break',
    misconceptions: { kept: 'M5-11' },
    effects: () => {
      const [failed, ...others] = polled([...EVENTS.map((seq) => send(seq)), join('c1'), poll('c1')]);
      const retried = polled([
        { do: 'produce', topic: 'orders-retry', key: ORDER, value: failed?.value ?? null },
        join('c1', ['orders-retry']),
        poll('c1'),
      ]);
      return [...others, ...retried].map(effectOf);
    },
    because: 'While the failed event waits in the other topic, later events of the same order go on without it.',
  },
  'two-producers': {
    verdict: 'can-break',
    misconceptions: { kept: 'M5-09' },
    effects: () => {
      const later = send(1, { key: ORDER, producer: 'warehouse', timestamp: 2 });
      const earlier = send(0, { key: ORDER, producer: 'shop', timestamp: 1 });
      return polled([later, earlier, join('c1'), poll('c1')]).map(effectOf);
    },
    because:
      'The leader appends in the order in which requests reach it; when they were sent, on whose clock, is nothing to it.',
  },
  'rebalance-replay': {
    verdict: 'repeats-only',
    misconceptions: { 'can-break': 'M5-12' },
    effects: () =>
      polled([
        ...EVENTS.map((seq) => send(seq)),
        join('c1'),
        poll('c1', 1),
        { do: 'commit', group, memberId: 'c1' },
        poll('c1'),
        { do: 'crash', group, memberId: 'c1' },
        join('c2'),
        poll('c2'),
      ]).map(effectOf),
    because:
      'The new owner goes back to the committed offset and then forward again: events come twice, none overtakes another.',
  },
  'share-group': {
    verdict: 'can-break',
    misconceptions: { kept: 'M5-16' },
    effects: () => {
      const records = polled([...EVENTS.map((seq) => send(seq)), join('c1'), poll('c1')]);
      const partition = new SharePartition();
      partition.acquire('c1', 1, EVENTS.length, 0);
      const others = partition.acquire('c2', 2, EVENTS.length, 0);
      partition.acknowledge('c1', 0, 'release', 0);
      const again = partition.acquire('c2', 1, EVENTS.length, 0);
      return [...others, ...again].map(({ offset }) => effectOf(records[offset]!));
    },
    because:
      'A share group hands records of one partition to many members, and one that is released comes back after its successors.',
  },
};
