import type { Offset } from '#kafka';
import { type Canvas, finished, numeral, padded, shortened, shown, widthOf, worded } from './canvas.ts';
import { barred, drawCells, type Row } from './cells.ts';
import { type Pointer, pointers } from './layout.ts';

/** A partition's log and where a consumer stands in it. */
export interface OffsetRuler {
  /** The partition's name, such as `orders-0`. */
  readonly name: string;
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  /** Offsets that have a record; the others between start and end are holes. */
  readonly offsets: readonly Offset[];
  /** Offset of the next record the consumer will be given. */
  readonly position?: Offset | null | undefined;
  /** Offset of the next record to read after a restart; adds the lag. */
  readonly committed?: Offset | null | undefined;
  readonly highWatermark?: Offset | undefined;
  /** Further places to point at, such as a student's answer. */
  readonly marks?: readonly { readonly offset: number; readonly text: string }[];
}

/** Draws the log as cells, `│0│·│·│3│`, with a caret and a word under each place that matters, and the lag. */
export function drawOffsetRuler(ruler: OffsetRuler, canvas: Canvas): string[] {
  const name = `${shortened(shown(ruler.name, canvas), Math.floor(canvas.width / 3), canvas)}  `;
  const all = places(ruler);
  const drawable = all.filter(({ offset }) => Number.isSafeInteger(offset) && offset >= 0);
  const strange = all.filter((place) => !drawable.includes(place));
  const row = cells(ruler, drawable, canvas.width - widthOf(name), canvas);
  const columns = new Map<number, { offset: number; texts: string[] }>();
  for (const { offset, text } of drawable) {
    const column = widthOf(name) + row.columnOf(offset);
    columns.set(column, { offset, texts: [...(columns.get(column)?.texts ?? []), text] });
  }
  const under: Pointer[] = [...columns].map(([column, { offset, texts }]) => ({
    column,
    // Two words for one place share a caret: `position, log end 8`.
    text: `${texts.join(', ')} ${offset}`,
  }));
  const lines = [
    name + barred(row.cells),
    ...pointers(under, canvas),
    ...strange.map(
      ({ offset, text }) => `${padded('', widthOf(name))}${worded(text, canvas)} ${numeral(offset)} is no offset`,
    ),
    ...lagLine(ruler, widthOf(name)),
  ];
  return finished(lines, canvas);
}

function places(ruler: OffsetRuler): { offset: number; text: string }[] {
  const { position, committed, highWatermark, marks = [] } = ruler;
  return [
    { offset: ruler.logStartOffset, text: 'start' },
    ...(committed == null ? [] : [{ offset: committed, text: 'committed' }]),
    ...(position == null ? [] : [{ offset: position, text: 'position' }]),
    ...marks,
    ...(highWatermark === undefined ? [] : [{ offset: highWatermark, text: 'high watermark' }]),
    { offset: ruler.logEndOffset, text: 'log end' },
  ];
}

function cells(ruler: OffsetRuler, drawn: readonly { offset: Offset }[], room: number, canvas: Canvas): Row {
  const interest = drawn.map(({ offset }) => offset);
  const range = { from: Math.min(...interest), to: Math.max(...interest), interest };
  const filled = new Set(ruler.offsets);
  return drawCells(range, room, canvas, (offset) => {
    if (filled.has(offset)) return String(offset);
    return offset >= ruler.logStartOffset && offset < ruler.logEndOffset ? '·' : ' ';
  });
}

function lagLine({ committed, logEndOffset }: OffsetRuler, indent: number): string[] {
  if (committed == null || !Number.isSafeInteger(committed)) return [];
  const lag = logEndOffset - committed;
  return [`${' '.repeat(indent)}lag ${numeral(lag)} = ${logEndOffset} − ${numeral(committed)}`];
}
