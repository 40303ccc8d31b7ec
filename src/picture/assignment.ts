import type { TopicPartition } from '#kafka';
import { type Canvas, finished, numeral, padded, shortened, shown, widthOf, worded } from './canvas.ts';
import { beside, flow, pointers, sentence } from './layout.ts';

/** Who owns which partitions: an entry for each member, `[]` for one that gets none. */
export type Ownership = Readonly<Record<string, readonly TopicPartition[]>>;

/** An assignment, and the one it replaces if there was one. */
export interface AssignmentMatrix {
  /** Partitions of each topic, in the order in which topics are to be drawn. */
  readonly partitionCounts: Readonly<Record<string, number>>;
  readonly after: Ownership;
  readonly before?: Ownership | undefined;
  /** Everybody who should have an entry in `after`; the members of both assignments are drawn in any case. */
  readonly members?: readonly string[] | undefined;
  /** Kafka's own answer: a caret names its owner under every partition that `after` gives to somebody else. */
  readonly expected?: Ownership | undefined;
  /** Fewest moves that would have done, if known. */
  readonly fewestMoves?: number | undefined;
  /** A line above the matrix, such as `generation 4 to 5`. */
  readonly title?: string | undefined;
}

type Cell = 'kept' | 'gained' | 'revoked' | 'none';

const GLYPH: Readonly<Record<Cell, string>> = { kept: '■', gained: '+', revoked: '·', none: ' ' };

/**
 * Draws members against partitions: what each owns, kept, gained and gave up, who is idle, and a caret under every
 * partition that has no owner or more than one.
 */
export function drawAssignment(matrix: AssignmentMatrix, canvas: Canvas): string[] {
  const { before, after, title } = matrix;
  const members = [...new Set([...(matrix.members ?? []), ...Object.keys(before ?? {}), ...Object.keys(after)])];
  const names = memberNames(members, matrix, canvas);
  const nameWidth = Math.max(6, ...[...names.values()].map(widthOf));
  const groups = columnGroups(matrix, canvas.width - nameWidth - 2);
  const blocks = groups.flatMap((group) => drawGroup(group, members, names, nameWidth, matrix, canvas));
  const lines = [
    ...(title === undefined ? [] : sentence(worded(title, canvas), canvas)),
    ...blocks,
    ...flow(legend(matrix), canvas, 0, '   '),
  ];
  return finished(lines, canvas);
}

interface TopicColumns {
  readonly topic: string;
  readonly partitions: readonly number[];
}

function cellSize(partitions: readonly number[]): number {
  return Math.max(...partitions.map((partition) => numeral(partition).length)) + 2;
}

function columnsWidth({ topic, partitions }: TopicColumns): number {
  return Math.max(Math.min(widthOf(topic), 20), cellSize(partitions) * partitions.length) + 1;
}

/** Partitions to draw, in runs that fit side by side. A partition that the topic doesn't have is drawn too. */
function columnGroups({ partitionCounts, before, after }: AssignmentMatrix, room: number): TopicColumns[][] {
  const claimed = [...Object.values(before ?? {}), ...Object.values(after)].flat();
  const topics = [...new Set([...Object.keys(partitionCounts), ...claimed.map(({ topic }) => topic)])];
  const groups: TopicColumns[][] = [[]];
  let used = 0;
  for (const topic of topics) {
    const own = Array.from({ length: ownEntry(partitionCounts, topic) ?? 0 }, (_, partition) => partition);
    const others = claimed.filter((each) => each.topic === topic).map(({ partition }) => partition);
    const partitions = [...new Set([...own, ...others])].sort((a, b) => a - b);
    for (const part of runs(partitions, room)) {
      const columns = { topic, partitions: part };
      if (used + columnsWidth(columns) > room && used > 0) {
        groups.push([]);
        used = 0;
      }
      groups.at(-1)?.push(columns);
      used += columnsWidth(columns);
    }
  }
  return groups.filter((group) => group.length > 0);
}

function runs(partitions: readonly number[], room: number): number[][] {
  if (partitions.length === 0) return [];
  const size = Math.max(1, Math.floor((room - 1) / cellSize(partitions)));
  return Array.from({ length: Math.ceil(partitions.length / size) }, (_, index) =>
    partitions.slice(index * size, (index + 1) * size),
  );
}

