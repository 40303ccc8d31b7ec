import { cooperativeStickyAssignor } from '#kafka';
import { type ClassicVector, judgeClassic } from '../assignments.ts';
import type { Verdict } from '../verdict.ts';

/** Judges the first assignment of one group, whose members and replicas are in racks. */
export default function judge(vector: ClassicVector): Verdict {
  return judgeClassic(cooperativeStickyAssignor, vector);
}
