import { uniformAssignor } from '#kafka';
import { judgeServer, type ServerVector } from '../assignments.ts';
import type { Verdict } from '../verdict.ts';

/** Judges the targets of one group's life. */
export default function judge(vector: ServerVector): Verdict {
  return judgeServer(uniformAssignor, vector, false);
}
