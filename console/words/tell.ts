import type { StepOutcome } from '#kafka';
import { tellHappening } from '#picture';
import type { Output } from '../command.ts';

const MOST_LINES = 12;

/** Tells what came of one of our words, a line for each thing that happened, and answers the exit code. */
export function tell({ happened, error }: StepOutcome, { out, err }: Output): number {
  const news = happened.filter(({ type }) => type !== 'fetched');
  for (const happening of news.slice(0, MOST_LINES)) out(`${tellHappening(happening)}\n`);
  if (news.length > MOST_LINES) out(`… and ${news.length - MOST_LINES} more\n`);
  if (error === undefined) return 0;
  err(`${error.code}: ${error.message}\n`);
  return 1;
}
