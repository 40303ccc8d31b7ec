import { type Draw, same } from '#check';
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

/** What an event does to a group, and what yours makes of it where that is something else. */
export function happening(state: GroupState, event: GroupEvent, due: GroupState, yours: GroupState): Draw {
  if (event.type === 'commit') return commit(state, event, due, yours);
  const isOther = !same(due.assignment, yours.assignment) || due.generation !== yours.generation;
  const rebalances = [{ who: 'Kafka', after: due }, ...(isOther ? [{ who: 'Yours', after: yours }] : [])];
  return (canvas) => [
    ...rebalances.flatMap(({ who, after }, at) => [
      ...(at > 0 ? [''] : []),
      ...drawAssignment(
        {
          ...matrix(due.partitionCounts, [...state.members, ...due.members]),
          members: due.members.map(({ memberId }) => memberId),
          before: state.assignment,
          after: after.assignment,
          title: `${who}, ${generations(state, after)}: ${told(event)}`,
        },
        canvas,
      ),
    ]),
    ...(same(due.committed, yours.committed)
      ? []
      : [`committed: Kafka ${listed(due.committed)}; yours ${listed(yours.committed)}`]),
  ];
}

function generations(before: GroupState, after: GroupState): string {
  return before.generation === after.generation
    ? `generation ${before.generation}`
    : `generation ${before.generation} to ${after.generation}`;
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

function commit(
  state: GroupState,
  { memberId, generation, offsets }: Commit,
  due: GroupState,
  yours: GroupState,
): Draw {
  const members = state.members.map((member) => member.memberId).join(', ') || 'none';
  const rows = [
    ['group', `generation ${state.generation}, members: ${members}`],
    ['commit', `generation ${generation}, by ${memberId}: ${listed(offsets)}`],
    ['before', listed(state.committed)],
    ['Kafka', listed(due.committed)],
    ...(same(due.committed, yours.committed) ? [] : [['Yours', listed(yours.committed)]]),
  ];
  return () => rows.map(([name = '', text]) => `${name.padEnd(10)} ${text}`);
}

function listed(offsets: Readonly<Record<string, number>>): string {
  const entries = Object.entries(offsets).map(([partition, offset]) => `${partition} ${offset}`);
  return entries.join(', ') || 'nothing';
}
