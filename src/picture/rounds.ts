import type { SendRound } from '#kafka';
import { type Canvas, finished, shown } from './canvas.ts';
import { table } from './layout.ts';

/** Draws a producer's rounds of sending, a line each: what became of every batch in flight, and the log afterwards. */
export function drawRounds(rounds: readonly SendRound[], canvas: Canvas): string[] {
  const rows = rounds.map(({ sent, log }, at) => [
    `round ${at + 1}`,
    sent.map((batch) => shown(tellBatch(batch), canvas)).join('  '),
    `log ${log.map((value) => shown(value, canvas)).join(' ')}`,
  ]);
  return finished(table(rows, canvas), canvas);
}

function tellBatch({ value, wire, reception }: SendRound['sent'][number]): string {
  const because = { appended: '', 'not reached': '', 'out of order': ' refused', duplicate: ' dropped' }[reception];
  return `${value} ${wire}${because}`;
}
