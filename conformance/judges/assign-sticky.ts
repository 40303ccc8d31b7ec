import { stickyAssignor } from '#kafka';
import { judgeSticky, type StickyStep } from '../assignments.ts';
import type { Verdict } from '../verdict.ts';

/** Judges the rebalances of one group's life. */
export default function judge({ steps }: { readonly steps: readonly StickyStep[] }): Verdict {
  return judgeSticky(stickyAssignor, steps);
}
