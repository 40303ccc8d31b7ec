import type { Offset } from '#kafka';
import type { Canvas } from './canvas.ts';
import { drawFates } from './fates.ts';

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
export function drawCrash({ before, after, committed, ...log }: CrashStory, canvas: Canvas): string[] {
  const lost = log.offsets.filter((offset) => !before.includes(offset) && !after.includes(offset));
  const all = [...before, ...after];
  const repeated = log.offsets.filter((offset) => all.filter((each) => each === offset).length > 1);
  const found =
    committed === null
      ? { note: 'nothing committed at the crash' }
      : { marks: [{ offset: committed, text: `committed ${committed} at the crash` }] };
  const rows = [
    { name: 'first life', offsets: before, ...found },
    { name: 'second life', offsets: after },
  ];
  const saying = `Never processed: ${lost.join(' ') || 'none'}. Processed twice: ${repeated.join(' ') || 'none'}.`;
  return drawFates({ ...log, rows, saying }, canvas);
}
