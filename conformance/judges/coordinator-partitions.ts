import { coordinatorPartition, javaHashCode } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly id: string;
  readonly hash: number;
  readonly p: readonly (readonly [partitionCount: number, partition: number])[];
}

/** Judges the coordinator's partition of one group or transactional id. */
export default function judge({ id, hash, p }: Vector): Verdict {
  agree('hashCode', javaHashCode(id), hash);
  for (const [partitionCount, partition] of p) {
    agree(`partition of ${partitionCount}`, coordinatorPartition(id, partitionCount), partition);
  }
  return passed;
}
