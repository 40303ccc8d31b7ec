import {
  type GroupSnapshot,
  type MemberSnapshot,
  nameOf,
  type PartitionSnapshot,
  type ReplicaSnapshot,
  type Snapshot,
} from '#kafka';
import { type Canvas, finished, shown } from './canvas.ts';
import { flow, table } from './layout.ts';
import { drawReplicas } from './replicas.ts';

/** What of a snapshot to draw. */
export interface SnapshotView {
  /** Only these topics; all if absent. */
  readonly topics?: readonly string[];
  /** Only these groups; all if absent. */
  readonly groups?: readonly string[];
  /** What stands in a cell: the record's offset (if absent), or its key and value. */
  readonly cells?: 'offsets' | 'records';
}

/** Draws how everything stands at one moment of a scenario: brokers, each partition's replicas, each group. */
export function drawSnapshot(snapshot: Snapshot, canvas: Canvas, view: SnapshotView = {}): string[] {
  const partitions = snapshot.partitions.filter(({ topic }) => view.topics?.includes(topic) ?? true);
  const groups = snapshot.groups.filter(({ group }) => view.groups?.includes(group) ?? true);
  const brokers = snapshot.brokers.map(({ broker, state }) => `b${broker} ${state}`);
  return finished(
    [
      ...flow([`at ${snapshot.time} ms`, ...brokers], canvas, 2, '   '),
      ...partitions.flatMap((partition) => drawPartition(partition, snapshot, canvas, view.cells)),
      ...groups.flatMap((group) => drawGroup(group, snapshot, canvas)),
    ],
    canvas,
  );
}

/** Draws one partition of a snapshot: its replicas' logs, leader, ISR and high watermark. */
export function drawPartition(
  partition: PartitionSnapshot,
  { brokers }: Pick<Snapshot, 'brokers'>,
  canvas: Canvas,
  cells: SnapshotView['cells'] = 'offsets',
): string[] {
  const stateOf = (broker: number) => brokers.find((each) => each.broker === broker)?.state ?? 'up';
  const replicas = partition.logs.map((log) => ({
    broker: log.broker,
    note: stateOf(log.broker) === 'up' ? undefined : stateOf(log.broker),
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    records: new Map(
      log.records.map((record) => [record.offset, cells === 'records' ? recordText(record) : undefined]),
    ),
  }));
  return drawReplicas({ ...partition, name: nameOf(partition), replicas }, canvas);
}

/** A record in a few characters: `key:value`, the bare value where there is no key, `key:null` for a tombstone. */
function recordText({ key, value, control }: ReplicaSnapshot['records'][number]): string {
  if (control) return control;
  return key === null ? (value ?? 'null') : `${key}:${value ?? 'null'}`;
}

/** Draws one group of a snapshot: its members, and for each partition the owner, offsets and lag. */
export function drawGroup(
  group: GroupSnapshot,
  { partitions }: { readonly partitions: readonly Pick<PartitionSnapshot, 'topic' | 'partition' | 'logEndOffset'>[] },
  canvas: Canvas,
): string[] {
  const ends = new Map(partitions.map((partition) => [nameOf(partition), partition.logEndOffset]));
  const owned = new Map<string, MemberSnapshot>();
  for (const member of group.members) for (const tp of member.assignment) if (ends.has(tp)) owned.set(tp, member);
  const names = [...ends.keys()].filter((tp) => owned.has(tp) || group.committed[tp] !== undefined);
  const rows = names.map((tp) => {
    const owner = owned.get(tp);
    const cells = [group.committed[tp], owner?.positions[tp], ends.get(tp), group.lag[tp]];
    return [shown(tp, canvas), shown(owner?.memberId ?? '-', canvas), ...cells.map((cell) => String(cell ?? '-'))];
  });
  const head = ['partition', 'owner', 'committed', 'position', 'log end', 'lag'];
  const members = group.members.map(({ memberId, alive, assignment }) => {
    const note = alive ? (assignment.length === 0 ? ' idle' : '') : ' crashed';
    return shown(memberId, canvas) + note;
  });
  const headline = [`group ${shown(group.group, canvas)}`, group.state, `generation ${group.generation}`];
  return finished(
    [
      ...flow([...headline, `members: ${members.join(', ') || 'none'}`], canvas, 2, '   '),
      ...(rows.length === 0 ? [] : table([head, ...rows], canvas, 2)),
    ],
    canvas,
  );
}
