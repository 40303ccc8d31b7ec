// Exercise 2: Partition assignment. The task is in README.md beside this file.
// Grade it with:  npm run grade 2      A hint:  npm run hint 2

import { murmur2 } from './given.ts';

/** A · The key's bytes, as Kafka's StringSerializer makes them: UTF-8. */
export function keyBytes(key: string): Uint8Array {
  throw new Error('TODO: part A');
}

/** A · The hash with its sign bit cleared: never negative. */
export function toPositive(hash: number): number {
  throw new Error('TODO: part A');
}

/** B · The partition of every record with this key, in a topic with so many partitions. */
export function partitionForKey(key: string, partitionCount: number): number {
  throw new Error('TODO: part B, with keyBytes, murmur2 and toPositive');
}

export interface ProducerRecord {
  partition?: number;
  key: string | null;
  value: string | null;
}

/** C · The partition of a record: the one it names, else its key's, else the sticky one. */
export function partitionFor(record: ProducerRecord, partitionCount: number, stickyPartition: number): number {
  throw new Error('TODO: part C');
}

/** D · Those of the keys that change their partition when the topic grows. */
export function movedKeys(keys: string[], from: number, to: number): string[] {
  throw new Error('TODO: part D');
}

// Beyond the hour (parts E and F): export your own murmur2(bytes) and skew(keys, partitionCount).
