import { murmur2 as givenMurmur2 } from '../exercises/02-partition-assignment/given.ts';

// A string key travels as UTF-8. `charCodeAt` would give UTF-16 units, which agree with it for ASCII only.
export function keyBytes(key: string): Uint8Array {
  return new TextEncoder().encode(key);
}

// Math.abs would be another number for every negative hash, and `>>> 0` would keep the top bit:
// right for 2, 4 and 8 partitions, wrong for 3.
export function toPositive(hash: number): number {
  return hash & 0x7fffffff;
}

export function partitionForKey(key: string, partitionCount: number): number {
  return toPositive(givenMurmur2(keyBytes(key))) % partitionCount;
}

export interface ProducerRecord {
  partition?: number;
  key: string | null;
  value: string | null;
}

// `undefined` and `null` are compared by name: partition 0 and the key '' are both falsy, and both are real.
export function partitionFor(record: ProducerRecord, partitionCount: number, stickyPartition: number): number {
  if (!Number.isInteger(partitionCount) || partitionCount < 1) throw new RangeError(`no such count: ${partitionCount}`);
  const { partition, key } = record;
  if (partition !== undefined) {
    if (!Number.isInteger(partition) || partition < 0 || partition >= partitionCount) {
      throw new RangeError(`no partition ${partition} among ${partitionCount}`);
    }
    return partition;
  }
  return key === null ? stickyPartition : partitionForKey(key, partitionCount);
}

// From 3 partitions to 4, three keys in four move: of the twelve remainders by 12 only 0, 1 and 2 are the same by 3 and by 4.
export function movedKeys(keys: string[], from: number, to: number): string[] {
  return keys.filter((key) => partitionForKey(key, from) !== partitionForKey(key, to));
}

// Math.imul multiplies as Java's ints do; `*` would lose the low bits of a product above 2^53.
export function murmur2(bytes: Uint8Array): number {
  const m = 0x5bd1e995;
  const rest = bytes.length % 4;
  const whole = bytes.length - rest;
  let h = 0x9747b28c ^ bytes.length;
  for (let i = 0; i < whole; i += 4) {
    let k = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    k = Math.imul(k, m);
    h = Math.imul(h, m) ^ k;
  }
  // Java's switch falls through on purpose: with three bytes left, all three are mixed in.
  if (rest === 3) h ^= bytes[whole + 2]! << 16;
  if (rest >= 2) h ^= bytes[whole + 1]! << 8;
  if (rest >= 1) h = Math.imul(h ^ bytes[whole]!, m);
  h ^= h >>> 13;
  h = Math.imul(h, m);
  return h ^ (h >>> 15);
}

export function skew(keys: string[], partitionCount: number): { counts: number[]; hottest: number; ratio: number } {
  const counts = new Array<number>(partitionCount).fill(0);
  for (const key of keys) counts[partitionForKey(key, partitionCount)]!++;
  const most = Math.max(...counts);
  return { counts, hottest: counts.indexOf(most), ratio: most / (keys.length / partitionCount) };
}
