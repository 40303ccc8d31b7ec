import type { Course } from '../bank/bank.ts';
import { allQuestions, type Drawn } from './draw.ts';
import { dueAt, dueIds } from './leitner.ts';
import type { Progress } from './progress.ts';

const MOST_AT_ONCE = 20;

/** The questions to review, missed ones first; ids that the course no longer has are passed over. */
export function chooseDue({ banks }: Course, { questions }: Progress, now: Date, all: boolean): Drawn[] {
  const known = new Map(allQuestions(banks).map((drawn) => [drawn.question.id, drawn]));
  const ids = all ? Object.keys(questions) : dueIds(questions, now);
  const due = ids.flatMap((id) => known.get(id) ?? []);
  return all ? due : due.slice(0, MOST_AT_ONCE);
}

/** What to say when there is nothing to review. */
export function whenNextDue({ banks }: Course, { questions }: Progress, now: Date): string {
  const known = new Set(allQuestions(banks).map(({ question }) => question.id));
  const times = Object.entries(questions).flatMap(([id, remembered]) => (known.has(id) ? [dueAt(remembered)] : []));
  if (times.length === 0) return 'Nothing to review yet: npm run quiz asks the first ten questions.';
  const minutes = Math.max(1, Math.ceil((Math.min(...times) - now.getTime()) / 60_000));
  const wait =
    minutes < 90
      ? `${minutes} min`
      : minutes < 36 * 60
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1440)} days`;
  return [
    `Nothing to review now; the next question is due in ${wait}.`,
    'npm run quiz asks others, npm run review -- --all asks all again.',
  ].join('\n');
}
