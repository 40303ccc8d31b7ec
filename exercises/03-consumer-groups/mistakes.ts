import { compareNames, nameOf, type TopicPartition } from '#kafka';
import {
  type Assign,
  type Commit,
  type GroupEvent,
  type GroupState,
  isMember,
  type Member,
  type Owners,
  others,
  ownersOf,
  type PartitionCounts,
  rangeAssign,
  roundRobinAssign,
  type StepResult,
  step,
  stepWith,
  subscribedPartitions,
} from './reference.ts';

type Assigned = Record<string, TopicPartition[]>;

/** Every function that rests on range, when range is done in these ways. */
export function ranging(...ways: readonly Assign[]) {
  return { rangeAssign: ways, step: ways.map(stepWith) };
}

/** How many partitions the subscriber at this turn gets. */
type Size = (partitionCount: number, subscriberCount: number, turn: number) => number;

/** Range when it cuts a topic's partitions into pieces like these. */
export function cutting(...sizes: readonly Size[]) {
  return ranging(...sizes.map(cut));
}

/** Range that cuts a topic's partitions into pieces like this. */
export function cut(size: Size): Assign {
  return (partitionCounts, members) =>
    topicByTopic(partitionCounts, members, (partitions, subscribers) => runs(partitions, subscribers.length, size));
}

/** Neighbouring partitions for one after another. */
function runs(partitions: readonly TopicPartition[], count: number, size: Size): (readonly TopicPartition[])[] {
  let from = 0;
  return Array.from({ length: count }, (_, turn) => {
    const start = from;
    from += size(partitions.length, count, turn);
    return partitions.slice(start, from);
  });
}

/** How many partitions of a topic range gives. */
export const rangeSize: Size = (partitionCount, count, turn) =>
  Math.floor(partitionCount / count) + (turn < partitionCount % count ? 1 : 0);

/** The same share for everybody, rounded up. */
export const roundedUp: Size = (partitionCount, count) => Math.ceil(partitionCount / count);

/** All topics cut up together, into pieces like these. */
export function cutTogether(size: Size): Assign {
  return (partitionCounts, members) => {
    const order = inOrder(members);
    const shares = runs(subscribedPartitions(partitionCounts, members), order.length, size);
    return Object.fromEntries(order.map(({ memberId }, turn) => [memberId, [...(shares[turn] ?? [])]]));
  };
}

/** Range, and for each member that gets nothing of a topic a partition that has an owner already. */
export function sharing(extra: (partitionCount: number, turn: number) => number): Assign {
  return (partitionCounts, members) =>
    topicByTopic(partitionCounts, members, (partitions, subscribers) => {
      const shares = runs(partitions, subscribers.length, rangeSize);
      const isShort = (turn: number) => turn >= partitions.length && partitions.length > 0;
      return shares.map((own, turn) => (isShort(turn) ? [partitions[extra(partitions.length, turn)]!] : own));
    });
}

/** The deck dealt round and round until every member has something. */
export const dealtTwice: Assign = (partitionCounts, members) => {
  const deck = subscribedPartitions(partitionCounts, members);
  const order = inOrder(members);
  const turns = deck.length === 0 || order.length === 0 ? 0 : Math.max(deck.length, order.length);
  const assignment = empty(members);
  for (let turn = 0; turn < turns; turn++)
    assignment[order[turn % order.length]!.memberId]!.push(deck[turn % deck.length]!);
  return assignment;
};

/** An assignment made topic by topic, for the subscribers of each in order. */
export function topicByTopic(
  partitionCounts: PartitionCounts,
  members: readonly Member[],
  deal: (
    partitions: readonly TopicPartition[],
    subscribers: readonly Member[],
  ) => readonly (readonly TopicPartition[])[],
): Assigned {
  const assignment = empty(members);
  for (const topic of topicsOf(partitionCounts, members)) {
    const subscribers = inOrder(members).filter(({ topics }) => topics.includes(topic));
    const shares = deal(partitionsOf(partitionCounts, topic), subscribers);
    for (const [turn, { memberId }] of subscribers.entries()) assignment[memberId]!.push(...(shares[turn] ?? []));
  }
  return assignment;
}

/** Both assignors, when they take the members in another order. */
export function ordering(...orders: readonly ((members: readonly Member[]) => readonly Member[])[]) {
  const under =
    (assign: Assign) =>
    (order: (typeof orders)[number]): Assign =>
    (partitionCounts, members) => {
      const names = order(members).map(({ memberId }) => memberId);
      const name = (at: number) => String(at).padStart(3, '0');
      const renamed = members.map((member) => ({ ...member, memberId: name(names.indexOf(member.memberId)) }));
      const entries = Object.entries(assign(partitionCounts, renamed));
      return Object.fromEntries(entries.map(([at, partitions]) => [names[Number(at)]!, partitions]));
    };
  return { ...ranging(...orders.map(under(rangeAssign))), roundRobinAssign: orders.map(under(roundRobinAssign)) };
}

type Own<Event = GroupEvent> = (state: GroupState, event: Event) => StepResult | undefined;

/** Groups that do their own thing with some events; where they give undefined they do Kafka's. */
export function stepping(...ways: readonly Own[]) {
  return { step: ways.map((own) => (state: GroupState, event: GroupEvent) => own(state, event) ?? step(state, event)) };
}

