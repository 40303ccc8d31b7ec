import type { TopicPartition } from '#kafka';
import { type Canvas, finished, numeral, padded, shortened, shown, widthOf, worded } from './canvas.ts';
import { beside, flow, type Pointer, pointers, sentence } from './layout.ts';
import { movedBetween, type Owners, type Ownership, ownEntry, ownersIn } from './ownership.ts';

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

/**
 * Draws members against partitions: what each owns, kept, gained and gave up, who is idle, and a caret under every
 * partition that has no owner or more than one.
 */
export function drawAssignment(matrix: AssignmentMatrix, canvas: Canvas): string[] {
  const { before, after, title, fewestMoves } = matrix;
  const members = [...new Set([...(matrix.members ?? []), ...Object.keys(before ?? {}), ...Object.keys(after)])];
  const names = new Map(members.map((memberId) => [memberId, memberName(memberId, matrix, canvas)]));
  const indent = Math.max(6, ...[...names.values()].map(widthOf)) + 2;
  const owners = { before: before && ownersIn(before), after: ownersIn(after) };
  const faultOf = faultFinder(matrix, owners.after);
  const blocks = pagesOf(topicsOf(matrix, owners), canvas.width - indent).flatMap((page) => [
    ' '.repeat(indent) + row(page, ({ topic, width }) => shortened(shown(topic, canvas), width - 1, canvas)),
    ' '.repeat(indent) + cells(page, ({ partition }) => numeral(partition)),
    ...members.map((memberId) => {
      return padded(names.get(memberId) ?? '', indent) + cells(page, (tp) => glyphOf(memberId, tp, owners));
    }),
    ...pointers(faultsOn(page, indent, faultOf), canvas),
  ]);
  const heading = title === undefined ? [] : sentence(worded(title, canvas), canvas);
  return finished([...heading, ...blocks, ...legend(owners, fewestMoves, canvas)], canvas);
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

function memberName(memberId: string, { members, before, after }: AssignmentMatrix, canvas: Canvas): string {
  const note = () => {
    if (!Object.hasOwn(after, memberId)) return members?.includes(memberId) ? ' no entry' : ' left';
    if (before && !Object.hasOwn(before, memberId)) return ' joined';
    return ownEntry(after, memberId)?.length === 0 ? ' idle' : '';
  };
  const most = Math.max(6, Math.floor(canvas.width / 3));
  return shortened(shown(memberId, canvas), most - note().length, canvas) + note();
}

interface BeforeAndAfter {
  readonly before: Owners | undefined;
  readonly after: Owners;
}

/** Partitions of one topic that stand side by side. */
interface TopicColumns {
  readonly topic: string;
  readonly partitions: readonly number[];
  /** Columns of one partition, and of all of them with a space behind. */
  readonly cell: number;
  readonly width: number;
}

function topicColumns(topic: string, partitions: readonly number[]): TopicColumns {
  const cell = Math.max(...partitions.map((partition) => numeral(partition).length)) + 2;
  return { topic, partitions, cell, width: Math.max(Math.min(widthOf(topic), 20), cell * partitions.length) + 1 };
}

/** What there is to draw of each topic. A partition that the topic doesn't have is drawn too, if somebody claims it. */
function topicsOf({ partitionCounts }: AssignmentMatrix, { before, after }: BeforeAndAfter): TopicColumns[] {
  const claimed = new Map<string, Set<number>>();
  for (const [topic, count] of Object.entries(partitionCounts)) {
    claimed.set(topic, new Set(Array.from({ length: count }, (_, partition) => partition)));
  }
  for (const { topic, partition } of [...(before?.claimed ?? []), ...after.claimed]) {
    claimed.set(topic, (claimed.get(topic) ?? new Set()).add(partition));
  }
  return [...claimed]
    .filter(([, partitions]) => partitions.size > 0)
    .map(([topic, partitions]) =>
      topicColumns(
        topic,
        [...partitions].sort((a, b) => a - b),
      ),
    );
}

/** Splits topics, and a topic that is too wide, into pages that fit side by side in `room` columns. */
function pagesOf(topics: readonly TopicColumns[], room: number): TopicColumns[][] {
  const pages: TopicColumns[][] = [];
  let used = room;
  for (const { topic, partitions, cell } of topics) {
    const most = Math.max(1, Math.floor((room - 1) / cell));
    for (let from = 0; from < partitions.length; from += most) {
      const columns = topicColumns(topic, partitions.slice(from, from + most));
      if (used + columns.width > room) {
        pages.push([]);
        used = 0;
      }
      pages.at(-1)?.push(columns);
      used += columns.width;
    }
  }
  return pages;
}

function row(page: readonly TopicColumns[], text: (columns: TopicColumns) => string): string {
  return page.map((columns) => padded(text(columns), columns.width)).join('');
}

function cells(page: readonly TopicColumns[], text: (tp: TopicPartition) => string): string {
  return row(page, ({ topic, partitions, cell }) =>
    partitions.map((partition) => padded(text({ topic, partition }), cell)).join(''),
  );
}

function glyphOf(memberId: string, tp: TopicPartition, { before, after }: BeforeAndAfter): string {
  const has = after.of(tp).includes(memberId);
  const had = before?.of(tp).includes(memberId) ?? has;
  if (has) return had ? '■' : '+';
  return had ? '·' : '';
}

function faultsOn(
  page: readonly TopicColumns[],
  indent: number,
  faultOf: (tp: TopicPartition) => string | undefined,
): Pointer[] {
  let left = indent;
  return page.flatMap(({ topic, partitions, cell, width }) => {
    const start = left;
    left += width;
    return partitions.flatMap((partition, index) => {
      const text = faultOf({ topic, partition });
      return text === undefined ? [] : [{ column: start + index * cell, text }];
    });
  });
}

/** Finds what is wrong with a partition's owners, if anything. */
function faultFinder({ partitionCounts, expected }: AssignmentMatrix, after: Owners) {
  const due = expected && ownersIn(expected);
  return (tp: TopicPartition): string | undefined => {
    const owners = after.of(tp);
    const several = owners.length > 1 ? `${owners.length} owners` : undefined;
    if (!(tp.partition >= 0 && tp.partition < (ownEntry(partitionCounts, tp.topic) ?? 0))) return 'no such partition';
    if (due === undefined) return owners.length === 0 ? 'no owner' : several;
    if (due.of(tp).join() === owners.join()) return undefined;
    return [...(several ? [several] : []), `Kafka: ${due.of(tp).join(' ') || 'nobody'}`].join(', ');
  };
}

function legend({ before, after }: BeforeAndAfter, fewestMoves: number | undefined, canvas: Canvas): string[] {
  if (before === undefined) return [];
  const fewest = fewestMoves === undefined ? '' : ` (fewest possible ${fewestMoves})`;
  return flow(['■ kept', '+ gained', '· given up', `${movedBetween(before, after)} moved${fewest}`], canvas, 0, '   ');
}
