import { comparePartitions, nameOf, type Offset, type TopicPartition } from '#kafka';
import { row, widest } from './printf.ts';

/** A group as an administrator is told of it (ConsumerGroupDescription and its committed offsets). */
export interface GroupDescription {
  readonly group: string;
  readonly type: 'Classic' | 'Consumer';
  readonly state: string;
  /** `''` where nothing is chosen. */
  readonly assignor: string;
  readonly coordinator: { readonly id: number; readonly host: string; readonly port: number };
  /** Only groups of the newer protocol have epochs. */
  readonly groupEpoch?: number | undefined;
  readonly targetAssignmentEpoch?: number | undefined;
  readonly members: readonly MemberDescription[];
  readonly committed: readonly (TopicPartition & { readonly offset: Offset; readonly leaderEpoch: number | null })[];
  /** Where a partition's log ends; `undefined` if nobody can say. */
  readonly logEndOffset: (partition: TopicPartition) => Offset | undefined;
}

export interface MemberDescription {
  readonly memberId: string;
  readonly groupInstanceId?: string | undefined;
  readonly clientId: string;
  readonly host: string;
  readonly assignment: readonly TopicPartition[];
  /** What it is to have in the end; only under the newer protocol. */
  readonly target?: readonly TopicPartition[] | undefined;
  readonly epoch?: number | undefined;
}

/** Something printed, and where it goes. */
export interface Printed {
  readonly to: 'out' | 'err';
  readonly text: string;
}

const none = '-';

/** What `kafka-consumer-groups.sh --list` prints, with `--state`, `--type` or both. */
export function listGroups(
  groups: readonly GroupDescription[],
  { withType = false, withState = false }: { readonly withType?: boolean; readonly withState?: boolean } = {},
): string {
  if (!withType && !withState) return groups.map(({ group }) => `${group}\n`).join('');
  const cellsOf = (group: string, type: string, state: string) => [
    group,
    ...(withType ? [type] : []),
    ...(withState ? [state] : []),
  ];
  const widths = [widest(15, groups, ({ group }) => group) + 10, 20, 20];
  const rows = groups.map(({ group, type, state }) => cellsOf(group, type, state));
  return [cellsOf('GROUP', 'TYPE', 'STATE'), ...rows].map((cells) => `${row(cells, widths)}\n`).join('');
}

/** What `--describe` prints of a group's offsets. */
export function describeOffsets(group: GroupDescription, { verbose = false } = {}): Printed[] {
  const rows = [...assignedRows(group), ...unassignedRows(group)];
  if (rows.length === 0) return headline(group);
  const epoch = <Cell>(cell: Cell) => (verbose ? [cell] : []);
  const head = ['GROUP', 'TOPIC', 'PARTITION', ...epoch('LEADER-EPOCH'), 'CURRENT-OFFSET', 'LOG-END-OFFSET', 'LAG'];
  const committedOf = new Map<string, GroupDescription['committed'][number]>();
  for (const each of group.committed) committedOf.set(nameOf(each), each);
  const cells = rows.map(({ tp, member }) => {
    const committed = committedOf.get(nameOf(tp));
    const end = group.logEndOffset(tp);
    const lag = committed === undefined || end === undefined ? none : end - committed.offset;
    const { memberId = none, host = none, clientId = none } = member ?? {};
    return [
      ...[group.group, tp.topic, tp.partition, ...epoch(committed?.leaderEpoch ?? none)],
      ...[committed?.offset ?? none, end ?? none, lag, memberId, host, clientId],
    ];
  });
  const members = rows.map(({ member }) => member);
  const widths = [
    Math.max(15, group.group.length),
    widest(15, rows, ({ tp }) => tp.topic),
    ...[10, ...epoch(15), 15, 15, 15],
    widest(15, members, (member) => member?.memberId ?? none),
    widest(15, members, (member) => member?.host ?? none),
  ];
  const table = [[...head, 'CONSUMER-ID', 'HOST', 'CLIENT-ID'], ...cells];
  return [...headline(group), out(`${table.map((line) => `\n${row(line, widths)}`).join('')}\n`)];
}