/** Groups that do their own thing with the commits they see. */
export function committing(...ways: readonly Own<Commit>[]) {
  return stepping(
    ...ways.map(
      (own): Own =>
        (state, event) =>
          event.type === 'commit' ? own(state, event) : undefined,
    ),
  );
}

/** A commit that counts only as far as the sender owns what it names. */
export function owning(
  otherwise: (state: GroupState, owned: Readonly<Record<string, number>>) => StepResult,
): Own<Commit> {
  return (state, { memberId, generation, offsets }) => {
    if (!isMember(state, memberId) || generation !== state.generation) return undefined;
    const own = new Set((state.assignment[memberId] ?? []).map(nameOf));
    const owned = Object.entries(offsets).filter(([partition]) => own.has(partition));
    if (owned.length === Object.keys(offsets).length) return undefined;
    return otherwise(state, Object.fromEntries(owned));
  };
}

/** A join that is taken down and not acted upon; the newcomer's entry is `[]` or missing. */
export function joinsWithoutRebalance(hasEntry: boolean): Own {
  return (state, event) => {
    if (event.type !== 'join') return undefined;
    const { member } = event;
    const assignment = { ...(hasEntry && { [member.memberId]: [] }), ...state.assignment };
    return { state: { ...state, members: [...others(state, member.memberId), member], assignment } };
  };
}

/** New counts that are taken down and not acted upon. */
export const growsWithoutRebalance: Own = (state, event) =>
  event.type === 'partitionsChanged' ? { state: { ...state, partitionCounts: event.partitionCounts } } : undefined;

/** A departure after which some of what was committed is forgotten. */
export function forgetting(isForgotten: (partition: string, state: GroupState, event: GroupEvent) => boolean): Own {
  return (state, event) => {
    const result = step(state, event);
    if (result.state.generation === state.generation) return undefined;
    const kept = Object.entries(state.committed).filter(([partition]) => !isForgotten(partition, state, event));
    return { state: { ...result.state, committed: Object.fromEntries(kept) } };
  };
}

/** The group once these offsets are committed, whoever sends them. */
export function commit(state: GroupState, offsets: Readonly<Record<string, number>>): StepResult {
  return { state: { ...state, committed: { ...state.committed, ...offsets } } };
}

/** Round robin, when it deals the topics in another order. */
export function dealtInOrder(
  order: (counts: PartitionCounts, members: readonly Member[]) => readonly string[],
): Assign {
  return (partitionCounts, members) => {
    const names = order(partitionCounts, members);
    const name = (topic: string) => `${String(names.indexOf(topic)).padStart(3, '0')} ${topic}`;
    const counts = Object.fromEntries(names.map((topic) => [name(topic), partitionCounts[topic] ?? 0]));
    const renamed = members.map((member) => ({ ...member, topics: member.topics.map(name) }));
    const plain = ({ topic, partition }: TopicPartition) => ({ topic: topic.split(' ')[1]!, partition });
    const assignment = Object.entries(roundRobinAssign(counts, renamed));
    return Object.fromEntries(assignment.map(([memberId, partitions]) => [memberId, partitions.map(plain)]));
  };
}

/** An assignment in which nobody owns anything. */
export function empty(members: readonly Member[]): Assigned {
  return Object.fromEntries(members.map(({ memberId }) => [memberId, []]));
}

function inOrder(members: readonly Member[]): readonly Member[] {
  return [...members].sort((a, b) => compareNames(a.memberId, b.memberId));
}

function topicsOf(partitionCounts: PartitionCounts, members: readonly Member[]): string[] {
  return [...new Set(subscribedPartitions(partitionCounts, members).map(({ topic }) => topic))];
}

function partitionsOf(partitionCounts: PartitionCounts, topic: string): TopicPartition[] {
  return Array.from({ length: partitionCounts[topic] ?? 0 }, (_, partition) => ({ topic, partition }));
}

/** The same members, each subscribing to whatever any of them does. */
export function subscribedToAll(members: readonly Member[]): readonly Member[] {
  return subscribedTo([...new Set(members.flatMap((member) => member.topics))], members);
}

/** The same members, each subscribing to these topics. */
export function subscribedTo(topics: readonly string[], members: readonly Member[]): readonly Member[] {
  return members.map(({ memberId }) => ({ memberId, topics }));
}

/** The entries of members who are still there. */
export function stayed(before: Owners, after: Owners): Owners {
  return Object.fromEntries(Object.entries(before).filter(([memberId]) => after[memberId] !== undefined));
}

/** How many partitions have an owner before and after, be it the same or not. */
export function inBoth(before: Owners, after: Owners): number {
  const owners = ownersOf(before);
  return [...ownersOf(after).keys()].filter((name) => owners.has(name)).length;
}

/** Whether whoever the event is about owned this partition, such as `orders-0`. */
export function ownedByTheOneThatGoes(partition: string, { assignment }: GroupState, event: GroupEvent): boolean {
  return 'memberId' in event && (assignment[event.memberId] ?? []).some((one) => nameOf(one) === partition);
}

/** Whether the event takes a member away. */
export function departs(state: GroupState, event: GroupEvent): boolean {
  return (event.type === 'leave' || event.type === 'sessionTimeout') && isMember(state, event.memberId);
}
