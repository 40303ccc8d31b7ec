// Exercise 3: Consumer groups. The task is in README.md beside this file.
// Grade it with:  npm run grade 3      A hint:  npm run hint 3

import {
  type Assignment,
  emptyAssignment,
  type GroupEvent,
  type GroupState,
  type Member,
  type PartitionCounts,
  type StepResult,
  subscribedTopics,
  without,
} from './given.ts';

/** A · Each topic by itself: a run of neighbouring partitions for each of its subscribers. */
export function rangeAssign(partitionCounts: PartitionCounts, members: Member[]): Assignment {
  const assignment = emptyAssignment(members);
  for (const { topic, partitionCount } of subscribedTopics(partitionCounts, members)) {
    throw new Error('TODO: part A, assignment[memberId]!.push({ topic, partition }) for each partition of this topic');
  }
  return assignment;
}

/** B · All topics as one deck of cards, dealt round the circle of members. */
export function roundRobinAssign(partitionCounts: PartitionCounts, members: Member[]): Assignment {
  const assignment = emptyAssignment(members);
  for (const { topic, partitionCount } of subscribedTopics(partitionCounts, members)) {
    for (let partition = 0; partition < partitionCount; partition++) {
      throw new Error('TODO: part B, whose turn is it?');
    }
  }
  return assignment;
}

/** C · The group after a rebalance: one generation further, everything assigned anew with rangeAssign. */
function rebalanced(state: GroupState): GroupState {
  throw new Error('TODO: part C');
}

/** C · The group after this event. Where the event is refused: the error, and the state as it was. */
export function step(state: GroupState, event: GroupEvent): StepResult {
  const others = (memberId: string) => state.members.filter((member) => member.memberId !== memberId);
  const isMember = (memberId: string) => others(memberId).length < state.members.length;
  switch (event.type) {
    case 'join':
      return { state: rebalanced({ ...state, members: [...others(event.member.memberId), event.member] }) };
    case 'leave':
    case 'sessionTimeout':
      throw new Error('TODO: part C, a departure');
    case 'partitionsChanged':
      throw new Error('TODO: part C, new partitions');
    case 'commit':
      throw new Error('TODO: part C, a commit');
  }
}

/** D · What each member had to give up and was given, and how many partitions went from one member to another. */
export function moved(
  before: Assignment,
  after: Assignment,
): { revoked: Assignment; assigned: Assignment; moved: number } {
  const revoked: Assignment = {};
  const assigned: Assignment = {};
  let moved = 0;
  for (const memberId of Object.keys({ ...before, ...after })) {
    throw new Error('TODO: part D, with without');
  }
  return { revoked, assigned, moved };
}

// Beyond the hour (part E): export stickyAssign(partitionCounts, members, previous).
