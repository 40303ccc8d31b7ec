import { partitionForKey } from './partitioner.ts';

/** What KafkaProducer.partition() looks at when it chooses a record's partition. */
export interface Placeable {
  readonly partition?: number | undefined;
  readonly key: string | null;
  readonly value: string | null;
}

/**
 * The partition of a record (KafkaProducer.partition): the explicit one, else the one of its key, else the partition that
 * keyless records stick to at the moment. Throws RangeError for a count that is no integer of at least 1 and for an explicit
 * partition the topic does not have.
 */
export function partitionFor(record: Placeable, partitionCount: number, stickyPartition: number): number {
  if (!Number.isInteger(partitionCount) || partitionCount < 1) {
    throw new RangeError(`A topic has at least one partition: partitionCount is ${partitionCount}`);
  }
  const { partition, key } = record;
  if (partition !== undefined) {
    if (!Number.isInteger(partition) || partition < 0 || partition >= partitionCount) {
      throw new RangeError(`The topic has partitions 0 to ${partitionCount - 1}: ${partition} is none of them`);
    }
    return partition;
  }
  return key === null ? stickyPartition : partitionForKey(key, partitionCount);
}

/** The keys, in the order given, that go to another partition once the topic has grown `from` … `to` partitions. */
export function movedKeys(keys: readonly string[], from: number, to: number): string[] {
  return keys.filter((key) => partitionForKey(key, from) !== partitionForKey(key, to));
}

/**
 * How evenly keys spread: how many each partition gets, the lowest partition with the most, and its count over the mean
 * (1 is even). Throws RangeError for no keys, which have no mean.
 */
export function skew(
  keys: readonly string[],
  partitionCount: number,
): { counts: number[]; hottest: number; ratio: number } {
  if (keys.length === 0) throw new RangeError('No keys, no spread');
  const counts = new Array<number>(partitionCount).fill(0);
  for (const key of keys) counts[partitionForKey(key, partitionCount)]!++;
  const most = Math.max(...counts);
  return { counts, hottest: counts.indexOf(most), ratio: most / (keys.length / partitionCount) };
}
