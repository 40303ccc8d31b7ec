import fc, { type Arbitrary } from 'fast-check';
import { comparePartitions, nameOf, type TopicPartition } from '#kafka';
import {
  type GroupEvent,
  type GroupState,
  isMember,
  type Member,
  type Owners,
  type PartitionCounts,
  step,
} from './reference.ts';

const TOPICS = ['orders', 'payments', 'users'];

/** By character code, as Kafka sorts them, C2 is the first of these and c10 comes before c2. */
const aMemberId = fc.constantFrom('c1', 'c2', 'c3', 'c10', 'c11', 'C2', 'c20');

type Group = [PartitionCounts, Member[]];

/** Topics with few partitions each, in no order. */
function topicsOf(names: readonly string[], maxPartitions: number): Arbitrary<PartitionCounts> {
  const aTopic = fc.tuple(fc.constantFrom(...names), fc.integer({ min: 1, max: maxPartitions }));
  return fc
    .uniqueArray(aTopic, { minLength: 1, maxLength: names.length, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries));
}

function membersOf(topics: Arbitrary<string[]>): Arbitrary<Member[]> {
  return fc.uniqueArray(fc.record({ memberId: aMemberId, topics }), {
    maxLength: 5,
    selector: ({ memberId }) => memberId,
  });
}

/** One topic, and members that all subscribe to it. */
export const aGroupOfOneTopic: Arbitrary<Group> = fc.tuple(topicsOf(['orders'], 8), membersOf(fc.constant(['orders'])));

/** Some topics, and members that all subscribe to all of them. */
export const aGroupOfEquals: Arbitrary<Group> = fc
  .tuple(topicsOf(TOPICS, 4), fc.uniqueArray(aMemberId, { maxLength: 5 }))
  .map(([partitionCounts, memberIds]) => [
    partitionCounts,
    memberIds.map((memberId) => ({ memberId, topics: Object.keys(partitionCounts) })),
  ]);

/** Some topics, and members that subscribe to some of them, or to one that does not exist. */
export const aGroup: Arbitrary<Group> = fc.tuple(topicsOf(TOPICS, 4), membersOf(fc.subarray(TOPICS)));

/** Two assignments of the same partitions: some members are in one of them only, some partitions too. */
export const aChange: Arbitrary<[Owners, Owners]> = fc
  .tuple(
    fc.array(fc.tuple(aHolder(), aHolder()), { maxLength: 7 }),
    fc.subarray(['c1', 'c2', 'c10'], { minLength: 1 }),
    fc.subarray(['c1', 'c2', 'c10'], { minLength: 1 }),
  )
  .map(([partitions, before, after]) => [
    ownersBy(
      before,
      partitions.map(([holder]) => holder),
    ),
    ownersBy(
      after,
      partitions.map(([, holder]) => holder),
    ),
  ]);

/** Members of equal subscriptions and what they owned before somebody came or went, or a topic grew. */
export const aStickySituation: Arbitrary<[PartitionCounts, Member[], Owners]> = fc
  .tuple(
    aGroupOfEquals,
    fc.array(aMemberId, { maxLength: 4 }),
    fc.array(fc.nat({ max: 4 }), { maxLength: 20 }),
    fc.nat({ max: 2 }),
  )
  .map(([[partitionCounts, members], former, holders, grown]) => {
    const then = [...new Set([...former, ...members.slice(1).map(({ memberId }) => memberId)])];
    const previous: Record<string, TopicPartition[]> = Object.fromEntries(then.map((memberId) => [memberId, []]));
    for (const [at, partition] of partitionsOf(partitionCounts, grown).entries()) {
      const holder = then[(holders[at] ?? at) % then.length];
      if (holder !== undefined) previous[holder]!.push(partition);
    }
    return [partitionCounts, members, previous];
  });

const aPlayer = fc.constantFrom('c1', 'c2', 'c10');
/** Orders, and perhaps payments. */
const someCounts = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 3 }))
  .map(([orders, payments]): PartitionCounts => (payments === 0 ? { orders } : { orders, payments }));

/** Offsets to commit for one or two of a group's partitions. */
const someOffsets = fc
  .array(fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 9 })), { minLength: 1, maxLength: 2 })
  .map((commits) => ({ partitionCounts }: GroupState) => {
    const names = partitionsOf(partitionCounts).map(nameOf);
    return Object.fromEntries(commits.map(([at, offset]) => [names[at % names.length]!, offset]));
  });

/** An event as it may befall a group in this state; null where the task leaves open what follows. */
type Chance = (state: GroupState) => GroupEvent | null;

