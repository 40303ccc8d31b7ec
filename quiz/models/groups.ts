import { z } from 'zod';
import { type Assignor, nameOf, rangeAssignor, roundRobinAssignor, uniformAssignor } from '#kafka';
import { model } from './model.ts';
import { listed } from './shown.ts';

const shape = {
  topics: z.int().min(1).max(6),
  partitions: z.int().min(1).max(12),
  members: z.int().min(1).max(12),
};

interface Group {
  readonly topics: number;
  readonly partitions: number;
  readonly members: number;
}

const memberIds = ({ members }: Group) => Array.from({ length: members }, (_, index) => `c${index + 1}`);
const topicNames = ({ topics }: Group) => Array.from({ length: topics }, (_, index) => String.fromCharCode(97 + index));

function assign(assignor: Assignor, group: Group): Readonly<Record<string, readonly string[]>> {
  const topics = topicNames(group);
  const partitionCounts = Object.fromEntries(topics.map((topic) => [topic, group.partitions]));
  const members = memberIds(group).map((memberId) => ({ memberId, topics }));
  const assignment = assignor({ partitionCounts, members });
  return Object.fromEntries(members.map(({ memberId }) => [memberId, assignment[memberId]!.map(nameOf)]));
}

const busy = (assignor: Assignor, group: Group) =>
  Object.values(assign(assignor, group)).filter((owned) => owned.length > 0).length;

/** Members without a partition. */
export const idleMembers = model({
  doc: 'How many members of a group have nothing to do, all of them subscribed to one topic.',
  params: z.object({ partitions: shape.partitions, members: shape.members }),
  answer: z.int(),
  solve: ({ partitions, members }) => members - busy(rangeAssignor, { topics: 1, partitions, members }),
  wrong: { none: () => 0, busy: ({ partitions }) => partitions },
  suits: ({ partitions, members }) => members > partitions && members - partitions !== partitions,
});

/** Members with a partition when range meets many small topics. */
export const busyWithRange = model({
  doc: 'How many members are busy when the range assignor shares out several topics of the same size.',
  params: z.object(shape),
  answer: z.int(),
  solve: (group) => busy(rangeAssignor, group),
  wrong: {
    all: ({ members }) => members,
    dealt: (group) => busy(roundRobinAssignor, group),
    none: () => 0,
  },
  show: { total: ({ topics, partitions }) => topics * partitions },
  suits: (group) => {
    const dealt = busy(roundRobinAssignor, group);
    return group.topics > 1 && busy(rangeAssignor, group) < dealt && dealt < group.members;
  },
});

/** The partitions of one member, by range and by the other rules people apply. */
export const ownedPartitions = model({
  doc: 'The partitions that a member gets from an assignor: "range" or "roundrobin". Members are c1, c2 …, topics a, b …',
  params: z.object({ ...shape, member: z.int().min(1), assignor: z.enum(['range', 'roundrobin']) }),
  answer: z.string(),
  solve: ({ member, assignor, ...group }) => ownedBy(member, assign(assignors[assignor], group)),
  wrong: {
    other: ({ member, assignor, ...group }) =>
      ownedBy(member, assign(assignors[assignor === 'range' ? 'roundrobin' : 'range'], group)),
    together: ({ member, ...group }) => ownedBy(member, chunked(group)),
    restarted: ({ member, ...group }) => ownedBy(member, restarted(group)),
    extrasLast: ({ member, ...group }) => ownedBy(member, extrasLast(group)),
  },
  show: {
    members: (group) => listed(memberIds(group)),
    topics: (group) => topicNames(group).join(' and '),
    last: ({ partitions }) => partitions - 1,
    who: ({ member }) => `c${member}`,
    all: ({ assignor, member: _, ...group }) =>
      Object.entries(assign(assignors[assignor], group))
        .map(([memberId, owned]) => `${memberId}: ${listed(owned)}`)
        .join('\n'),
  },
  suits: ({ member, assignor, ...group }) => {
    if (member > group.members || group.topics < 2) return false;
    const answers = [
      assign(rangeAssignor, group),
      assign(roundRobinAssignor, group),
      ...(assignor === 'range' ? [chunked(group), extrasLast(group)] : [restarted(group), chunked(group)]),
    ].map((assignment) => ownedBy(member, assignment));
    return new Set(answers).size === answers.length && !answers.includes('');
  },
});

const assignors = { range: rangeAssignor, roundrobin: roundRobinAssignor } as const;

const ownedBy = (member: number, assignment: Readonly<Record<string, readonly string[]>>) =>
  [...(assignment[`c${member}`] ?? [])].sort().join(', ');

/** All partitions as one range: the belief that range looks at topics together. */
function chunked(group: Group): Record<string, string[]> {
  const all = topicNames(group).flatMap((topic) =>
    Array.from({ length: group.partitions }, (_, partition) => `${topic}-${partition}`),
  );
  return ranges(all, group, false);
}

/** Ranges per topic whose extras go to the last members. */
function extrasLast(group: Group): Record<string, string[]> {
  const owned: Record<string, string[]> = Object.fromEntries(memberIds(group).map((memberId) => [memberId, []]));
  for (const topic of topicNames(group)) {
    const partitions = Array.from({ length: group.partitions }, (_, partition) => `${topic}-${partition}`);
    for (const [memberId, range] of Object.entries(ranges(partitions, group, true))) owned[memberId]!.push(...range);
  }
  return owned;
}

/** Cards dealt anew for each topic. */
function restarted(group: Group): Record<string, string[]> {
  const ids = memberIds(group);
  const owned: Record<string, string[]> = Object.fromEntries(ids.map((memberId) => [memberId, []]));
  for (const topic of topicNames(group))
    for (let partition = 0; partition < group.partitions; partition++)
      owned[ids[partition % ids.length]!]!.push(`${topic}-${partition}`);
  return owned;
}

function ranges(partitions: readonly string[], group: Group, isExtraLast: boolean): Record<string, string[]> {
  const ids = memberIds(group);
  const each = Math.floor(partitions.length / ids.length);
  const extra = partitions.length % ids.length;
  let next = 0;
  return Object.fromEntries(
    ids.map((memberId, index) => {
      const hasExtra = isExtraLast ? index >= ids.length - extra : index < extra;
      const size = each + (hasExtra ? 1 : 0);
      next += size;
      return [memberId, partitions.slice(next - size, next)];
    }),
  );
}

/** Busy members under the coordinator's own default. */
export const busyWithUniform = model({
  doc: 'How many members are busy under the uniform assignor of the consumer protocol (KIP-848).',
  params: z.object(shape),
  answer: z.int(),
  solve: (group) => busy(uniformAssignor, group),
  wrong: { range: (group) => busy(rangeAssignor, group), none: () => 0 },
  suits: (group) => group.topics > 1 && busy(uniformAssignor, group) > busy(rangeAssignor, group),
});
