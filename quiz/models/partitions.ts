import { z } from 'zod';
import { keyBytes, movedKeys, murmur2, nameOf, partitionForKey, skew, toPositive } from '#kafka';
import { model } from './model.ts';
import { listed, table } from './shown.ts';

const partitions = z.int().min(1).max(100);

/** Where a record with a key goes, with the hash shown, for the arithmetic to be done by hand. */
export const keyPartition = model({
  doc: 'The partition of a record with a key, from its hash.',
  params: z.object({ key: z.string(), partitions }),
  answer: z.int(),
  solve: ({ key, partitions: count }) => partitionForKey(key, count),
  wrong: {
    abs: ({ key, partitions: count }) => Math.abs(hashOf(key)) % count,
    unsigned: ({ key, partitions: count }) => (hashOf(key) >>> 0) % count,
    signed: ({ key, partitions: count }) => hashOf(key) % count,
  },
  show: {
    hash: ({ key }) => hashOf(key),
    cleared: ({ key }) => toPositive(hashOf(key)),
    unsigned: ({ key }) => hashOf(key) >>> 0,
    times: ({ key, partitions: count }) => Math.floor(toPositive(hashOf(key)) / count) * count,
  },
  suits: ({ key, partitions: count }) => {
    const hash = hashOf(key);
    return (
      new Set([partitionForKey(key, count), Math.abs(hash) % count, (hash >>> 0) % count, hash % count]).size === 4
    );
  },
});

const hashOf = (key: string) => murmur2(keyBytes(key));

/** How many keys move when a topic gets more partitions. */
export const keysThatMove = model({
  doc: 'How many of some keys go elsewhere once a topic has more partitions; keys are words with spaces between them.',
  params: z.object({ keys: z.string(), from: partitions, to: partitions }),
  answer: z.int(),
  solve: ({ keys, from, to }) => movedKeys(keys.split(' '), from, to).length,
  wrong: { none: () => 0, all: ({ keys }) => keys.split(' ').length },
  show: {
    hashes: ({ keys, from, to }) =>
      table(
        ['key', 'hash', `mod ${from}`, `mod ${to}`],
        keys
          .split(' ')
          .map((key) => [key, toPositive(hashOf(key)), partitionForKey(key, from), partitionForKey(key, to)]),
      ),
    remainders: ({ keys, from }) =>
      table(
        ['key', 'hash, sign bit cleared', `mod ${from}`],
        keys.split(' ').map((key) => [key, toPositive(hashOf(key)), partitionForKey(key, from)]),
      ),
    moved: ({ keys, from, to }) => listed(movedKeys(keys.split(' '), from, to)),
  },
  suits: ({ keys, from, to }) => {
    const moved = movedKeys(keys.split(' '), from, to).length;
    return from < to && moved > 0 && moved < keys.split(' ').length;
  },
});

/** Offsets that keyed records get in an empty topic. */
export const keyedOffsets = model({
  doc: 'Partition and offset of each of four keyed records, sent one after the other to an empty topic.',
  params: z.object({ keys: z.string(), partitions }),
  answer: z.record(z.string(), z.int()),
  solve: ({ keys, partitions: count }) => {
    const placed = place(keys.split(' '), count);
    return { third: placed[2]!.offset, fourth: placed[3]!.offset };
  },
  wrong: {
    global: () => ({ third: 2, fourth: 3 }),
  },
  show: {
    first: ({ keys }) => keys.split(' ')[0]!,
    second: ({ keys }) => keys.split(' ')[1]!,
    third: ({ keys }) => keys.split(' ')[2]!,
    fourth: ({ keys }) => keys.split(' ')[3]!,
    p1: ({ keys, partitions: count }) => partitionForKey(keys.split(' ')[0]!, count),
    p2: ({ keys, partitions: count }) => partitionForKey(keys.split(' ')[1]!, count),
    p3: ({ keys, partitions: count }) => partitionForKey(keys.split(' ')[2]!, count),
    p4: ({ keys, partitions: count }) => partitionForKey(keys.split(' ')[3]!, count),
    o1: () => 0,
    o2: ({ keys, partitions: count }) => place(keys.split(' '), count)[1]!.offset,
    places: ({ keys, partitions: count }) =>
      place(keys.split(' '), count)
        .map(({ key, partition, offset }) => `${key} at ${nameOf({ topic: 'orders', partition })} offset ${offset}`)
        .join(', '),
  },
  suits: ({ keys, partitions: count }) => {
    const placed = place(keys.split(' '), count);
    return placed.length === 4 && placed[2]!.offset < 2 && placed[3]!.offset < 3;
  },
});

function place(keys: readonly string[], count: number) {
  const ends = new Map<number, number>();
  return keys.map((key) => {
    const partition = partitionForKey(key, count);
    const offset = ends.get(partition) ?? 0;
    ends.set(partition, offset + 1);
    return { key, partition, offset };
  });
}

/** How many partitions of a topic get no record at all. */
export const emptyPartitions = model({
  doc: 'How many partitions get nothing when one record of each key is sent; keys are words with spaces between them.',
  params: z.object({ keys: z.string(), partitions }),
  answer: z.int(),
  solve: ({ keys, partitions: count }) => skew(keys.split(' '), count).counts.filter((records) => records === 0).length,
  wrong: {
    spread: ({ keys, partitions: count }) => Math.max(0, count - keys.split(' ').length),
  },
  show: {
    remainders: ({ keys, partitions: count }) =>
      table(
        ['key', 'hash, sign bit cleared', `mod ${count}`],
        keys.split(' ').map((key) => [key, toPositive(hashOf(key)), partitionForKey(key, count)]),
      ),
    hashes: ({ keys }) =>
      table(
        ['key', 'hash, sign bit cleared'],
        keys.split(' ').map((key) => [key, toPositive(hashOf(key))]),
      ),
    count: ({ keys }) => keys.split(' ').length,
    used: ({ keys, partitions: count }) =>
      skew(keys.split(' '), count)
        .counts.flatMap((records, partition) => (records > 0 ? [partition] : []))
        .join(', '),
  },
  suits: ({ keys, partitions: count }) => {
    const empty = skew(keys.split(' '), count).counts.filter((records) => records === 0).length;
    return empty > Math.max(0, count - keys.split(' ').length);
  },
});
