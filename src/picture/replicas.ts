import type { Offset } from '#kafka';
import { type Canvas, finished, padded, shown, widthOf } from './canvas.ts';
import { barred, drawCells, type Range, type Row } from './cells.ts';
import { flow, type Pointer, pointers } from './layout.ts';

/** One broker's copy of a partition's log. */
export interface ReplicaLane {
  readonly broker: number;
  /** A word for what is not as usual, such as `down`. */
  readonly note?: string | undefined;
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  /** What stands in each cell that has a record, by offset; the offset itself where it is `undefined`. */
  readonly records: ReadonlyMap<Offset, string | undefined>;
}

/** A partition and its replicas. */
export interface PartitionLanes {
  /** The partition's name, such as `orders-0`. */
  readonly name: string;
  readonly leader: number | null;
  readonly leaderEpoch?: number | undefined;
  readonly isr: readonly number[];
  readonly highWatermark: Offset;
  readonly replicas: readonly ReplicaLane[];
  readonly marks?: readonly { readonly offset: Offset; readonly text: string }[];
}

/** Draws each replica's log as a row of cells, who leads, who is in sync, and the high watermark under them. */
export function drawReplicas(partition: PartitionLanes, canvas: Canvas): string[] {
  const { replicas, leader, highWatermark, marks = [] } = partition;
  const names = replicas.map((replica) => laneName(replica, leader));
  const indent = Math.max(0, ...names.map(widthOf)) + 4;
  const from = Math.min(...replicas.map(({ logStartOffset }) => logStartOffset));
  const to = Math.max(...replicas.map(({ logEndOffset }) => logEndOffset));
  const points = [...marks, { offset: highWatermark, text: 'high watermark' }];
  const labels = replicas.flatMap(({ records }) => [...records.values()].map((label) => shown(label ?? '', canvas)));
  const ends = replicas.map(({ logEndOffset }) => logEndOffset);
  const interest = [...points.map(({ offset }) => offset), ...ends.flatMap((end) => [end - 1, end])];
  const range = { from, to, interest, widest: Math.max(0, ...labels.map(widthOf)) };
  const room = canvas.width - indent;
  const rows = replicas.map((replica) => laneRow(replica, range, room, canvas));
  const under: Pointer[] = points
    .filter(({ offset }) => offset >= from && offset <= to)
    .map(({ offset, text }) => ({ column: indent + (rows[0]?.columnOf(offset) ?? 0), text: `${text} ${offset}` }));
  const lines = [
    ...flow(headline(partition, canvas), canvas, 2, '   '),
    ...rows.map(({ cells }, index) => `  ${padded(names[index] ?? '', indent - 2)}${barred(cells)}`),
    ...pointers(under, canvas),
  ];
  return finished(lines, canvas);
}

function headline({ name, leader, leaderEpoch, isr }: PartitionLanes, canvas: Canvas): string[] {
  const epoch = leaderEpoch === undefined ? '' : `, epoch ${leaderEpoch}`;
  return [
    shown(name, canvas),
    leader === null ? `no leader${epoch}` : `leader b${leader}${epoch}`,
    `ISR ${isr.map((broker) => `b${broker}`).join(' ') || 'empty'}`,
  ];
}

function laneName({ broker, note }: ReplicaLane, leader: number | null): string {
  const notes = [...(broker === leader ? ['leader'] : []), ...(note === undefined ? [] : [note])];
  return [`b${broker}`, ...notes].join(' ');
}

function laneRow(
  { records, logStartOffset, logEndOffset }: ReplicaLane,
  range: Range,
  room: number,
  canvas: Canvas,
): Row {
  const row = drawCells(range, room, canvas, (offset) => {
    if (records.has(offset)) return shown(records.get(offset) ?? String(offset), canvas);
    return offset >= logStartOffset && offset < logEndOffset ? '·' : '';
  });
  // A log that ends early has no cells after its end.
  return { ...row, cells: row.cells.slice(0, row.indexOf(logEndOffset)) };
}
