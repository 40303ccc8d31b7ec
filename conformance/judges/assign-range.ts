import { rangeAssignor } from '#kafka';
import { type ClassicVector, judgeClassic } from '../assignments.ts';
import type { Verdict } from '../verdict.ts';

/** Judges one group's assignment. */
export default function judge(vector: ClassicVector): Verdict {
  return judgeClassic(rangeAssignor, vector);
}