const someTopics = fc.constantFrom(['orders'], ['payments'], ['orders', 'payments']);

/**
 * A rejoin that changes nothing rebalances a real group only if its leader rejoins, and new counts are noticed only if the
 * leader looks. This group has no leader, so neither is asked.
 */
const chances = {
  join: fc.record({ memberId: aPlayer, topics: someTopics }).map(
    (member): Chance =>
      (state) => {
        const known = state.members.find(({ memberId }) => memberId === member.memberId);
        const isNews = known === undefined || known.topics.join() !== member.topics.join();
        return isNews ? { type: 'join', member } : null;
      },
  ),
  departure: fc.tuple(fc.constantFrom('leave' as const, 'sessionTimeout' as const), aPlayer).map(
    ([type, memberId]): Chance =>
      () => ({ type, memberId }),
  ),
  partitionsChanged: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })).map(
    ([orders, payments]): Chance =>
      (state) => {
        const partitionCounts: PartitionCounts = {
          ...state.partitionCounts,
          ...(orders > 0 && { orders: (state.partitionCounts['orders'] ?? 0) + orders }),
          ...(payments > 0 && { payments: (state.partitionCounts['payments'] ?? 0) + payments }),
        };
        const isNoticed = state.members.some(({ topics }) =>
          topics.some((topic) => partitionCounts[topic] !== state.partitionCounts[topic]),
        );
        return isNoticed || state.members.length === 0 ? { type: 'partitionsChanged', partitionCounts } : null;
      },
  ),
  commit: fc.tuple(fc.nat({ max: 2 }), someOffsets).map(
    ([at, offsets]): Chance =>
      (state) => {
        const { members, generation } = state;
        const member = members[at % members.length];
        return member ? { type: 'commit', memberId: member.memberId, generation, offsets: offsets(state) } : null;
      },
  ),
  refusedCommit: fc.tuple(aPlayer, fc.constantFrom(-1, 1, 0), someOffsets).map(
    ([memberId, late, offsets]): Chance =>
      (state) => {
        const generation = Math.max(0, state.generation + late);
        const isTaken = isMember(state, memberId) && generation === state.generation;
        return isTaken ? null : { type: 'commit', memberId, generation, offsets: offsets(state) };
      },
  ),
};

const aChance = fc.oneof(
  { weight: 4, arbitrary: chances.join },
  { weight: 1, arbitrary: chances.departure },
  { weight: 1, arbitrary: chances.partitionsChanged },
  { weight: 2, arbitrary: chances.commit },
);

/** A group with its history behind it, and an event of this kind that happens to it now. */
export function aMoment(kind: keyof typeof chances): Arbitrary<[GroupState, GroupEvent]> {
  return fc
    .tuple(someCounts, fc.array(aChance, { maxLength: 5 }), chances[kind])
    .map(([partitionCounts, history, now]) => {
      const state = history.reduce((state, chance) => {
        const event = chance(state);
        return event ? step(state, event).state : state;
      }, newGroup(partitionCounts));
      return [state, now(state)] as const;
    })
    .filter((moment): moment is [GroupState, GroupEvent] => moment[1] !== null);
}

/** A group that has had these events. */
export function groupAfter(partitionCounts: PartitionCounts, ...history: readonly GroupEvent[]): GroupState {
  return history.reduce((state, event) => step(state, event).state, newGroup(partitionCounts));
}

function newGroup(partitionCounts: PartitionCounts): GroupState {
  return { generation: 0, partitionCounts, members: [], assignment: {}, committed: {} };
}

/** A group's partitions by name and number, without the last ones of each topic. */
function partitionsOf(partitionCounts: PartitionCounts, less = 0): TopicPartition[] {
  return Object.entries(partitionCounts)
    .flatMap(([topic, count]) =>
      Array.from({ length: Math.max(0, count - less) }, (_, partition) => ({ topic, partition })),
    )
    .sort(comparePartitions);
}

function aHolder(): Arbitrary<number | null> {
  return fc.option(fc.nat({ max: 2 }), { nil: null, freq: 5 });
}

function ownersBy(memberIds: readonly string[], holders: readonly (number | null)[]): Owners {
  const owners: Record<string, TopicPartition[]> = Object.fromEntries(memberIds.map((memberId) => [memberId, []]));
  for (const [partition, holder] of holders.entries()) {
    if (holder !== null) owners[memberIds[holder % memberIds.length]!]!.push({ topic: 'orders', partition });
  }
  return owners;
}
