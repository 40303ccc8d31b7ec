import {
  type Assignment,
  comparePartitions,
  nameOf,
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
  type TopicPartition,
} from '#kafka';

export type PartitionCounts = Readonly<Record<string, number>>;

export interface Member {
  readonly memberId: string;
  readonly topics: readonly string[];
}

export type Owners = Readonly<Record<string, readonly TopicPartition[]>>;

export interface GroupState {
  readonly generation: number;
  readonly partitionCounts: PartitionCounts;
  readonly members: readonly Member[];
  readonly assignment: Owners;
  readonly committed: Readonly<Record<string, number>>;
}

export type GroupEvent =
  | { readonly type: 'join'; readonly member: Member }
  | { readonly type: 'leave' | 'sessionTimeout'; readonly memberId: string }
  | { readonly type: 'partitionsChanged'; readonly partitionCounts: PartitionCounts }
  | Commit;

export interface Commit {
  readonly type: 'commit';
  readonly memberId: string;
  readonly generation: number;
  readonly offsets: Readonly<Record<string, number>>;
}

export interface StepResult {
  readonly state: GroupState;
  readonly error?: 'UNKNOWN_MEMBER_ID' | 'ILLEGAL_GENERATION';
}

export type Assign = (partitionCounts: PartitionCounts, members: readonly Member[]) => Assignment;

/** As rangeAssignor. */
export const rangeAssign: Assign = (partitionCounts, members) => rangeAssignor({ partitionCounts, members });

/** As roundRobinAssignor. */
export const roundRobinAssign: Assign = (partitionCounts, members) => roundRobinAssignor({ partitionCounts, members });

/** One right answer of many: as stickyAssignor, told what each member owned. */
export function stickyAssign(
  partitionCounts: PartitionCounts,
  members: readonly Member[],
  previous: Owners,
): Assignment {
  const owning = members.map((member) => ({ ...member, owned: previous[member.memberId] ?? [], generation: 1 }));
  return stickyAssignor({ partitionCounts, members: owning });
}

/** A group after an event, when a rebalance assigns like this: the classic protocol without the waiting. */
export function stepWith(assign: Assign) {
  const rebalanced = (state: GroupState): GroupState => ({
    ...state,
    generation: state.generation + 1,
    assignment: assign(state.partitionCounts, state.members),
  });
  return (state: GroupState, event: GroupEvent): StepResult => {
    switch (event.type) {
      case 'join':
        return { state: rebalanced({ ...state, members: [...others(state, event.member.memberId), event.member] }) };
      case 'leave':
      case 'sessionTimeout':
        if (isMember(state, event.memberId)) {
          return { state: rebalanced({ ...state, members: others(state, event.memberId) }) };
        }
        return event.type === 'leave' ? { state, error: 'UNKNOWN_MEMBER_ID' } : { state };
      case 'partitionsChanged': {
        const changed = { ...state, partitionCounts: event.partitionCounts };
        return { state: state.members.length === 0 ? changed : rebalanced(changed) };
      }
      case 'commit':
        if (!isMember(state, event.memberId)) return { state, error: 'UNKNOWN_MEMBER_ID' };
        if (event.generation !== state.generation) return { state, error: 'ILLEGAL_GENERATION' };
        return { state: { ...state, committed: { ...state.committed, ...event.offsets } } };
    }
  };
}

/** The group after an event. */
export const step = stepWith(rangeAssign);

/** The members but this one. */
export function others({ members }: GroupState, memberId: string): readonly Member[] {
  return members.filter((member) => member.memberId !== memberId);
}

/** Whether the group has this member. */
export function isMember({ members }: GroupState, memberId: string): boolean {
  return members.some((member) => member.memberId === memberId);
}

/** What changes between two assignments; a member that is in one of them only owns nothing in the other. */
export function moved(before: Owners, after: Owners) {
  return { revoked: gains(after, before), assigned: gains(before, after), moved: changedHands(before, after) };
}

function gains(from: Owners, to: Owners): Record<string, readonly TopicPartition[]> {
  const entries = Object.entries(to).map(([memberId, partitions]) => {
    const had = new Set((from[memberId] ?? []).map(nameOf));
    return [memberId, partitions.filter((partition) => !had.has(nameOf(partition)))] as const;
  });
  return Object.fromEntries(entries.filter(([, partitions]) => partitions.length > 0));
}

function changedHands(before: Owners, after: Owners): number {
  const owners = ownersOf(before);
  return [...ownersOf(after)].filter(([name, memberId]) => owners.has(name) && owners.get(name) !== memberId).length;
}

/** Who owns each partition, by the partition's name. */
export function ownersOf(assignment: Owners): Map<string, string> {
  return new Map(
    Object.entries(assignment).flatMap(([memberId, partitions]) =>
      partitions.map((partition) => [nameOf(partition), memberId] as const),
    ),
  );
}

/** All partitions that members of these subscriptions may own, in Kafka's order. */
export function subscribedPartitions(partitionCounts: PartitionCounts, members: readonly Member[]): TopicPartition[] {
  const topics = [...new Set(members.flatMap((member) => member.topics))];
  return topics
    .flatMap((topic) => Array.from({ length: partitionCounts[topic] ?? 0 }, (_, partition) => ({ topic, partition })))
    .sort(comparePartitions);
}

/**
 * The fewest partitions that have to change hands for every member to own as many as every other, or one more, when all
 * subscribe to the same topics. A member keeps no more than its share, and with n members of P partitions only P mod n
 * shares are the larger; those do most good where more was owned.
 */
export function fewestMoves(partitionCounts: PartitionCounts, members: readonly Member[], previous: Owners): number {
  if (members.length === 0) return 0;
  const partitions = subscribedPartitions(partitionCounts, members).map(nameOf);
  const owners = ownersOf(previous);
  const owned = members.map(({ memberId }) => partitions.filter((name) => owners.get(name) === memberId).length);
  const share = Math.floor(partitions.length / members.length);
  const larger = Math.min(partitions.length % members.length, owned.filter((count) => count > share).length);
  const kept = owned.reduce((sum, count) => sum + Math.min(count, share), 0) + larger;
  return partitions.filter((name) => owners.has(name)).length - kept;
}
