import type { Offset } from '#kafka';
import { type Canvas, finished, padded, shown, widthOf } from './canvas.ts';
import { barred, drawCells } from './cells.ts';
import { pointers, sentence } from './layout.ts';

/** A partition's log, and what became of its records. */
export interface Fates {
  /** The partition's name, such as `orders-0`. */
  readonly name: string;
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  /** Offsets that have a record. */
  readonly offsets: readonly Offset[];
  readonly rows: readonly FateRow[];
  /** What there is to see, in one sentence. */
  readonly saying: string;
}

/** The records that shared a fate, such as `first life` or `in work`. */
export interface FateRow {
  readonly name: string;
  readonly offsets: readonly Offset[];
  /** Places that matter at that moment, such as what was committed. */
  readonly marks?: readonly { readonly offset: Offset; readonly text: string }[];
  /** What is worth saying at that moment, where no place can be pointed at. */
  readonly note?: string;
}

/** Draws the log's cells, under them a row for each fate, and the sentence. */
export function drawFates({ rows, saying, ...log }: Fates, canvas: Canvas): string[] {
  const name = shown(log.name, canvas);
  const indent = Math.max(...[name, ...rows.map((row) => row.name)].map(widthOf)) + 2;
  const ends = rows.flatMap(({ offsets, marks = [] }) => [
    ...marks.map(({ offset }) => offset),
    ...offsets.slice(0, 1),
    ...offsets.slice(-1),
  ]);
  const range = { from: log.logStartOffset, to: log.logEndOffset, interest: ends };
  const cells = (present: readonly Offset[], absent: string) =>
    drawCells(range, canvas.width - indent, canvas, (offset) => (present.includes(offset) ? String(offset) : absent));
  const whole = cells(log.offsets, '·');
  const lines = rows.flatMap(({ name: fate, offsets, marks = [], note }) => [
    `${padded(fate, indent)} ${cells(offsets, '').cells.join(' ')}`,
    ...pointers(
      marks.map(({ offset, text }) => ({ column: indent + whole.columnOf(offset), text })),
      canvas,
    ),
    ...(note === undefined ? [] : [`${' '.repeat(indent)}${note}`]),
  ]);
  return finished([padded(name, indent) + barred(whole.cells), ...lines, ...sentence(saying, canvas)], canvas);
}
