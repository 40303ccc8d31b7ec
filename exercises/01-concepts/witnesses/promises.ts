import { nameOf } from '#kafka';
import {
  crash,
  ending,
  given,
  join,
  leaderLog,
  minutes,
  onOneBroker,
  poll,
  replicated,
  type Story,
  send,
  type Witnessed,
} from './story.ts';

export type Promised = 'guaranteed' | 'not-guaranteed' | 'depends';

/** A statement of part C. A statement that depends has a story in which it holds, and one in which it does not. */
export interface Statement extends Witnessed {
  /** What the statements of one check have in common. */
  readonly family: 'order' | 'writes' | 'reading';
  readonly answer: Promised;
  /** What whoever gives one of the wrong answers seems to believe. */
  readonly misconceptions: Partial<Record<Promised, string>>;
}

const onePartition = onOneBroker({ topic: 'orders' });
const twoPartitions = onOneBroker({ topic: 'orders', partitions: 2 });

/** One broker goes down, and a record is sent to the others. */
function withOneBrokerDown(minInSyncReplicas: number, points: string): Story {
  return {
    title: `with min.insync.replicas=${minInSyncReplicas}`,
    stage: replicated({ topic: 'orders', settings: { 'min.insync.replicas': minInSyncReplicas } }),
    steps: [{ do: 'brokerDown', broker: 3 }, send('orders-0', 'a')],
    points,
  };
}

/** The leader of a partition is lost right after it has acknowledged a record. */
function withLostLeader(acks: '1' | 'all', points: string): Story {
  return {
    title: `with acks=${acks}`,
    stage: replicated({ topic: 'orders', settings: { 'min.insync.replicas': 2 } }),
    steps: [send('orders-0', 'a', { acks }), { do: 'loseDisk', broker: 1 }],
    points,
  };
}

/** A request arrives, its answer does not, and the producer sends it again. */
function withLostAnswer(enableIdempotence: boolean, points: string): Story {
  return {
    title: `with enable.idempotence=${enableIdempotence}`,
    stage: onOneBroker({ topic: 'orders' }, { producers: { 'enable.idempotence': enableIdempotence } }),
    steps: [send('orders-0', 'a', { wire: ['ack-lost'] })],
    points,
  };
}