function drawGroup(
  group: readonly TopicColumns[],
  members: readonly string[],
  names: ReadonlyMap<string, string>,
  nameWidth: number,
  matrix: AssignmentMatrix,
  canvas: Canvas,
): string[] {
  const lead = ' '.repeat(nameWidth + 2);
  const row = (text: (columns: TopicColumns) => string) =>
    group.map((columns) => padded(text(columns), columnsWidth(columns))).join('');
  const cells = (text: (tp: TopicPartition) => string) =>
    row(({ topic, partitions }) =>
      partitions.map((partition) => padded(text({ topic, partition }), cellSize(partitions))).join(''),
    );
  return [
    lead + row((columns) => shortened(shown(columns.topic, canvas), columnsWidth(columns) - 1, canvas)),
    lead + cells(({ partition }) => numeral(partition)),
    ...members.map(
      (memberId) =>
        `${padded(names.get(memberId) ?? '', nameWidth)}  ${cells((tp) => GLYPH[cellOf(memberId, tp, matrix)])}`,
    ),
    ...pointers(faults(group, nameWidth + 2, matrix), canvas),
  ];
}

/** A record's own entry: a member may well be called `constructor`. */
function ownEntry<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

function owns(assignment: Ownership | undefined, memberId: string, { topic, partition }: TopicPartition): boolean {
  return ownEntry(assignment, memberId)?.some((each) => each.topic === topic && each.partition === partition) ?? false;
}

function cellOf(memberId: string, tp: TopicPartition, { before, after }: AssignmentMatrix): Cell {
  const has = owns(after, memberId, tp);
  if (before === undefined) return has ? 'kept' : 'none';
  const had = owns(before, memberId, tp);
  if (has) return had ? 'kept' : 'gained';
  return had ? 'revoked' : 'none';
}

function faults(group: readonly TopicColumns[], start: number, matrix: AssignmentMatrix) {
  let column = start;
  return group.flatMap((columns) => {
    const left = column;
    column += columnsWidth(columns);
    return columns.partitions.flatMap((partition, index) => {
      const text = faultOf({ topic: columns.topic, partition }, matrix);
      return text === undefined ? [] : [{ column: left + index * cellSize(columns.partitions), text }];
    });
  });
}

function faultOf(tp: TopicPartition, { partitionCounts, after, expected }: AssignmentMatrix): string | undefined {
  const owners = ownersOf(tp, after);
  if (!(tp.partition >= 0 && tp.partition < (ownEntry(partitionCounts, tp.topic) ?? 0))) return 'no such partition';
  if (expected && ownersOf(tp, expected).join() !== owners.join()) {
    return `${owners.length > 1 ? `${owners.length} owners, ` : ''}Kafka: ${ownersOf(tp, expected).join(' ') || 'nobody'}`;
  }
  if (owners.length === 1 || expected) return undefined;
  return owners.length === 0 ? 'no owner' : `${owners.length} owners`;
}

function ownersOf(tp: TopicPartition, assignment: Ownership): string[] {
  return Object.keys(assignment).filter((memberId) => owns(assignment, memberId, tp));
}

/** Draws a student's assignment with carets where Kafka decides otherwise, and Kafka's own beside or under it. */
export function compareAssignments(
  { expected, ...matrix }: AssignmentMatrix & { readonly expected: Ownership },
  canvas: Canvas,
  titles: readonly [string, string] = ['yours', 'Kafka'],
): string[] {
  const blocks = [
    { title: titles[0], lines: drawAssignment({ ...matrix, expected }, canvas) },
    { title: titles[1], lines: drawAssignment({ ...matrix, after: expected }, canvas) },
  ];
  return beside(blocks, canvas);
}

function memberNames(members: readonly string[], matrix: AssignmentMatrix, canvas: Canvas): Map<string, string> {
  const most = Math.max(6, Math.floor(canvas.width / 3));
  return new Map(
    members.map((memberId) => {
      const note = noteOn(memberId, matrix);
      return [memberId, shortened(shown(memberId, canvas), most - note.length, canvas) + note];
    }),
  );
}

function noteOn(memberId: string, { members, before, after }: AssignmentMatrix): string {
  if (!Object.hasOwn(after, memberId)) return members?.includes(memberId) ? ' no entry' : ' left';
  if (before && !Object.hasOwn(before, memberId)) return ' joined';
  return ownEntry(after, memberId)?.length === 0 ? ' idle' : '';
}

function legend(matrix: AssignmentMatrix): string[] {
  const { before, after, fewestMoves } = matrix;
  if (before === undefined) return [];
  const moves = movedBetween(before, after);
  const fewest = fewestMoves === undefined ? '' : ` (fewest possible ${fewestMoves})`;
  return ['■ kept', '+ gained', '· given up', `${moves} moved${fewest}`];
}

/** How many partitions had one owner before and have another one after. */
function movedBetween(before: Ownership, after: Ownership): number {
  const had = Object.entries(before).flatMap(([memberId, partitions]) => partitions.map((tp) => ({ memberId, tp })));
  return had.filter(
    ({ memberId, tp }) =>
      !owns(after, memberId, tp) && Object.keys(after).some((other) => other !== memberId && owns(after, other, tp)),
  ).length;
}
