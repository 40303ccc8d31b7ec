import { isAcknowledgedOnEveryReplica, isGivenWhatTheIsrHas, isOnePerKey, takesOverWhereLeft } from './predicates.ts';
import {
  commit,
  crash,
  ending,
  given,
  join,
  leaderLog,
  minutes,
  onOneBroker,
  poll,
  replicated,
  send,
  type Witnessed,
} from './story.ts';

/** A claim of part A. `misconception` is what whoever answers it wrongly seems to believe. */
export interface Claim extends Witnessed {
  /** What the claims of one check have in common. */
  readonly family: 'topics' | 'writing' | 'reading' | 'groups' | 'keeping';
  readonly answer: boolean;
  readonly misconception: string;
}

const twoPartitions = onOneBroker({ topic: 'orders', partitions: 2 });
const onePartition = onOneBroker({ topic: 'orders' });
const threeReplicas = replicated({ topic: 'orders', settings: { 'min.insync.replicas': 2 } });

/** An hour of retention, and one segment that takes whatever comes. */
const clicks = onOneBroker({ topic: 'clicks', settings: { 'retention.ms': minutes(60) } });
const profiles = onOneBroker({ topic: 'profiles', settings: { 'cleanup.policy': 'compact' } });

/** The claims of part A, in the order in which they are asked. */
export const claims: readonly Claim[] = [
  {
    id: 'offsets',
    family: 'topics',
    sentence: 'Two records of one topic can have the same offset.',
    answer: true,
    misconception: 'M1-01',
    stories: [
      {
        stage: twoPartitions,
        steps: [send('orders-0', 'a'), send('orders-1', 'b')],
        points: 'Both records have offset 0: an offset counts the records of one partition, not those of the topic.',
      },
    ],
    holds: (trace) => {
      const offsets = ending(trace).partitions.flatMap((partition) => leaderLog(partition).map(({ offset }) => offset));
      return new Set(offsets).size < offsets.length;
    },
  },
  {
    id: 'keyless',
    family: 'topics',
    sentence: 'A default producer deals records without a key to the partitions in turns, one record each.',
    answer: false,
    misconception: 'M2-14',
    stories: [
      {
        stage: onOneBroker({ topic: 'orders', partitions: 3 }),
        steps: ['a', 'b', 'c'].map((value) => ({ do: 'produce', topic: 'orders', value })),
        points:
          'All three lie in one partition: a producer fills a batch for one partition before it moves on to another.',
      },
    ],
    holds: (trace) => {
      const chosen = trace.flatMap(({ happened }) =>
        happened.flatMap((each) => (each.type === 'appended' ? [each.tp] : [])),
      );
      return chosen.every((tp, at) => at === 0 || tp !== chosen[at - 1]);
    },
  },
  {
    id: 'acks-all',
    family: 'writing',
    sentence: 'acks=all waits until every replica of the partition has the record.',
    answer: false,
    misconception: 'M1-04',
    stories: [
      {
        stage: threeReplicas,
        steps: [{ do: 'brokerDown', broker: 3 }, send('orders-0', 'a', { acks: 'all' })],
        points:
          'The record is acknowledged, and broker 3 does not have it: acks=all waits for the replicas that are in sync (the ISR) at the moment.',
      },
    ],
    holds: isAcknowledgedOnEveryReplica,
  },
  {
    id: 'visible',
    family: 'writing',
    sentence:
      "A record that in-sync followers have not fetched yet is kept from consumers, although it is in the leader's log.",
    answer: true,
    misconception: 'M1-09',
    stories: [
      {
        stage: threeReplicas,
        steps: [join('c1'), send('orders-0', 'a', { acks: '1' }), poll('c1'), { do: 'replicate' }, poll('c1')],
        points:
          'The first poll returns nothing: consumers read below the high watermark, which moves when the followers have the record.',
      },
    ],
    holds: isGivenWhatTheIsrHas,
  },
  {
    id: 'reading',
    family: 'reading',
    sentence: 'A record is removed once every group has read it.',
    answer: false,
    misconception: 'M1-02',
    stories: [
      {
        stage: onePartition,
        steps: [
          send('orders-0', 'a'),
          join('c1'),
          poll('c1'),
          commit('c1'),
          join('newcomer', 'audit'),
          poll('newcomer', 'audit'),
        ],
        points:
          'billing has read and committed the record, and audit, which came later, is given it as well: reading removes nothing.',
      },
    ],
    holds: (trace) => ending(trace).partitions.every((partition) => leaderLog(partition).length === 0),
  },
  {
    id: 'takeover',
    family: 'reading',
    sentence: 'When another member takes a partition over, it begins where the member before it had stopped reading.',
    answer: false,
    misconception: 'M3-10',
    stories: [
      {
        stage: onePartition,
        steps: [
          send('orders-0', 'a'),
          send('orders-0', 'b'),
          join('c1'),
          poll('c1'),
          crash('c1'),
          join('c2'),
          poll('c2'),
        ],
        points:
          'c1 had read both records and committed nothing, so c2 is given both again: the new owner begins at the committed offset.',
      },
    ],
    holds: takesOverWhereLeft,
  },
  {
    id: 'idle',
    family: 'groups',
    sentence: 'In a consumer group with more members than there are partitions, some members have nothing to read.',
    answer: true,
    misconception: 'M3-02',
    stories: [
      {
        stage: twoPartitions,
        steps: [join('c1'), join('c2'), join('c3')],
        points: 'Each of the two partitions has one owner, and the third member is idle.',
      },
    ],
    holds: (trace) =>
      ending(trace).groups.every(({ members }) => members.some(({ assignment }) => assignment.length === 0)),
  },
  {
    id: 'two-groups',
    family: 'groups',
    sentence: 'Two groups that read one topic from its start are each given every record.',
    answer: true,
    misconception: 'M3-09',
    stories: [
      {
        stage: twoPartitions,
        steps: [
          send('orders-0', 'a'),
          send('orders-1', 'b'),
          join('c1', 'billing'),
          poll('c1', 'billing'),
          join('c2', 'shipping'),
          poll('c2', 'shipping'),
        ],
        points: 'billing is given both records, and so is shipping: each group has offsets of its own.',
      },
    ],
    holds: (trace) => {
      const { partitions, groups } = ending(trace);
      const count = partitions.reduce((sum, partition) => sum + leaderLog(partition).length, 0);
      return groups.every(({ group }) => given(trace, group).length === count);
    },
  },
  {
    id: 'retention',
    family: 'keeping',
    sentence: 'A record can still be read after it has become older than retention.ms.',
    answer: true,
    misconception: 'M1-13',
    stories: [
      {
        stage: clicks,
        steps: [
          send('clicks-0', 'old'),
          { do: 'advance', ms: minutes(50) },
          send('clicks-0', 'new'),
          { do: 'advance', ms: minutes(20) },
          { do: 'retain' },
          join('c1', 'billing', ['clicks']),
          poll('c1'),
        ],
        points:
          'retention.ms is 60 minutes and the first record 70 minutes old, but it shares a segment with one that is not: segments are deleted whole, by their newest record.',
      },
    ],
    holds: (trace) => {
      const ages = given(trace, 'billing').map(({ timestamp }) => trace.at(-1)!.time - timestamp);
      return ages.some((age) => age > minutes(60)) && trace.some(({ step }) => step.do === 'retain');
    },
  },
  {
    id: 'compaction',
    family: 'keeping',
    sentence: 'After the cleaner has run, a compacted topic has exactly one record for each key.',
    answer: false,
    misconception: 'M1-15',
    stories: [
      {
        stage: profiles,
        steps: [
          send('profiles-0', 'Alice', { key: 'user1' }),
          send('profiles-0', 'Alice Smith', { key: 'user1' }),
          { do: 'clean' },
        ],
        points:
          'Both records are still there: the cleaner leaves the active segment alone. It promises at least the newest record of a key, not exactly one.',
      },
    ],
    holds: isOnePerKey,
  },
];
