import { comparePartitions, type Offset, PartitionMap, type TopicPartition } from '#kafka';
import { column, row, widest } from './printf.ts';

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
  readonly committed: readonly CommittedDescription[];
  /** One of `committed`. */
  readonly committedFor: (partition: TopicPartition) => CommittedDescription | undefined;
  /** Where a partition's log ends; `undefined` if nobody can say. */
  readonly logEndOffset: (partition: TopicPartition) => Offset | undefined;
}

export interface CommittedDescription extends TopicPartition {
  readonly offset: Offset;
  readonly leaderEpoch: number | null;
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
  const sections = [...assigned(group), ...unassigned(group)].filter(({ partitions }) => partitions.length > 0);
  if (sections.length === 0) return headline(group);
  const topics = new Set<string>();
  for (const { partitions } of sections) for (const { topic } of partitions) topics.add(topic);
  const topicWidths = [Math.max(15, group.group.length), widest(15, [...topics], (topic) => topic)];
  const ownerWidths = [
    widest(15, sections, ({ member }) => member?.memberId ?? none),
    widest(15, sections, ({ member }) => member?.host ?? none),
  ];
  const [narrow, wide] = [column(10), column(15)];
  const place = (partition: string | number, epoch: string | number) =>
    verbose ? narrow(partition) + wide(epoch) : narrow(partition);
  const ownerHead = row(['CONSUMER-ID', 'HOST', 'CLIENT-ID'], ownerWidths);
  const cells = [
    ...[`\n${row(['GROUP', 'TOPIC'], topicWidths)} `, place('PARTITION', 'LEADER-EPOCH')],
    ...[wide('CURRENT-OFFSET'), wide('LOG-END-OFFSET'), wide('LAG'), ownerHead],
  ];
  // What all lines of a topic or of a member have in common is set once: there may be thousands of them.
  const topicCells = new Map([...topics].map((topic) => [topic, `\n${row([group.group, topic], topicWidths)} `]));
  for (const { member, partitions } of sections) {
    const { memberId = none, host = none, clientId = none } = member ?? {};
    const ownerCells = row([memberId, host, clientId], ownerWidths);
    partitions.forEach((tp) => {
      const committed = group.committedFor(tp);
      const offset = committed?.offset ?? none;
      const end = group.logEndOffset(tp) ?? none;
      const lag = offset === none || end === none ? none : end - offset;
      const placeCells = place(tp.partition, committed?.leaderEpoch ?? none);
      cells.push(topicCells.get(tp.topic)!, placeCells, wide(offset), wide(end), wide(lag), ownerCells);
    });
  }
  return [...headline(group), out(`${cells.join('')}\n`)];
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

/** A member's partitions, or those that nobody has. */
interface Section {
  readonly member?: MemberDescription;
  readonly partitions: readonly TopicPartition[];
}

/** Members with the most partitions come first. */
function assigned({ members }: GroupDescription): Section[] {
  return members
    .toSorted((a, b) => b.assignment.length - a.assignment.length)
    .map((member) => ({ member, partitions: member.assignment.toSorted(comparePartitions) }));
}

function unassigned({ members, committed }: GroupDescription): Section[] {
  if (committed.length === 0) return [];
  const owned = new PartitionMap<MemberDescription>();
  for (const member of members) for (const tp of member.assignment) owned.set(tp, member);
  return [{ partitions: committed.filter((tp) => !owned.has(tp)).toSorted(comparePartitions) }];
}

function memberDetails({ members, targetAssignmentEpoch }: GroupDescription): string[] {
  const assignments = members.map(({ assignment }) => partitionsText(assignment));
  const targets = members.map(({ target = [] }) => partitionsText(target));
  const rows = members.map(({ epoch = none }, at) => {
    return [epoch, assignments[at]!, targetAssignmentEpoch ?? none, targets[at]!];
  });
  const widths = [15, widest(20, assignments, (text) => text), 15, widest(20, targets, (text) => text)];
  const head: (string | number)[] = ['CURRENT-EPOCH', 'CURRENT-ASSIGNMENT', 'TARGET-EPOCH', 'TARGET-ASSIGNMENT'];
  return [head, ...rows].map((cells) => row(cells, widths));
}

/** Partitions in a word, such as `orders:0,1;payments:2`. */
function partitionsText(partitions: readonly TopicPartition[]): string {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of partitions.toSorted(comparePartitions)) {
    const numbers = byTopic.get(topic);
    if (numbers === undefined) byTopic.set(topic, [partition]);
    else numbers.push(partition);
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
