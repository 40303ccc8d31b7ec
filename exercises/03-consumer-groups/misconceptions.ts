import type { Misconceptions } from '#check';
import { compareNames, nameOf, type TopicPartition } from '#kafka';
import {
  type Assign,
  type Commit,
  type GroupEvent,
  type GroupState,
  isMember,
  type Member,
  moved,
  type Owners,
  others,
  ownersOf,
  type PartitionCounts,
  rangeAssign,
  roundRobinAssign,
  type StepResult,
  step,
  stepWith,
  stickyAssign,
  subscribedPartitions,
} from './reference.ts';

type Assigned = Record<string, TopicPartition[]>;

/** Every function that rests on range, when range is done in these ways. */
function ranging(...ways: readonly Assign[]) {
  return { rangeAssign: ways, step: ways.map(stepWith) };
}

/** How many partitions the subscriber at this turn gets. */
type Size = (partitionCount: number, subscriberCount: number, turn: number) => number;

/** Range when it cuts a topic's partitions into pieces like these. */
function cutting(...sizes: readonly Size[]) {
  return ranging(...sizes.map(cut));
}

function cut(size: Size): Assign {
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

const rangeSize: Size = (partitionCount, count, turn) =>
  Math.floor(partitionCount / count) + (turn < partitionCount % count ? 1 : 0);

const roundedUp: Size = (partitionCount, count) => Math.ceil(partitionCount / count);

/** All topics cut up together, into pieces like these. */
function cutTogether(size: Size): Assign {
  return (partitionCounts, members) => {
    const order = inOrder(members);
    const shares = runs(subscribedPartitions(partitionCounts, members), order.length, size);
    return Object.fromEntries(order.map(({ memberId }, turn) => [memberId, [...(shares[turn] ?? [])]]));
  };
}

/** Range, and for each member that gets nothing of a topic a partition that has an owner already. */
function sharing(extra: (partitionCount: number, turn: number) => number): Assign {
  return (partitionCounts, members) =>
    topicByTopic(partitionCounts, members, (partitions, subscribers) => {
      const shares = runs(partitions, subscribers.length, rangeSize);
      const isShort = (turn: number) => turn >= partitions.length && partitions.length > 0;
      return shares.map((own, turn) => (isShort(turn) ? [partitions[extra(partitions.length, turn)]!] : own));
    });
}

/** The deck dealt round and round until every member has something. */
const dealtTwice: Assign = (partitionCounts, members) => {
  const deck = subscribedPartitions(partitionCounts, members);
  const order = inOrder(members);
  const turns = deck.length === 0 || order.length === 0 ? 0 : Math.max(deck.length, order.length);
  const assignment = empty(members);
  for (let turn = 0; turn < turns; turn++)
    assignment[order[turn % order.length]!.memberId]!.push(deck[turn % deck.length]!);
  return assignment;
};

/** An assignment made topic by topic, for the subscribers of each in order. */
function topicByTopic(
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
function ordering(...orders: readonly ((members: readonly Member[]) => readonly Member[])[]) {
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
function stepping(...ways: readonly Own[]) {
  return { step: ways.map((own) => (state: GroupState, event: GroupEvent) => own(state, event) ?? step(state, event)) };
}

/** Groups that do their own thing with the commits they see. */
function committing(...ways: readonly Own<Commit>[]) {
  return stepping(
    ...ways.map(
      (own): Own =>
        (state, event) =>
          event.type === 'commit' ? own(state, event) : undefined,
    ),
  );
}

/** A commit that counts only as far as the sender owns what it names. */
function owning(otherwise: (state: GroupState, owned: Readonly<Record<string, number>>) => StepResult): Own<Commit> {
  return (state, { memberId, generation, offsets }) => {
    if (!isMember(state, memberId) || generation !== state.generation) return undefined;
    const own = new Set((state.assignment[memberId] ?? []).map(nameOf));
    const owned = Object.entries(offsets).filter(([partition]) => own.has(partition));
    if (owned.length === Object.keys(offsets).length) return undefined;
    return otherwise(state, Object.fromEntries(owned));
  };
}

/** A join that is taken down and not acted upon; the newcomer's entry is `[]` or missing. */
function joinsWithoutRebalance(hasEntry: boolean): Own {
  return (state, event) => {
    if (event.type !== 'join') return undefined;
    const { member } = event;
    const assignment = { ...(hasEntry && { [member.memberId]: [] }), ...state.assignment };
    return { state: { ...state, members: [...others(state, member.memberId), member], assignment } };
  };
}

const growsWithoutRebalance: Own = (state, event) =>
  event.type === 'partitionsChanged' ? { state: { ...state, partitionCounts: event.partitionCounts } } : undefined;

/** A departure after which some of what was committed is forgotten. */
function forgetting(isForgotten: (partition: string, state: GroupState, event: GroupEvent) => boolean): Own {
  return (state, event) => {
    const result = step(state, event);
    if (result.state.generation === state.generation) return undefined;
    const kept = Object.entries(state.committed).filter(([partition]) => !isForgotten(partition, state, event));
    return { state: { ...result.state, committed: Object.fromEntries(kept) } };
  };
}

function commit(state: GroupState, offsets: Readonly<Record<string, number>>): StepResult {
  return { state: { ...state, committed: { ...state.committed, ...offsets } } };
}

/** Round robin, when it deals the topics in another order. */
function dealtInOrder(order: (counts: PartitionCounts, members: readonly Member[]) => readonly string[]): Assign {
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

function empty(members: readonly Member[]): Assigned {
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
function subscribedToAll(members: readonly Member[]): readonly Member[] {
  return subscribedTo([...new Set(members.flatMap((member) => member.topics))], members);
}

function subscribedTo(topics: readonly string[], members: readonly Member[]): readonly Member[] {
  return members.map(({ memberId }) => ({ memberId, topics }));
}

/** The entries of members who are still there. */
function stayed(before: Owners, after: Owners): Owners {
  return Object.fromEntries(Object.entries(before).filter(([memberId]) => after[memberId] !== undefined));
}

/** How many partitions have an owner before and after, be it the same or not. */
function inBoth(before: Owners, after: Owners): number {
  const owners = ownersOf(before);
  return [...ownersOf(after).keys()].filter((name) => owners.has(name)).length;
}

function ownedByTheOneThatGoes(partition: string, { assignment }: GroupState, event: GroupEvent): boolean {
  return 'memberId' in event && (assignment[event.memberId] ?? []).some((one) => nameOf(one) === partition);
}

function departs(state: GroupState, event: GroupEvent): boolean {
  return (event.type === 'leave' || event.type === 'sessionTimeout') && isMember(state, event.memberId);
}

export default {
  'M3-01': {
    belief:
      'cuts up all topics together; range takes each topic by itself, so with small topics the first members get everything',
    ...ranging(cutTogether(rangeSize), cutTogether(roundedUp)),
  },
  'M3-02': {
    belief:
      'lets members share a partition when there are more of them; a partition has one owner, and members left over are idle',
    ...ranging(
      sharing((partitionCount, turn) => turn % partitionCount),
      sharing((partitionCount) => partitionCount - 1),
      sharing(() => 0),
    ),
    roundRobinAssign: dealtTwice,
  },
  'M3-03': {
    belief:
      'gives each member one partition and leaves the others unread; every partition of a subscribed topic has an owner',
    ...cutting(() => 1),
  },
  'M3-04': {
    belief:
      'rounds every share up, so the last members get less than their share; everyone gets the rounded-down share, and the first ones one more',
    ...cutting(roundedUp),
  },
  'M3-05': {
    belief: 'takes members in the order they came; assignors sort them by id, so that all who compute it agree',
    ...ordering((members) => members),
  },
  'M3-06': {
    belief: 'begins each topic with the first member again; round robin deals all topics as one deck',
    roundRobinAssign: [
      (partitionCounts, members) =>
        topicByTopic(partitionCounts, members, (partitions, subscribers) =>
          subscribers.map((_, turn) => partitions.filter(({ partition }) => partition % subscribers.length === turn)),
        ),
      rangeAssign,
    ] satisfies Assign[],
  },
  'M3-07': {
    belief: 'gives members partitions of topics that they do not subscribe to; an owner is always a subscriber',
    ...ranging(
      (partitionCounts, members) => rangeAssign(partitionCounts, subscribedToAll(members)),
      (partitionCounts, members) => rangeAssign(partitionCounts, subscribedTo(Object.keys(partitionCounts), members)),
    ),
    roundRobinAssign: [
      (partitionCounts, members) => roundRobinAssign(partitionCounts, subscribedToAll(members)),
      (partitionCounts, members) =>
        roundRobinAssign(partitionCounts, subscribedTo(Object.keys(partitionCounts), members)),
    ] satisfies Assign[],
  },
  'M3-11': {
    belief: 'rebalances only when a member goes; one that joins and a topic that grows change the assignment too',
    ...stepping(
      (state, event) => growsWithoutRebalance(state, event) ?? joinsWithoutRebalance(true)(state, event),
      (state, event) => growsWithoutRebalance(state, event) ?? joinsWithoutRebalance(false)(state, event),
      joinsWithoutRebalance(true),
      joinsWithoutRebalance(false),
    ),
  },
  'M3-12': {
    belief: 'takes everything away from everybody; here a member is revoked only what it no longer owns afterwards',
    moved: [
      (before: Owners, after: Owners) => ({ revoked: before, assigned: after, moved: moved(before, after).moved }),
      (before: Owners, after: Owners) => ({ ...moved(before, after), revoked: before }),
      (before: Owners, after: Owners) => ({ revoked: before, assigned: after, moved: inBoth(before, after) }),
      (before: Owners, after: Owners) => ({ revoked: before, assigned: after, moved: ownersOf(after).size }),
      (before: Owners, after: Owners) => ({ revoked: before, assigned: after, moved: ownersOf(before).size }),
    ],
  },
  'M3-15': {
    belief:
      'takes commits from anybody; a member of an old generation, or one that was thrown out, could undo its successor',
    ...committing(
      (state, { offsets }) => commit(state, offsets),
      (state, { generation, offsets }) => (generation === state.generation ? commit(state, offsets) : undefined),
    ),
  },
  'M3-17': {
    belief: 'never moves a partition; sticky is balance first, and only then as few moves as can be',
    stickyAssign: [
      (_counts: PartitionCounts, members: readonly Member[], previous: Owners) =>
        Object.fromEntries(members.map(({ memberId }) => [memberId, previous[memberId] ?? []])),
      (_counts: PartitionCounts, _members: readonly Member[], previous: Owners) => previous,
    ],
  },
  'M3-21': {
    belief: 'rounds every share down and drops what is left over; the first members get one partition more',
    ...cutting((partitionCount, subscriberCount) => Math.floor(partitionCount / subscriberCount)),
  },
  'M3-22': {
    belief: 'leaves what is left over to the last members; it goes to the first ones, one each',
    ...cutting(
      (partitionCount, subscriberCount, turn) =>
        turn === subscriberCount - 1 ? partitionCount : Math.floor(partitionCount / subscriberCount),
      (partitionCount, subscriberCount, turn) =>
        Math.floor(partitionCount / subscriberCount) +
        (turn >= subscriberCount - (partitionCount % subscriberCount) ? 1 : 0),
    ),
  },
  'M3-23': {
    belief: 'deals a topic card by card; range gives each member a run of neighbours',
    ...ranging((partitionCounts, members) =>
      topicByTopic(partitionCounts, members, (partitions, subscribers) =>
        subscribers.map((_, turn) => partitions.filter(({ partition }) => partition % subscribers.length === turn)),
      ),
    ),
  },
  'M3-24': {
    belief: 'sorts member ids by their number; they are text to Kafka, and c10 comes before c2',
    ...ordering(
      (members) => [...members].sort((a, b) => Number(a.memberId.slice(1)) - Number(b.memberId.slice(1))),
      (members) => [...members].sort((a, b) => a.memberId.localeCompare(b.memberId, 'en', { numeric: true })),
    ),
  },
  'M3-25': {
    belief: 'takes the topics in the order they are listed; round robin deals them by name',
    roundRobinAssign: [
      dealtInOrder((partitionCounts) => Object.keys(partitionCounts)),
      dealtInOrder((_, members) => [...new Set(members.flatMap(({ topics }) => topics))]),
    ],
  },
  'M3-26': {
    belief:
      'takes a commit of any generation from whoever is a member; one that missed a rebalance may own the partition no more',
    ...committing((state, { memberId, offsets }) => (isMember(state, memberId) ? commit(state, offsets) : undefined)),
  },
  'M3-27': {
    belief: 'refuses only older generations; a commit counts in the generation of the group and in no other',
    ...committing((state, { memberId, generation, offsets }) =>
      isMember(state, memberId) && generation > state.generation ? commit(state, offsets) : undefined,
    ),
  },
  'M3-28': {
    belief:
      'looks at the generation before the member; who is no member has no generation, so UNKNOWN_MEMBER_ID comes first',
    ...committing((state, { generation }) =>
      generation === state.generation ? undefined : { state, error: 'ILLEGAL_GENERATION' },
    ),
  },
  'M3-29': {
    belief:
      'keeps only commits for partitions that the member owns; the coordinator looks at the member and the generation, not at the owner',
    ...committing(
      owning(commit),
      owning((state) => ({ state })),
      owning((state) => ({ state, error: 'ILLEGAL_GENERATION' })),
      owning((state) => ({ state, error: 'UNKNOWN_MEMBER_ID' })),
    ),
  },
  'M3-30': {
    belief: 'lets a commit replace everything that was committed; it speaks only of the partitions it names',
    ...committing((state, event) => {
      const result = step(state, event);
      return result.error ? undefined : { state: { ...state, committed: event.offsets } };
    }),
  },
  'M3-31': {
    belief: 'counts a new generation only when somebody joins; every rebalance has its own',
    ...stepping((state, event) => {
      if (event.type === 'join') return undefined;
      const result = step(state, event);
      return { ...result, state: { ...result.state, generation: state.generation } };
    }),
  },
  'M3-32': {
    belief: 'does not count the rebalance that leaves the group empty; the generation goes on by one then, too',
    ...stepping((state, event) => {
      if (!departs(state, event) || state.members.length > 1) return undefined;
      return { state: { ...step(state, event).state, generation: state.generation } };
    }),
  },
  'M3-33': {
    belief: 'rebalances an empty group when a topic grows; without members there is nothing to assign',
    ...stepping((state, event) =>
      event.type === 'partitionsChanged' && state.members.length === 0
        ? { state: { ...state, partitionCounts: event.partitionCounts, generation: state.generation + 1 } }
        : undefined,
    ),
  },
  'M3-34': {
    belief: 'lists a member twice that joins again with other topics; its new subscription replaces the old one',
    ...stepping(
      (state, event) => {
        if (event.type !== 'join' || !isMember(state, event.member.memberId)) return undefined;
        const { state: after } = step(state, event);
        return { state: { ...after, members: [...state.members, event.member] } };
      },
      (state, event) => {
        if (event.type !== 'join' || !isMember(state, event.member.memberId)) return undefined;
        const members = [...state.members, event.member];
        const assignment = cut(rangeSize)(state.partitionCounts, members);
        return { state: { ...state, generation: state.generation + 1, members, assignment } };
      },
    ),
  },
  'M3-35': {
    belief: 'counts a partition as moved that had no owner before; it was only handed out',
    moved: (before: Owners, after: Owners) => {
      const change = moved(before, after);
      return { ...change, moved: Object.values(change.assigned).flat().length };
    },
  },
  'M3-36': {
    belief: 'looks only at members that are still there; one that has gone gave up all it owned',
    moved: [
      (before: Owners, after: Owners) => moved(stayed(before, after), after),
      (before: Owners, after: Owners) => ({
        ...moved(before, after),
        revoked: moved(stayed(before, after), after).revoked,
      }),
    ],
  },
  'M3-37': {
    belief: 'keeps what everybody has and only hands out the rest; sticky is balance first, so some must give',
    stickyAssign: (partitionCounts: PartitionCounts, members: readonly Member[], previous: Owners) => {
      const assignment = empty(members);
      for (const { memberId } of members) assignment[memberId]!.push(...(previous[memberId] ?? []));
      const owned = new Set(Object.values(assignment).flat().map(nameOf));
      for (const partition of subscribedPartitions(partitionCounts, members)) {
        if (owned.has(nameOf(partition))) continue;
        const least = Object.values(assignment).reduce((a, b) => (b.length < a.length ? b : a));
        least.push(partition);
      }
      return assignment;
    },
  },
  'M3-38': {
    belief: 'assigns afresh, as if nobody owned anything; sticky leaves a partition where it is if balance allows it',
    stickyAssign: [
      (partitionCounts: PartitionCounts, members: readonly Member[], _previous: Owners) =>
        stickyAssign(partitionCounts, members, {}),
      rangeAssign,
      dealtInOrder((partitionCounts) => Object.keys(partitionCounts)),
    ],
  },
  'M3-39': {
    belief:
      'leaves new partitions without an owner until a member comes or goes; they make the group rebalance at once',
    ...stepping(growsWithoutRebalance),
  },
  'M3-40': {
    belief: 'rebalances when somebody leaves who is no member; nothing has changed for the group then',
    ...stepping(
      (state, event) => {
        if ((event.type !== 'leave' && event.type !== 'sessionTimeout') || isMember(state, event.memberId))
          return undefined;
        const assignment = rangeAssign(state.partitionCounts, state.members);
        return { state: { ...state, generation: state.generation + 1, assignment } };
      },
      (state, event) => {
        if ((event.type !== 'leave' && event.type !== 'sessionTimeout') || isMember(state, event.memberId))
          return undefined;
        const assignment = rangeAssign(state.partitionCounts, state.members);
        return { state: { ...state, generation: state.generation + 1, assignment }, error: 'UNKNOWN_MEMBER_ID' };
      },
    ),
  },
  'M3-41': {
    belief:
      'sorts member ids as a dictionary does; Kafka compares character codes, and capitals come before small letters',
    ...ordering(
      (members) => [...members].sort((a, b) => a.memberId.localeCompare(b.memberId, 'en')),
      (members) => [...members].sort((a, b) => compareNames(a.memberId.toLowerCase(), b.memberId.toLowerCase())),
    ),
  },
  'M4-05': {
    belief: 'ignores a commit that is lower than the last; the last commit wins, whether higher or lower',
    ...committing((state, event) => {
      if (step(state, event).error) return undefined;
      const higher = Object.entries(event.offsets).filter(([name, offset]) => offset >= (state.committed[name] ?? 0));
      return commit(state, Object.fromEntries(higher));
    }),
  },
  'M4-19': {
    belief:
      "forgets what was committed when a member goes, as if offsets were the member's; they are the group's, and stay",
    ...stepping(
      forgetting((_, state, event) => departs(state, event)),
      forgetting(() => true),
      forgetting((partition, state, event) => departs(state, event) && ownedByTheOneThatGoes(partition, state, event)),
    ),
  },
  'M3-42': {
    belief: 'gives all that is left over to the first member; the first members get one partition more each',
    ...cutting(
      (partitionCount, subscriberCount, turn) =>
        Math.floor(partitionCount / subscriberCount) + (turn === 0 ? partitionCount % subscriberCount : 0),
    ),
  },
  'M3-43': {
    belief: 'counts a partition as moved that nobody owns afterwards; it was only given up',
    moved: (before: Owners, after: Owners) => {
      const change = moved(before, after);
      return { ...change, moved: Object.values(change.revoked).flat().length };
    },
  },
} satisfies Misconceptions;
