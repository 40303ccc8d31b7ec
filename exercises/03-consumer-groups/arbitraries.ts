import fc, { type Arbitrary } from 'fast-check';
import { aMemberId } from '#check';
import { comparePartitions, type TopicPartition } from '#kafka';
import { type GroupEvent, type GroupState, type Member, type Owners, type PartitionCounts, step } from './reference.ts';

const TOPICS = ['orders', 'payments', 'users'];

type Moment = [GroupState, GroupEvent];
type Group = [PartitionCounts, Member[]];

/** Topics with few partitions each, in no order. */
function topicsOf(names: readonly string[], maxPartitions: number): Arbitrary<PartitionCounts> {
  const aTopic = fc.tuple(fc.constantFrom(...names), fc.nat({ max: maxPartitions }));
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
export const aGroupOfOneTopic: Arbitrary<Group> = fc.tuple(topicsOf(['orders'], 9), membersOf(fc.constant(['orders'])));

/** Some topics, and members that all subscribe to all of them. */
export const aGroupOfEquals: Arbitrary<Group> = fc
  .tuple(topicsOf(TOPICS, 6), fc.uniqueArray(aMemberId, { maxLength: 5 }))
  .map(([partitionCounts, memberIds]) => [
    partitionCounts,
    memberIds.map((memberId) => ({ memberId, topics: Object.keys(partitionCounts) })),
  ]);

/** Some topics, and members that subscribe to some of them, or to one that does not exist. */
export const aGroup: Arbitrary<Group> = fc.tuple(topicsOf(TOPICS, 6), membersOf(fc.subarray(TOPICS)));

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
    const partitions = Object.entries(partitionCounts).flatMap(([topic, count]) =>
      Array.from({ length: Math.max(0, count - grown) }, (_, partition) => ({ topic, partition })),
    );
    for (const [at, partition] of partitions.sort(comparePartitions).entries()) {
      const holder = then[(holders[at] ?? at) % then.length];
      if (holder !== undefined) previous[holder]!.push(partition);
    }
    return [partitionCounts, members, previous];
  });

const aPlayer = fc.constantFrom('c1', 'c2', 'c10');
const twoTopics = topicsOf(['orders', 'payments'], 4);

const someOffsets = fc
  .uniqueArray(fc.tuple(fc.constantFrom('orders-0', 'orders-1', 'payments-0'), fc.nat({ max: 9 })), {
    minLength: 1,
    maxLength: 2,
    selector: ([partition]) => partition,
  })
  .map((entries) => Object.fromEntries(entries));

const events = {
  join: fc.record({
    type: fc.constant('join' as const),
    member: fc.record({ memberId: aPlayer, topics: fc.subarray(['orders', 'payments'], { minLength: 1 }) }),
  }),
  departure: fc.record({ type: fc.constantFrom('leave' as const, 'sessionTimeout' as const), memberId: aPlayer }),
  partitionsChanged: fc.record({ type: fc.constant('partitionsChanged' as const), partitionCounts: twoTopics }),
  commit: fc.record({
    type: fc.constant('commit' as const),
    memberId: aPlayer,
    generation: fc.constantFrom(0, 0, 0, -1, 1),
    offsets: someOffsets,
  }),
};

const anEvent: Arbitrary<GroupEvent> = fc.oneof(
  { weight: 4, arbitrary: events.join },
  { weight: 1, arbitrary: events.departure },
  { weight: 1, arbitrary: events.partitionsChanged },
  { weight: 2, arbitrary: events.commit },
);

/** A group with its history behind it, and an event of this kind that happens to it now. */
export function aMoment(kind: keyof typeof events): Arbitrary<Moment> {
  return fc
    .tuple(twoTopics, fc.array(anEvent, { maxLength: 6 }), events[kind])
    .map(([partitionCounts, before, now]): Moment => {
      const state = before.reduce((state, event) => {
        const timely = inTime(state, event);
        return isAsked(state, timely) ? step(state, timely).state : state;
      }, newGroup(partitionCounts));
      return [state, inTime(state, now)];
    })
    .filter(([state, now]) => isAsked(state, now));
}

/** A group that has had these events. */
export function groupAfter(partitionCounts: PartitionCounts, ...history: readonly GroupEvent[]): GroupState {
  return history.reduce((state, event) => step(state, event).state, newGroup(partitionCounts));
}

function newGroup(partitionCounts: PartitionCounts): GroupState {
  return { generation: 0, partitionCounts, members: [], assignment: {}, committed: {} };
}

/** A generated commit says how far its generation is from the group's, and new counts how many partitions are added. */
function inTime(state: GroupState, event: GroupEvent): GroupEvent {
  if (event.type === 'commit') return { ...event, generation: Math.max(0, state.generation + event.generation) };
  if (event.type !== 'partitionsChanged') return event;
  const partitionCounts = { ...state.partitionCounts };
  for (const [topic, added] of Object.entries(event.partitionCounts)) {
    partitionCounts[topic] = (partitionCounts[topic] ?? 0) + added;
  }
  return { type: 'partitionsChanged', partitionCounts };
}

/**
 * A rejoin that changes nothing rebalances a real group only if its leader rejoins, and new counts are noticed only if the
 * leader looks. This group has no leader, so neither is asked.
 */
function isAsked(state: GroupState, event: GroupEvent): boolean {
  if (event.type === 'join') {
    const known = state.members.find(({ memberId }) => memberId === event.member.memberId);
    return known === undefined || [...known.topics].sort().join() !== [...event.member.topics].sort().join();
  }
  if (event.type === 'partitionsChanged' && state.members.length > 0) {
    const topics = new Set(state.members.flatMap((member) => member.topics));
    return [...topics].some((topic) => (state.partitionCounts[topic] ?? 0) !== (event.partitionCounts[topic] ?? 0));
  }
  return true;
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
