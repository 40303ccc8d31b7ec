import { murmur2 } from './murmur2.ts';

const utf8 = new TextEncoder();

/** A key's bytes as StringSerializer sends them: UTF-8, with `?` for half a surrogate pair, as Java writes it. */
export function keyBytes(key: string): Uint8Array {
  const bytes = new Uint8Array(key.length);
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at);
    // Most keys are ASCII, where this loop is several times faster than the encoder.
    if (unit > 0x7f) return utf8.encode(key.replace(/\p{Surrogate}/gu, '?'));
    bytes[at] = unit;
  }
  return bytes;
}

/** Clears the sign bit (Utils.toPositive); not the absolute value, which differs for every negative number. */
export function toPositive(hash: number): number {
  return hash & 0x7fffffff;
}

/**
 * The partition of a record with a key (BuiltInPartitioner.partitionForKey): over all of the topic's partitions,
 * whether they have a leader or not. Throws RangeError for a count that is no integer of at least 1.
 */
export function partitionForKey(key: string | Uint8Array, partitionCount: number): number {
  if (!Number.isInteger(partitionCount) || partitionCount < 1) {
    throw new RangeError(`A topic has at least one partition: partitionCount is ${partitionCount}`);
  }
  return toPositive(murmur2(typeof key === 'string' ? keyBytes(key) : key)) % partitionCount;
}
