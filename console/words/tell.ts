import type { StepOutcome } from '#kafka';
import { tellHappening } from '#picture';
import type { Output } from '../command.ts';

const MOST_LINES = 12;

/**
 * Tells what came of one of our words, a line for each thing that happened, and answers the exit code. `quiet` is said when nothing
 * happened that anybody would notice.
 */
export function tell({ happened, error }: StepOutcome, { out, err }: Output, quiet?: string): number {
  const news = happened.filter(({ type }) => type !== 'fetched');
  for (const happening of news.slice(0, MOST_LINES)) out(`${tellHappening(happening)}\n`);
  if (news.length > MOST_LINES) out(`... and ${news.length - MOST_LINES} more\n`);
  if (news.length === 0 && error === undefined && quiet !== undefined) out(`${quiet}\n`);
  if (error === undefined) return 0;
  err(`${error.code}: ${error.message}\n`);
  return 1;
}
