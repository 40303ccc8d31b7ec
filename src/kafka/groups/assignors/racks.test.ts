import { describe, expect, it } from 'vitest';
import {
  type Assignment,
  compareNames,
  cooperativeStickyAssignor,
  type GroupSubscription,
  nameOf,
  rangeAssignor,
  serverRangeAssignor,
  topicPartition,
} from '#kafka';

const names = ['a', 'b', 'c'];
const all = ['t1', 't2', 't3'];

interface Layout {
  readonly counts: Readonly<Record<string, number>>;
  /** How many brokers, each in a rack of its own; the replicas go round them from topic to topic. */
  readonly brokers: number;
  readonly replicas: number;
  readonly topics: readonly (readonly string[])[];
  readonly racks?: readonly string[];
  /** What each member owns, as `lines` writes it. */
  readonly owned?: readonly string[];
}

/** A group as Kafka's own tests of rack awareness lay it out (AbstractPartitionAssignorTest.verifyRackAssignment). */
function group({ counts, brokers, replicas, topics, racks = names, owned = [] }: Layout): GroupSubscription {
  let next = 0;
  const partitionRacks = Object.fromEntries(
    Object.entries(counts).map(([topic, count]) => [
      topic,
      Array.from({ length: count }, () => {
        const first = next++;
        return Array.from({ length: replicas }, (_, replica) => names[(first + replica) % brokers]!);
      }),
    ]),
  );
  const members = topics.map((topics, index) => ({
    memberId: `consumer${index}`,
    topics,
    rack: racks[index],
    owned: owned[index]?.split(' ').map(topicPartition),
  }));
  return { partitionCounts: counts, partitionRacks, members };
}

/** Each member's partitions, sorted by name, members in their order. */
function lines(assignment: Assignment): string[] {
  return Object.keys(assignment)
    .sort(compareNames)
    .map((member) => assignment[member]!.map(nameOf).sort(compareNames).join(' '));
}

const uneven = { t1: 6, t2: 7, t3: 2 };
const alike = { t1: 5, t2: 5, t3: 5 };
const sameTopics = [all, all, all];
const otherTopics = [all, all, ['t1', 't3']];

describe('range with racks (the cases of RangeAssignorTest)', () => {
  const withoutRacks = ['t1-0 t1-1 t2-0 t2-1 t2-2 t3-0', 't1-2 t1-3 t2-3 t2-4 t3-1', 't1-4 t1-5 t2-5 t2-6'];

  it('puts members where the replicas are', () => {
    const spread = group({ counts: uneven, brokers: 3, replicas: 1, topics: sameTopics });
    expect(lines(rangeAssignor(spread))).toEqual([
      't1-0 t1-3 t2-0 t2-3 t2-6',
      't1-1 t1-4 t2-1 t2-4 t3-0',
      't1-2 t1-5 t2-2 t2-5 t3-1',
    ]);
    const doubled = group({ counts: uneven, brokers: 3, replicas: 2, topics: sameTopics });
    expect(lines(rangeAssignor(doubled))).toEqual([
      't1-0 t1-2 t2-0 t2-2 t2-3 t3-1',
      't1-1 t1-3 t2-1 t2-4 t3-0',
      't1-4 t1-5 t2-5 t2-6',
    ]);
  });

  it('does so where members subscribe to different topics, too', () => {
    const spread = group({ counts: uneven, brokers: 3, replicas: 1, topics: otherTopics });
    expect(lines(rangeAssignor(spread))).toEqual([
      't1-0 t1-3 t2-0 t2-2 t2-3 t2-6',
      't1-1 t1-4 t2-1 t2-4 t2-5 t3-0',
      't1-2 t1-5 t3-1',
    ]);
  });

  it.each([
    ['every rack has everything', { replicas: 3 }],
    ['members are elsewhere', { replicas: 1, racks: ['d', 'e', 'f'] }],
    ['client.rack is empty', { replicas: 1, racks: ['', '', ''] }],
  ])('forgets about racks where %s', (_, differing) => {
    const layout = group({ counts: uneven, brokers: 3, topics: sameTopics, ...differing });
    expect(lines(rangeAssignor(layout))).toEqual(withoutRacks);
  });

  it('keeps co-partitioned topics together rather than near', () => {
    const together = ['t1-0 t1-1 t2-0 t2-1 t3-0 t3-1', 't1-2 t1-3 t2-2 t2-3 t3-2 t3-3', 't1-4 t2-4 t3-4'];
    for (const replicas of [1, 2]) {
      const layout = group({ counts: alike, brokers: 3, replicas, topics: sameTopics });
      expect(lines(rangeAssignor(layout))).toEqual(together);
    }
  });

  it('keeps them together and near where both can be', () => {
    const counts = { t1: 6, t2: 6, t3: 2, t4: 2 };
    const topics = [
      ['t1', 't2'],
      ['t1', 't2'],
      ['t3', 't4'],
      ['t3', 't4'],
    ];
    const layout = group({ counts, brokers: 2, replicas: 1, topics, racks: ['a', 'b', 'b', 'a'] });
    expect(lines(rangeAssignor(layout))).toEqual([
      't1-0 t1-2 t1-4 t2-0 t2-2 t2-4',
      't1-1 t1-3 t1-5 t2-1 t2-3 t2-5',
      't3-1 t4-1',
      't3-0 t4-0',
    ]);
  });

  // Recorded from Kafka.
  it('looks at the racks of a topic only where they tell its partitions apart', () => {
    const members = [
      { memberId: 'C0', topics: ['t1', 't2'], rack: 'b' },
      { memberId: 'C1', topics: ['t1', 't2'] },
    ];
    const partitionRacks = { t1: [['b'], ['c']], t2: [['c']] };
    const assignment = rangeAssignor({ partitionCounts: { t1: 2, t2: 1 }, partitionRacks, members });
    expect(lines(assignment)).toEqual(['t1-0 t2-0', 't1-1']);
  });

  // Recorded from Kafka.
  it('takes topics for co-partitioned only where their subscribers are the same', () => {
    const members = [
      { memberId: 'C0', topics: ['t2', 't3'], rack: 'd' },
      { memberId: 'C1', topics: ['t1', 't2', 't3'], rack: 'b' },
    ];
    const everywhere = [
      ['a', 'b'],
      ['a', 'b'],
    ];
    const partitionRacks = { t1: [['a'], ['b']], t2: everywhere, t3: everywhere };
    const assignment = rangeAssignor({ partitionCounts: { t1: 2, t2: 2, t3: 2 }, partitionRacks, members });
    expect(lines(assignment)).toEqual(['t2-1 t3-1', 't1-0 t1-1 t2-0 t3-0']);
  });

  it('is no matter of the coordinator’s range assignor (KIP-848)', () => {
    const spread = group({ counts: uneven, brokers: 3, replicas: 1, topics: sameTopics });
    expect(lines(serverRangeAssignor(spread))).toEqual(withoutRacks);
  });
});