/** The statements of part C, in the order in which they are asked. */
export const statements: readonly Statement[] = [
  {
    id: 'partition-order',
    family: 'order',
    sentence:
      'Unless its position is set back, a consumer is given the records of a partition in the order of their offsets.',
    answer: 'guaranteed',
    misconceptions: { depends: 'M5-04' },
    stories: [
      {
        stage: onePartition,
        steps: [
          send('orders-0', 'a', { key: 'k1', wire: ['error'] }),
          send('orders-0', 'b', { key: 'k2' }),
          send('orders-0', 'c', { key: 'k1' }),
          join('c1'),
          poll('c1'),
        ],
        points:
          'Whatever their keys, and whatever had to be sent twice: what lies in one partition is read in the order it lies there.',
      },
    ],
    holds: (trace) => {
      const offsets = given(trace, 'billing').map(({ offset }) => offset);
      return offsets.every((offset, at) => at === 0 || offset > offsets[at - 1]!);
    },
  },
  {
    id: 'topic-order',
    family: 'order',
    sentence: 'A consumer of a topic with two partitions is given its records in the order in which they were sent.',
    answer: 'not-guaranteed',
    misconceptions: { guaranteed: 'M5-03' },
    stories: [
      {
        stage: twoPartitions,
        steps: [send('orders-1', 'sent first'), send('orders-0', 'sent second'), join('c1'), poll('c1')],
        points: 'The record that was sent second is given first: a consumer merges its partitions in any way.',
      },
    ],
    holds: (trace) => given(trace, 'billing').map(({ value }) => value)[0] === 'sent first',
  },
  {
    id: 'sending-order',
    family: 'order',
    sentence: 'Records that two producers send to one partition are written in the order in which they were sent.',
    answer: 'not-guaranteed',
    misconceptions: { guaranteed: 'M5-09' },
    stories: [
      {
        stage: onePartition,
        steps: [
          send('orders-0', 'sent second', { producer: 'warehouse', timestamp: 2 }),
          send('orders-0', 'sent first', { producer: 'shop', timestamp: 1 }),
        ],
        points:
          "The shop sent first, and its request arrived second: the leader's order is that of arrival, whatever the timestamps say.",
      },
    ],
    holds: (trace) => {
      const times = ending(trace).partitions.flatMap((partition) =>
        leaderLog(partition).map(({ timestamp }) => timestamp),
      );
      return times.every((time, at) => at === 0 || time >= times[at - 1]!);
    },
  },
  {
    id: 'survives',
    family: 'writes',
    sentence: 'A record that was acknowledged to its producer survives the loss of its leader.',
    answer: 'depends',
    misconceptions: { guaranteed: 'M1-25' },
    stories: [
      withLostLeader('all', 'With acks=all, and min.insync.replicas at 2, another broker has it: the record survives.'),
      withLostLeader('1', 'With acks=1 only the leader had it: the acknowledged record is gone with its disk.'),
    ],
    holds: (trace) => ending(trace).partitions.every((partition) => leaderLog(partition).length === 1),
  },
  {
    id: 'written-once',
    family: 'writes',
    sentence:
      'A record that its producer sends again, because the answer to the first attempt was lost, is written once.',
    answer: 'depends',
    misconceptions: { guaranteed: 'M1-24', 'not-guaranteed': 'M1-26' },
    stories: [
      withLostAnswer(
        true,
        'With enable.idempotence (the default of the Java client) the leader knows the sequence number and drops the copy.',
      ),
      withLostAnswer(
        false,
        'Without enable.idempotence (the default of librdkafka) the leader writes whatever arrives: the record is there twice.',
      ),
    ],
    holds: (trace) => ending(trace).partitions.every((partition) => leaderLog(partition).length === 1),
  },
  {
    id: 'writable',
    family: 'writes',
    sentence: 'A topic with three replicas takes writes with acks=all while one of its brokers is down.',
    answer: 'depends',
    misconceptions: { 'not-guaranteed': 'M1-04', guaranteed: 'M1-07' },
    stories: [
      withOneBrokerDown(2, 'With min.insync.replicas at 2 the two replicas that are left are enough.'),
      withOneBrokerDown(
        3,
        'With min.insync.replicas at 3 the write is refused: one broker that restarts stops every producer.',
      ),
    ],
    holds: (trace) => trace.some(({ happened }) => happened.some(({ type }) => type === 'acknowledged')),
  },
  {
    id: 'one-owner',
    family: 'reading',
    sentence: 'A partition is assigned to at most one member of a consumer group at a time.',
    answer: 'guaranteed',
    misconceptions: { 'not-guaranteed': 'M3-02', depends: 'M3-02' },
    stories: [
      {
        stage: twoPartitions,
        steps: [join('c1'), join('c2'), join('c3'), crash('c1'), join('c4')],
        points: 'Members come and go, and each partition goes from one owner to the next. Those without one are idle.',
      },
    ],
    holds: (trace) =>
      trace.every(({ after }) =>
        after.groups.every(({ members }) => {
          const owned = members.flatMap(({ assignment }) => assignment);
          return new Set(owned).size === owned.length;
        }),
      ),
  },
  {
    id: 'handled-once',
    family: 'reading',
    sentence:
      'With acks=all and an idempotent producer, a consumer that commits what it has handled handles no record twice, even if it crashes.',
    answer: 'not-guaranteed',
    misconceptions: { guaranteed: 'M1-21' },
    stories: [
      {
        stage: onePartition,
        steps: [send('orders-0', 'a', { acks: 'all' }), join('c1'), poll('c1'), crash('c1'), join('c2'), poll('c2')],
        points:
          'c1 had handled the record and died before it could commit, so c2 is given it again. What the producer does cannot help.',
      },
    ],
    holds: (trace) => {
      const places = given(trace, 'billing').map((record) => `${nameOf(record)}@${record.offset}`);
      return new Set(places).size === places.length;
    },
  },
  {
    id: 'newest-value',
    family: 'reading',
    sentence:
      'With cleanup.policy=compact neither age nor the cleaner removes the newest record of a key that was never deleted.',
    answer: 'guaranteed',
    misconceptions: { depends: 'M1-27', 'not-guaranteed': 'M1-27' },
    stories: [
      {
        stage: onOneBroker({
          topic: 'profiles',
          settings: { 'cleanup.policy': 'compact', 'segment.ms': minutes(60), 'retention.ms': minutes(60) },
        }),
        steps: [
          send('profiles-0', 'Alice', { key: 'user1' }),
          send('profiles-0', 'Alice Smith', { key: 'user1' }),
          { do: 'advance', ms: 30 * 24 * minutes(60) },
          send('profiles-0', 'Bob', { key: 'user2' }),
          { do: 'retain' },
          { do: 'clean' },
        ],
        points:
          'A month later the older record of user1 is cleaned away and the newest is there: retention.ms counts only where the policy includes delete.',
      },
    ],
    holds: (trace) => {
      const { partitions } = ending(trace);
      return ['Alice Smith', 'Bob'].every((value) =>
        partitions.some((partition) => leaderLog(partition).some((record) => record.value === value)),
      );
    },
  },
];
