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

/** Every function that rests on range, when range is done like this. */
function ranging(assign: Assign) {
  return { rangeAssign: assign, step: stepWith(assign) };
}

/** Range when it cuts a topic's partitions into pieces like this: how many does the subscriber at this turn get? */
function cutting(size: (partitionCount: number, subscriberCount: number, turn: number) => number) {
  return ranging((partitionCounts, members) =>
    topicByTopic(partitionCounts, members, (partitions, subscribers) => {
      let from = 0;
      return subscribers.map((_, turn) => {
        const start = from;
        from += size(partitions.length, subscribers.length, turn);
        return partitions.slice(start, from);
      });
    }),
  );
}

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
function ordering(order: (members: readonly Member[]) => readonly Member[]) {
  const under =
    (assign: Assign): Assign =>
    (partitionCounts, members) => {
      const names = order(members).map(({ memberId }) => memberId);
      const name = (at: number) => String(at).padStart(3, '0');
      const renamed = members.map((member) => ({ ...member, memberId: name(names.indexOf(member.memberId)) }));
      const entries = Object.entries(assign(partitionCounts, renamed));
      return Object.fromEntries(entries.map(([at, partitions]) => [names[Number(at)]!, partitions]));
    };
  return { ...ranging(under(rangeAssign)), roundRobinAssign: under(roundRobinAssign) };
}

/** A group that does its own thing with some events; where it gives undefined it does Kafka's. */
function stepping(own: (state: GroupState, event: GroupEvent) => StepResult | undefined) {
  return { step: (state: GroupState, event: GroupEvent) => own(state, event) ?? step(state, event) };
}

/** A group that does its own thing with the commits it sees. */
function committing(own: (state: GroupState, commit: Commit) => StepResult | undefined) {
  return stepping((state, event) => (event.type === 'commit' ? own(state, event) : undefined));
}

function commit(state: GroupState, offsets: Readonly<Record<string, number>>): StepResult {
  return { state: { ...state, committed: { ...state.committed, ...offsets } } };
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
  const topics = [...new Set(members.flatMap((member) => member.topics))];
  return members.map(({ memberId }) => ({ memberId, topics }));
}

function departs(state: GroupState, event: GroupEvent): boolean {
  return (event.type === 'leave' || event.type === 'sessionTimeout') && isMember(state, event.memberId);
}

