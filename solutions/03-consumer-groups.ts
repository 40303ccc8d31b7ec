import {
  type Assignment,
  emptyAssignment,
  type GroupEvent,
  type GroupState,
  type Member,
  type PartitionCounts,
  type StepResult,
  subscribedTopics,
  type TopicPartition,
  without,
} from '../exercises/03-consumer-groups/given.ts';

// Range knows one topic at a time. With many topics of one partition, the first member gets them all.
export function rangeAssign(partitionCounts: PartitionCounts, members: Member[]): Assignment {
  const assignment = emptyAssignment(members);
  for (const { topic, partitionCount } of subscribedTopics(partitionCounts, members)) {
    const subscribers = inOrder(members).filter(({ topics }) => topics.includes(topic));
    const share = Math.floor(partitionCount / subscribers.length);
    const withOneMore = partitionCount % subscribers.length;
    let partition = 0;
    for (const [turn, { memberId }] of subscribers.entries()) {
      const end = partition + share + (turn < withOneMore ? 1 : 0);
      while (partition < end) assignment[memberId]!.push({ topic, partition: partition++ });
    }
  }
  return assignment;
}

// The turn goes on from topic to topic: that is the whole difference to range, and why the totals come out even.
export function roundRobinAssign(partitionCounts: PartitionCounts, members: Member[]): Assignment {
  const assignment = emptyAssignment(members);
  const circle = inOrder(members);
  let turn = 0;
  for (const { topic, partitionCount } of subscribedTopics(partitionCounts, members)) {
    for (let partition = 0; partition < partitionCount; partition++) {
      while (!circle[turn % circle.length]!.topics.includes(topic)) turn++;
      assignment[circle[turn++ % circle.length]!.memberId]!.push({ topic, partition });
    }
  }
  return assignment;
}

// Ids are text, and Kafka compares them as text: c10 comes before c2.
function inOrder(members: Member[]): Member[] {
  return [...members].sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
}

// `committed` is not touched: what a group has done stays done, whoever owns the partition next.
function rebalanced(state: GroupState): GroupState {
  const assignment = rangeAssign(state.partitionCounts, state.members);
  return { ...state, generation: state.generation + 1, assignment };
}

// A commit carries the generation its sender believes in. If the group has moved on, the sender's partitions may have a
// new owner by now, and the commit of a member that does not know it yet would undo the owner's.
export function step(state: GroupState, event: GroupEvent): StepResult {
  const others = (memberId: string) => state.members.filter((member) => member.memberId !== memberId);
  const isMember = (memberId: string) => others(memberId).length < state.members.length;
  switch (event.type) {
    case 'join':
      return { state: rebalanced({ ...state, members: [...others(event.member.memberId), event.member] }) };
    case 'leave':
    case 'sessionTimeout':
      if (!isMember(event.memberId)) return { state, error: 'UNKNOWN_MEMBER_ID' };
      return { state: rebalanced({ ...state, members: others(event.memberId) }) };
    case 'partitionsChanged': {
      const changed = { ...state, partitionCounts: event.partitionCounts };
      return { state: state.members.length === 0 ? changed : rebalanced(changed) };
    }
    case 'commit':
      if (!isMember(event.memberId)) return { state, error: 'UNKNOWN_MEMBER_ID' };
      if (event.generation !== state.generation) return { state, error: 'ILLEGAL_GENERATION' };
      return { state: { ...state, committed: { ...state.committed, ...event.offsets } } };
  }
}

// A partition moved if somebody is given it that somebody else had. One that had no owner was only handed out.
export function moved(
  before: Assignment,
  after: Assignment,
): { revoked: Assignment; assigned: Assignment; moved: number } {
  const revoked: Assignment = {};
  const assigned: Assignment = {};
  let moved = 0;
  const ownedBefore = Object.values(before).flat();
  for (const memberId of Object.keys({ ...before, ...after })) {
    const gained = without(after[memberId] ?? [], before[memberId] ?? []);
    assigned[memberId] = gained;
    revoked[memberId] = without(before[memberId] ?? [], after[memberId] ?? []);
    moved += gained.length - without(gained, ownedBefore).length;
  }
  return { revoked, assigned, moved };
}

// Balance first, then stay: everybody keeps what they had up to their share, and what is left over fills the gaps. The
// larger shares go to those that had more, for that saves a move.
export function stickyAssign(partitionCounts: PartitionCounts, members: Member[], previous: Assignment): Assignment {
  const assignment = emptyAssignment(members);
  const partitions = subscribedTopics(partitionCounts, members).flatMap(({ topic, partitionCount }) =>
    Array.from({ length: partitionCount }, (_, partition) => ({ topic, partition })),
  );
  const owned = (memberId: string) => {
    const before: TopicPartition[] = previous[memberId] ?? [];
    return without(partitions, without(partitions, before));
  };
  const share = Math.floor(partitions.length / members.length);
  let larger = partitions.length % members.length;
  const most = [...members].sort((a, b) => owned(b.memberId).length - owned(a.memberId).length);
  const gaps: string[] = [];
  for (const { memberId } of most) {
    const size = share + (larger-- > 0 ? 1 : 0);
    const kept = owned(memberId).slice(0, size);
    assignment[memberId] = kept;
    for (let gap = kept.length; gap < size; gap++) gaps.push(memberId);
  }
  const left = without(partitions, Object.values(assignment).flat());
  for (const [at, partition] of left.entries()) assignment[gaps[at]!]!.push(partition);
  return assignment;
}
