import type { SendRound } from '#kafka';
import { type Canvas, finished, shown } from './canvas.ts';
import { flow } from './layout.ts';

/** Draws a producer's rounds of sending: what became of every batch in flight, and under that the log as it then was. */
export function drawRounds(rounds: readonly SendRound[], canvas: Canvas): string[] {
  const lines = rounds.flatMap(({ sent, log }, at) => {
    const lead = `round ${at + 1}`;
    const indent = lead.length + 2;
    const batches = sent.map((batch) => shown(tellBatch(batch), canvas));
    const values = log.length === 0 ? ['is empty'] : log.map((value) => shown(value, canvas));
    return [
      ...flow([lead, ...batches], canvas, indent, '  '),
      ...flow([`${' '.repeat(indent)}log`, ...values], canvas, indent + 4),
    ];
  });
  return finished(lines, canvas);
}

function tellBatch({ value, wire, reception }: SendRound['sent'][number]): string {
  const because = { appended: '', 'not reached': '', 'out of order': ' refused', duplicate: ' dropped' }[reception];
  return `${value} ${wire}${because}`;
}
