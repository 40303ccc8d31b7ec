import type { Misconceptions } from '#check';
import { compareNames, nameOf } from '#kafka';
import {
  commit,
  committing,
  cut,
  cutTogether,
  cutting,
  dealtInOrder,
  dealtTwice,
  departs,
  empty,
  forgetting,
  growsWithoutRebalance,
  inBoth,
  joinsWithoutRebalance,
  ordering,
  ownedByTheOneThatGoes,
  owning,
  rangeSize,
  ranging,
  roundedUp,
  sharing,
  stayed,
  stepping,
  subscribedTo,
  subscribedToAll,
  topicByTopic,
} from './mistakes.ts';
import {
  type Assign,
  isMember,
  type Member,
  moved,
  type Owners,
  ownersOf,
  type PartitionCounts,
  rangeAssign,
  roundRobinAssign,
  step,
  stickyAssign,
  subscribedPartitions,
} from './reference.ts';

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
      (state, { generation, offsets }) =>
        generation === state.generation ? commit(state, offsets) : { state, error: 'ILLEGAL_GENERATION' },
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
      (partitionCounts: PartitionCounts, members: readonly Member[]) => {
        const deck = subscribedPartitions(partitionCounts, members);
        const shares = members.map(({ memberId }, turn) => [
          memberId,
          deck.filter((_, at) => at % members.length === turn),
        ]);
        return Object.fromEntries(shares);
      },
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