describe('cooperative sticky with racks (the cases of AbstractStickyAssignorTest)', () => {
  const inTurn = ['t1-0 t1-3 t2-0 t2-3 t2-6', 't1-1 t1-4 t2-1 t2-4 t3-0', 't1-2 t1-5 t2-2 t2-5 t3-1'];
  const inRuns = ['t1-0 t1-1 t1-2 t1-3 t1-4', 't1-5 t2-0 t2-1 t2-2 t2-3', 't2-4 t2-5 t2-6 t3-0 t3-1'];

  it('puts members where the replicas are, and one that is elsewhere gets its share all the same', () => {
    const layout = { counts: uneven, topics: sameTopics };
    expect(lines(cooperativeStickyAssignor(group({ ...layout, brokers: 3, replicas: 1 })))).toEqual(inTurn);
    expect(lines(cooperativeStickyAssignor(group({ ...layout, brokers: 2, replicas: 3 })))).toEqual(inTurn);
  });

  // Recorded from Kafka.
  it('gives nobody near a second extra while another waits for its share', () => {
    const layout = group({ counts: { t1: 7 }, brokers: 3, replicas: 2, topics: sameTopics, racks: ['', 'c', 'a'] });
    expect(lines(cooperativeStickyAssignor(layout))).toEqual(['t1-2 t1-5', 't1-1 t1-4', 't1-0 t1-3 t1-6']);
  });

  it('lets members keep what is near, and nothing else', () => {
    const layout = { counts: uneven, brokers: 3, replicas: 1, topics: sameTopics };
    const kept = ['t1-0 t1-3', 't2-1', 't2-5 t3-1'];
    expect(lines(cooperativeStickyAssignor(group({ ...layout, owned: inRuns })))).toEqual(kept);
    expect(lines(cooperativeStickyAssignor(group({ ...layout, owned: kept })))).toEqual(inTurn);
  });

  it('lets members keep everything where every rack has everything', () => {
    const layout = group({ counts: uneven, brokers: 3, replicas: 3, topics: sameTopics, owned: inRuns });
    expect(lines(cooperativeStickyAssignor(layout))).toEqual(inRuns);
  });

  it.each([
    [1, ['t1-3 t2-0 t2-2 t2-3 t2-6', 't1-4 t2-1 t2-4 t2-5 t3-0', 't1-0 t1-1 t1-2 t1-5 t3-1']],
    [2, ['t1-3 t2-0 t2-2 t2-5 t2-6', 't1-0 t2-1 t2-3 t2-4 t3-0', 't1-1 t1-2 t1-4 t1-5 t3-1']],
  ])(
    'places evenly before nearby where members subscribe to different topics, at %i replicas',
    (replicas, expected) => {
      const layout = { counts: uneven, brokers: 3, replicas, topics: otherTopics };
      expect(lines(cooperativeStickyAssignor(group(layout)))).toEqual(expected);
      expect(lines(cooperativeStickyAssignor(group({ ...layout, owned: expected })))).toEqual(expected);
    },
  );

  it('gets there in two steps from what is far', () => {
    const layout = { counts: uneven, brokers: 3, replicas: 1, topics: otherTopics };
    const kept = ['t1-3', 't2-1', 't3-1'];
    expect(lines(cooperativeStickyAssignor(group({ ...layout, owned: inRuns })))).toEqual(kept);
    expect(lines(cooperativeStickyAssignor(group({ ...layout, owned: kept })))).toEqual([
      't1-3 t2-0 t2-2 t2-3 t2-6',
      't1-4 t2-1 t2-4 t2-5 t3-0',
      't1-0 t1-1 t1-2 t1-5 t3-1',
    ]);
  });
});
