import type { Remembered } from './progress.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long a question rests in each box before it is asked again: missed ones are due at once. */
export const restMs = [0, hourMs, dayMs, 4 * dayMs, 14 * dayMs] as const;

/** Right at the first try is known for a day; everything else starts in the first box. */
const BOX_FOR_KNOWN = 3;
const LAST_BOX = restMs.length;

/** What is remembered after an answer: right goes one box up, wrong goes back to the first (Leitner). */
export function afterAnswer(before: Remembered | undefined, isRight: boolean, now: Date): Remembered {
  const { box = 0, attempts = 0, right = 0 } = before ?? {};
  const known = before === undefined ? BOX_FOR_KNOWN : Math.min(box + 1, LAST_BOX);
  return {
    box: isRight ? known : 1,
    attempts: attempts + 1,
    right: right + (isRight ? 1 : 0),
    last: now.toISOString(),
  };
}

/** When a question is asked again, in milliseconds since the epoch. */
export function dueAt({ box, last }: Remembered): number {
  return Date.parse(last) + restMs[Math.min(Math.max(box, 1), LAST_BOX) - 1]!;
}

/** The ids that are due, those in the lowest box first, and among them the longest due. */
export function dueIds(questions: Readonly<Record<string, Remembered>>, now: Date): string[] {
  return Object.entries(questions)
    .filter(([, remembered]) => dueAt(remembered) <= now.getTime())
    .sort(([, a], [, b]) => a.box - b.box || dueAt(a) - dueAt(b))
    .map(([id]) => id);
}