/** What `--describe --members` prints of a group. */
export function describeMembers(group: GroupDescription, { verbose = false } = {}): Printed[] {
  const { members } = group;
  const hasInstances = members.some(({ groupInstanceId }) => groupInstanceId !== undefined);
  const instance = <Cell>(cell: Cell) => (hasInstances ? [cell] : []);
  const head = ['GROUP', 'CONSUMER-ID', ...instance('GROUP-INSTANCE-ID'), 'HOST', 'CLIENT-ID', '#PARTITIONS'];
  const rows = members.map(({ memberId, groupInstanceId = '', host, clientId, assignment }) => [
    ...[group.group, memberId, ...instance(groupInstanceId), host, clientId, assignment.length],
  ]);
  const widths = [
    widest(15, members, () => group.group),
    widest(15, members, ({ memberId }) => memberId),
    ...instance(widest(17, members, ({ groupInstanceId = '' }) => groupInstanceId)),
    widest(15, members, ({ host }) => host),
    widest(15, members, ({ clientId }) => clientId),
    15,
  ];
  const details = verbose ? memberDetails(group) : [];
  const lines = [head, ...rows].map((cells, at) => `${row(cells, widths)} ${details[at] ?? ''}\n`);
  return [...headline(group), out(`\n${lines.join('')}`)];
}

/** What `--describe --state` prints of a group. */
export function describeState(group: GroupDescription, { verbose = false } = {}): Printed[] {
  const { state, assignor, members, groupEpoch = none, targetAssignmentEpoch = none } = group;
  const { host, port, id } = group.coordinator;
  const coordinator = `${host}:${port}  (${id})`;
  const epochs = <Cell>(...cells: readonly Cell[]) => (verbose ? cells : []);
  const head = ['GROUP', 'COORDINATOR (ID)', 'ASSIGNMENT-STRATEGY', 'STATE'];
  const table = [
    [...head, ...epochs('GROUP-EPOCH', 'TARGET-ASSIGNMENT-EPOCH'), '#MEMBERS'],
    [group.group, coordinator, assignor || none, state, ...epochs(groupEpoch, targetAssignmentEpoch), members.length],
  ];
  const widths = [Math.max(15, group.group.length), Math.max(25, coordinator.length), 20, 20, ...epochs(15, 25)];
  return [...headline(group), out(`${table.map((cells) => `\n${row(cells, widths)}`).join('')}\n`)];
}

interface OffsetRow {
  readonly tp: TopicPartition;
  readonly member?: MemberDescription;
}

/** Members with the most partitions come first. */
function assignedRows({ members }: GroupDescription): OffsetRow[] {
  return members
    .toSorted((a, b) => b.assignment.length - a.assignment.length)
    .flatMap((member) => member.assignment.toSorted(comparePartitions).map((tp) => ({ tp, member })));
}

function unassignedRows({ members, committed }: GroupDescription): OffsetRow[] {
  const assigned = new Set(members.flatMap(({ assignment }) => assignment.map(nameOf)));
  return committed
    .filter((tp) => !assigned.has(nameOf(tp)))
    .toSorted(comparePartitions)
    .map((tp) => ({ tp }));
}

function memberDetails({ members, targetAssignmentEpoch }: GroupDescription): string[] {
  const rows = members.map(({ epoch = none, assignment, target = [] }) => [
    ...[epoch, partitionsText(assignment), targetAssignmentEpoch ?? none, partitionsText(target)],
  ]);
  const widths = [
    15,
    widest(20, members, ({ assignment }) => partitionsText(assignment)),
    15,
    widest(20, members, ({ target = [] }) => partitionsText(target)),
  ];
  const head: (string | number)[] = ['CURRENT-EPOCH', 'CURRENT-ASSIGNMENT', 'TARGET-EPOCH', 'TARGET-ASSIGNMENT'];
  return [head, ...rows].map((cells) => row(cells, widths));
}

/** Partitions in a word, such as `orders:0,1;payments:2`. */
function partitionsText(partitions: readonly TopicPartition[]): string {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of partitions.toSorted(comparePartitions)) {
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), partition]);
  }
  const topics = [...byTopic].map(([topic, numbers]) => `${topic}:${numbers}`);
  return topics.toSorted().join(';') || none;
}

function headline({ group, state }: GroupDescription): Printed[] {
  if (state === 'Stable') return [];
  if (state === 'Empty') return [err(`\nConsumer group '${group}' has no active members.\n`)];
  if (state === 'Dead') return [out(`\nError: Consumer group '${group}' does not exist.\n`)];
  return [err(`\nWarning: Consumer group '${group}' is rebalancing.\n`)];
}

function out(text: string): Printed {
  return { to: 'out', text };
}

function err(text: string): Printed {
  return { to: 'err', text };
}
