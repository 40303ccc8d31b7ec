import { keyBytes, murmur2, partitionForKey, toPositive } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly key?: string;
  readonly hex?: string;
  readonly murmur2: number;
  readonly positive: number;
  readonly p: readonly (readonly [partitionCount: number, partition: number])[];
}

/** Judges the hash and the partitions of one key, given as text or as bytes. */
export default function judge({ key, hex, murmur2: hash, positive, p }: Vector): Verdict {
  const bytes = key === undefined ? Buffer.from(hex ?? '', 'hex') : keyBytes(key);
  agree('murmur2', murmur2(bytes), hash);
  agree('toPositive', toPositive(hash), positive);
  for (const [partitionCount, partition] of p) {
    agree(`partition of ${partitionCount}`, partitionForKey(key ?? bytes, partitionCount), partition);
  }
  return passed;
}
