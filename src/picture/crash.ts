import type { Offset } from '#kafka';
import { type Canvas, finished, padded, shown, widthOf } from './canvas.ts';
import { barred, drawCells } from './cells.ts';
import { pointers, sentence } from './layout.ts';

/** A consumer that crashed and started again. */
export interface CrashStory {
  /** The partition's name, such as `orders-0`. */
  readonly name: string;
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  /** Offsets that have a record. */
  readonly offsets: readonly Offset[];
  /** Offsets processed before the crash, and after the restart. */
  readonly before: readonly Offset[];
  readonly after: readonly Offset[];
  /** The committed offset that the restart found; `null` where there was none. */
  readonly committed: Offset | null;
}

/** Draws both lives of the consumer under the log's cells, the committed offset between them, and what was lost or read twice. */
export function drawCrash(story: CrashStory, canvas: Canvas): string[] {
  const { before, after, committed, offsets } = story;
  const names = [shown(story.name, canvas), 'first life', 'second life'];
  const indent = Math.max(...names.map(widthOf)) + 2;
  const points = committed === null ? [] : [committed];
  const range = {
    from: story.logStartOffset,
    to: story.logEndOffset,
    interest: [...points, ...before.slice(-1), ...after.slice(0, 1)],
  };
  const row = (present: readonly Offset[], absent: string) =>
    drawCells(range, canvas.width - indent, canvas, (offset) => (present.includes(offset) ? String(offset) : absent));
  const log = row(offsets, '·');
  const life = (processed: readonly Offset[]) => ` ${row(processed, '').cells.join(' ')}`;
  const lost = offsets.filter((offset) => !before.includes(offset) && !after.includes(offset));
  const all = [...before, ...after];
  const repeated = offsets.filter((offset) => all.filter((each) => each === offset).length > 1);
  const lines = [
    padded(names[0] ?? '', indent) + barred(log.cells),
    padded('first life', indent) + life(before),
    ...pointers(
      points.map((offset) => ({ column: indent + log.columnOf(offset), text: `committed ${offset} at the crash` })),
      canvas,
    ),
    ...(committed === null ? [`${' '.repeat(indent)}nothing committed at the crash`] : []),
    padded('second life', indent) + life(after),
    ...sentence(
      `Never processed: ${lost.join(' ') || 'none'}. Processed twice: ${repeated.join(' ') || 'none'}.`,
      canvas,
    ),
  ];
  return finished(lines, canvas);
}