export default {
  'M3-01': {
    belief:
      'cuts up all topics together; range takes each topic by itself, so with small topics the first members get everything',
    ...ranging((partitionCounts, members) => {
      const assignment = empty(members);
      const partitions = subscribedPartitions(partitionCounts, members);
      const order = inOrder(members);
      let from = 0;
      for (const [turn, { memberId }] of order.entries()) {
        const isLarger = turn < partitions.length % order.length;
        const end = from + Math.floor(partitions.length / order.length) + (isLarger ? 1 : 0);
        assignment[memberId] = partitions.slice(from, end);
        from = end;
      }
      return assignment;
    }),
  },
  'M3-02': {
    belief:
      'lets members share a partition when there are more of them; a partition has one owner, and members left over are idle',
    ...ranging((partitionCounts, members) => {
      const kafkas = rangeAssign(partitionCounts, members);
      return topicByTopic(partitionCounts, members, (partitions, subscribers) =>
        subscribers.map(({ memberId }, turn) => {
          const own = kafkas[memberId]!.filter(({ topic }) => topic === partitions[0]?.topic);
          return own.length > 0 || partitions.length === 0 ? own : [partitions[turn % partitions.length]!];
        }),
      );
    }),
  },
  'M3-03': {
    belief:
      'gives each member one partition and leaves the others unread; every partition of a subscribed topic has an owner',
    ...cutting(() => 1),
  },
  'M3-04': {
    belief:
      'rounds every share up, so the last members get less than their share; everyone gets the rounded-down share, and the first ones one more',
    ...cutting((partitionCount, subscriberCount) => Math.ceil(partitionCount / subscriberCount)),
  },
  'M3-05': {
    belief: 'takes members in the order they came; assignors sort them by id, so that all who compute it agree',
    ...ordering((members) => members),
  },
  'M3-06': {
    belief: 'begins each topic with the first member again; round robin deals all topics as one deck',
    roundRobinAssign: ((partitionCounts, members) =>
      topicByTopic(partitionCounts, members, (partitions, subscribers) =>
        subscribers.map((_, turn) => partitions.filter(({ partition }) => partition % subscribers.length === turn)),
      )) satisfies Assign,
  },
  'M3-07': {
    belief: 'gives members partitions of topics that they do not subscribe to; an owner is always a subscriber',
    ...ranging((partitionCounts, members) => rangeAssign(partitionCounts, subscribedToAll(members))),
    roundRobinAssign: ((partitionCounts, members) =>
      roundRobinAssign(partitionCounts, subscribedToAll(members))) satisfies Assign,
  },
  'M3-11': {
    belief: 'rebalances only when a member goes; one that joins and a topic that grows change the assignment too',
    ...stepping((state, event) => {
      if (event.type === 'partitionsChanged') return { state: { ...state, partitionCounts: event.partitionCounts } };
      if (event.type !== 'join') return undefined;
      const { member } = event;
      const assignment = { ...state.assignment, [member.memberId]: state.assignment[member.memberId] ?? [] };
      return { state: { ...state, members: [...others(state, member.memberId), member], assignment } };
    }),
  },
  'M3-12': {
    belief: 'takes everything away from everybody; here a member is revoked only what it no longer owns afterwards',
    moved: (before: Owners, after: Owners) => ({ revoked: before, assigned: after, moved: moved(before, after).moved }),
  },
  'M3-15': {
    belief:
      'takes commits from anybody; a member of an old generation, or one that was thrown out, could undo its successor',
    ...committing((state, { offsets }) => commit(state, offsets)),
  },
  'M3-17': {
    belief: 'never moves a partition; sticky is balance first, and only then as few moves as can be',
    stickyAssign: (_counts: PartitionCounts, members: readonly Member[], previous: Owners) =>
      Object.fromEntries(members.map(({ memberId }) => [memberId, previous[memberId] ?? []])),
  },
  'M3-21': {
    belief: 'rounds every share down and drops what is left over; the first members get one partition more',
    ...cutting((partitionCount, subscriberCount) => Math.floor(partitionCount / subscriberCount)),
  },
  'M3-22': {
    belief: 'leaves all that is left over to the last member; it goes to the first members, one each',
    ...cutting((partitionCount, subscriberCount, turn) =>
      turn === subscriberCount - 1 ? partitionCount : Math.floor(partitionCount / subscriberCount),
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
    ...ordering((members) => [...members].sort((a, b) => Number(a.memberId.slice(1)) - Number(b.memberId.slice(1)))),
  },
  'M3-25': {
    belief: 'takes the topics in the order they are listed; round robin deals them by name',
    roundRobinAssign: ((partitionCounts, members) => {
      const names = Object.keys(partitionCounts);
      const name = (topic: string) => `${String(names.indexOf(topic)).padStart(3, '0')} ${topic}`;
      const counts = Object.fromEntries(names.map((topic) => [name(topic), partitionCounts[topic]!]));
      const renamed = members.map((member) => ({ ...member, topics: member.topics.map(name) }));
      const assignment = roundRobinAssign(counts, renamed);
      const plain = ({ topic, partition }: TopicPartition) => ({ topic: topic.split(' ')[1]!, partition });
      return Object.fromEntries(Object.entries(assignment).map(([id, partitions]) => [id, partitions.map(plain)]));
    }) satisfies Assign,
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
    ...committing((state, { memberId, generation, offsets }) => {
      if (!isMember(state, memberId) || generation !== state.generation) return undefined;
      const own = new Set((state.assignment[memberId] ?? []).map(nameOf));
      return commit(state, Object.fromEntries(Object.entries(offsets).filter(([partition]) => own.has(partition))));
    }),
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
    ...stepping((state, event) => {
      if (event.type !== 'join' || !isMember(state, event.member.memberId)) return undefined;
      const { state: after } = step(state, event);
      return { state: { ...after, members: [...state.members, event.member] } };
    }),
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
    moved: (before: Owners, after: Owners) => {
      const stayed = Object.entries(before).filter(([memberId]) => after[memberId] !== undefined);
      return { ...moved(Object.fromEntries(stayed), after), assigned: moved(before, after).assigned };
    },
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
    stickyAssign: (partitionCounts: PartitionCounts, members: readonly Member[], _previous: Owners) =>
      stickyAssign(partitionCounts, members, {}),
  },
  'M3-39': {
    belief:
      'leaves new partitions without an owner until a member comes or goes; they make the group rebalance at once',
    ...stepping((state, event) =>
      event.type === 'partitionsChanged' ? { state: { ...state, partitionCounts: event.partitionCounts } } : undefined,
    ),
  },
  'M3-40': {
    belief: 'rebalances when somebody leaves who is no member; nothing has changed for the group then',
    ...stepping((state, event) => {
      if ((event.type !== 'leave' && event.type !== 'sessionTimeout') || isMember(state, event.memberId))
        return undefined;
      const assignment = rangeAssign(state.partitionCounts, state.members);
      return { state: { ...state, generation: state.generation + 1, assignment } };
    }),
  },
  'M3-41': {
    belief:
      'sorts member ids as a dictionary does; Kafka compares character codes, and capitals come before small letters',
    ...ordering((members) => [...members].sort((a, b) => a.memberId.localeCompare(b.memberId, 'en'))),
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
    ...stepping((state, event) => {
      if (!departs(state, event)) return undefined;
      return { state: { ...step(state, event).state, committed: {} } };
    }),
  },
} satisfies Misconceptions;
