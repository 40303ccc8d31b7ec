import type { Draw } from '#check';
import { compareNames } from '#kafka';
import { beside, drawAssignment } from '#picture';
import {
  type Commit,
  fewestMoves,
  type GroupEvent,
  type GroupState,
  type Member,
  type Owners,
  type PartitionCounts,
} from './reference.ts';

/** One assignment: what each member owns, and each partition that nobody or more than one owns. */
export function ownership(partitionCounts: PartitionCounts, members: readonly Member[], after: Owners): Draw {
  return (canvas) => drawAssignment({ ...matrix(partitionCounts, members), after }, canvas);
}

/** Kafka's assignment beside the student's. */
export function bothOwnerships(
  partitionCounts: PartitionCounts,
  members: readonly Member[],
  kafkas: Owners,
  yours: Owners,
): Draw {
  return (canvas) =>
    beside(
      [
        { title: 'Kafka', lines: ownership(partitionCounts, members, kafkas)(canvas) },
        { title: 'Yours', lines: ownership(partitionCounts, members, yours)(canvas) },
      ],
      canvas,
    );
}

/** What an event does to a group. */
export function happening(state: GroupState, event: GroupEvent, after: GroupState): Draw {
  if (event.type === 'commit') return commit(state, event, after);
  const generations =
    state.generation === after.generation
      ? `generation ${state.generation}`
      : `generation ${state.generation} to ${after.generation}`;
  const title = `${generations}: ${told(event)}`;
  return (canvas) =>
    drawAssignment(
      {
        ...matrix(after.partitionCounts, [...state.members, ...after.members]),
        members: after.members.map(({ memberId }) => memberId),
        before: state.assignment,
        after: after.assignment,
        title,
      },
      canvas,
    );
}

/** What is given up and gained between two assignments. */
export function change(before: Owners, after: Owners): Draw {
  const partitions = [...Object.values(before), ...Object.values(after)].flat();
  const count = Math.max(0, ...partitions.map(({ partition }) => partition + 1));
  return (canvas) => drawAssignment({ partitionCounts: { orders: count }, before, after }, canvas);
}

/** A student's sticky assignment, beside the fewest moves that would have done. */
export function stickiness(
  partitionCounts: PartitionCounts,
  members: readonly Member[],
  previous: Owners,
  after: Owners,
): Draw {
  const fewest = fewestMoves(partitionCounts, members, previous);
  return (canvas) =>
    drawAssignment(
      { ...matrix(partitionCounts, members), before: previous, after, fewestMoves: fewest, title: 'Yours' },
      canvas,
    );
}

/** Topics that nobody subscribes to need no owner, so they are not drawn. */
function matrix(partitionCounts: PartitionCounts, members: readonly Member[]) {
  const shown = Object.entries(partitionCounts)
    .filter(([topic]) => members.some(({ topics }) => topics.includes(topic)))
    .sort(([a], [b]) => compareNames(a, b));
  return { partitionCounts: Object.fromEntries(shown), members: members.map(({ memberId }) => memberId) };
}

function told(event: Exclude<GroupEvent, Commit>): string {
  switch (event.type) {
    case 'join':
      return `${event.member.memberId} joins`;
    case 'leave':
      return `${event.memberId} leaves`;
    case 'sessionTimeout':
      return `nothing heard of ${event.memberId}`;
    case 'partitionsChanged':
      return 'a topic has new partitions';
  }
}

function commit(state: GroupState, { memberId, generation, offsets }: Commit, after: GroupState): Draw {
  const list = (entries: Readonly<Record<string, number>>) =>
    Object.entries(entries)
      .map(([partition, offset]) => `${partition} ${offset}`)
      .join(', ') || 'nothing';
  const members = state.members.map((member) => member.memberId).join(', ') || 'none';
  return () => [
    `group       generation ${state.generation}, members: ${members}`,
    `commit      generation ${generation}, by ${memberId}: ${list(offsets)}`,
    `committed   before: ${list(state.committed)}; after: ${list(after.committed)}`,
  ];
}
