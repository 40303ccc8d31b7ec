import type { Functions, Misconceptions } from '#check';
import { keyBytes, murmur2, type Placeable, partitionFor, toPositive } from '#kafka';

/** One belief, written down in several ways: for each function the list of them. */
function inWays<F extends Functions>(...ways: readonly F[]): { readonly [Name in keyof F]: F[Name][] } {
  const names = Object.keys(ways[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, ways.map((way) => way[name])])) as never;
}

/** Every function that rests on the hash of a key, when the key's partition is chosen by `place`. */
function placedBy(place: (key: string, partitionCount: number) => number) {
  return {
    partitionForKey: place,
    partitionFor: (record: Placeable, partitionCount: number, stickyPartition: number) => {
      const isKeyed = record.partition === undefined && record.key !== null && partitionCount >= 1;
      const asKafka = partitionFor(record, partitionCount, stickyPartition);
      return isKeyed ? place(record.key, partitionCount) : asKafka;
    },
    movedKeys: (keys: readonly string[], from: number, to: number) =>
      keys.filter((key) => place(key, from) !== place(key, to)),
    skew: (keys: readonly string[], partitionCount: number) => {
      const counts = new Array<number>(partitionCount).fill(0);
      for (const key of keys) counts[place(key, partitionCount)]!++;
      const most = Math.max(...counts);
      return { counts, hottest: counts.indexOf(most), ratio: most / (keys.length / partitionCount) };
    },
  };
}

/** A keyed record as it looks to whoever asks for the key first. */
function withoutPartition({ partition, key, value }: Placeable): Placeable {
  return key === null && partition !== undefined ? { partition, key, value } : { key, value };
}

/** The same, when only the way to a number that is not negative is wrong. */
function madePositiveBy(positive: (hash: number) => number) {
  return {
    toPositive: positive,
    ...placedBy((key, partitionCount) => positive(murmur2(keyBytes(key))) % partitionCount),
  };
}

/** The same, when the hash takes other bytes for the key. */
function hashing(toBytes: (key: string) => Uint8Array) {
  return {
    keyBytes: toBytes,
    ...placedBy((key, partitionCount) => toPositive(murmur2(toBytes(key))) % partitionCount),
  };
}

/** The steps of murmur2 in which ports of it have gone wrong. */
const steps = {
  seed: 0x9747b28c,
  multiplyKey: (a: number, b: number) => Math.imul(a, b),
  multiplyHash: (a: number, b: number) => Math.imul(a, b),
  shift: (hash: number, by: number) => hash >>> by,
  blockCount: (length: number) => Math.floor(length / 4),
  tail: (bytes: Uint8Array, from: number) =>
    [2, 1, 0].reduce((mixed, at) => (from + at < bytes.length ? mixed ^ (bytes[from + at]! << (8 * at)) : mixed), 0),
  /** With how many bytes left over the hash is multiplied once more. */
  multipliesTail: (left: number) => left > 0,
};

/** What `*` makes of a product of 32-bit numbers. */
const asDoubles = (a: number, b: number) => (a * b) | 0;

/** The last of the bytes that are left over, at its place. */
const lastOfTail: (typeof steps)['tail'] = (bytes, from) => bytes.at(-1)! << (8 * (bytes.length - 1 - from));

/** murmur2 with some of its steps done differently. */
function murmur2With(changed: Partial<typeof steps>) {
  const { seed, multiplyKey, multiplyHash, shift, blockCount, tail, multipliesTail } = { ...steps, ...changed };
  const m = 0x5bd1e995;
  const at = (bytes: Uint8Array, index: number) => (bytes[index] ?? 0) & 0xff;
  const hash = (bytes: Uint8Array): number => {
    let h = seed ^ bytes.length;
    const blocks = blockCount(bytes.length);
    for (let block = 0; block < blocks; block++) {
      const i = block * 4;
      let k = at(bytes, i) | (at(bytes, i + 1) << 8) | (at(bytes, i + 2) << 16) | (at(bytes, i + 3) << 24);
      k = multiplyKey(k, m);
      k = multiplyKey(k ^ shift(k, 24), m);
      h = multiplyHash(h, m) ^ k;
    }
    const left = bytes.length & 3;
    if (left > 0) h ^= tail(bytes, bytes.length - left);
    if (multipliesTail(left)) h = multiplyHash(h, m);
    h = multiplyHash(h ^ shift(h, 13), m);
    return (h ^ shift(h, 15)) | 0;
  };
  return { murmur2: hash, ...placedBy((key, partitionCount) => toPositive(hash(keyBytes(key))) % partitionCount) };
}

const CRC32 = Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder >>> 0;
});

function crc32(bytes: Uint8Array): number {
  return ~bytes.reduce((crc, byte) => (crc >>> 8) ^ CRC32[(crc ^ byte) & 0xff]!, -1) >>> 0;
}

const hashCodeStep = (hash: number, unit: number) => (Math.imul(hash, 31) + unit) | 0;

const djb2Step = (hash: number, unit: number) => (Math.imul(hash, 33) + unit) | 0;

function javaHashCode(key: string): number {
  return unitsOf(key).reduce(hashCodeStep, 0);
}

function fnv1a(bytes: Uint8Array): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
}

/** A key's UTF-16 units. */
function unitsOf(key: string): number[] {
  return Array.from({ length: key.length }, (_, at) => key.charCodeAt(at));
}

const utf16Units = (key: string) => Uint8Array.from({ length: key.length }, (_, at) => key.charCodeAt(at) & 0xff);

const codePoints = (key: string) => Uint8Array.from([...key].map((character) => character.codePointAt(0)! & 0xff));

export default {
  'M2-01': {
    belief: 'takes the absolute value of the hash, where Kafka clears its sign bit',
    ...madePositiveBy(Math.abs),
  },
  'M2-02': {
    belief:
      'reads the hash as unsigned (`>>> 0`), where Kafka drops its top bit; the two agree only when the partition count is a power of two',
    ...madePositiveBy((hash) => hash >>> 0),
  },
  'M2-03': {
    belief: 'leaves the hash negative; `%` keeps the sign, so half of all keys get a partition below zero',
    ...madePositiveBy((hash) => hash),
  },
  'M2-04': {
    belief: 'repairs a negative remainder by adding the count, where Kafka clears the sign bit before it divides',
    ...placedBy((key, partitionCount) => {
      const remainder = murmur2(keyBytes(key)) % partitionCount;
      return (remainder + partitionCount) % partitionCount;
    }),
  },
  'M2-05': {
    belief: 'multiplies with `*`, which loses the low bits of a large product; Math.imul multiplies as Java does',
    ...inWays(
      murmur2With({ multiplyKey: asDoubles, multiplyHash: asDoubles }),
      murmur2With({ multiplyKey: asDoubles }),
      murmur2With({ multiplyHash: asDoubles }),
    ),
  },
  'M2-06': {
    belief: 'seeds murmur2 with 0, where Kafka seeds it with 0x9747b28c',
    ...murmur2With({ seed: 0 }),
  },
  'M2-07': {
    belief: 'mixes in only one of the bytes that are left over; with three left, all three go in',
    ...inWays(
      murmur2With({ tail: lastOfTail }),
      murmur2With({ tail: lastOfTail, multipliesTail: (left) => left === 1 }),
      murmur2With({ tail: (bytes, from) => bytes[from]! }),
    ),
  },
  'M2-08': {
    belief: 'shifts with `>>`, which drags the sign bit along; Java shifts with `>>>` here',
    ...inWays(
      ...[[24, 13, 15], [13], [15], [24], [13, 15], [24, 13], [24, 15]].map((signed) =>
        murmur2With({ shift: (hash, by) => (signed.includes(by) ? hash >> by : hash >>> by) }),
      ),
    ),
  },
  'M2-09': {
    belief: "hashes the key's UTF-16 units, where Kafka hashes its UTF-8 bytes",
    ...inWays(
      hashing(utf16Units),
      hashing(codePoints),
      hashing((key) => Uint8Array.from([...key], (character) => character.charCodeAt(0) & 0xff)),
      hashing((key) =>
        Uint8Array.from({ length: 2 * key.length }, (_, at) => key.charCodeAt(at >> 1) >> (8 * (at & 1))),
      ),
    ),
  },
  'M2-10': {
    belief: 'takes as many bytes as the key has characters; an accented letter is two bytes in UTF-8',
    ...inWays(
      hashing((key) => keyBytes(key).slice(0, key.length)),
      hashing((key) => keyBytes(key).slice(0, [...key].length)),
      hashing((key) => {
        const bytes = new Uint8Array(key.length);
        new TextEncoder().encodeInto(key, bytes);
        return bytes;
      }),
    ),
  },
  'M2-11': {
    belief: 'hashes the key as JSON, quotes and all; a string key travels as its own bytes only',
    ...hashing((key) => keyBytes(JSON.stringify(key))),
  },
  'M2-12': {
    belief: "hashes keys in a way of its own, such as Java's hashCode; Kafka hashes the key's bytes with murmur2",
    ...inWays(
      placedBy((key, partitionCount) => toPositive(javaHashCode(key)) % partitionCount),
      placedBy((key, partitionCount) => Math.abs(javaHashCode(key)) % partitionCount),
      placedBy((key, partitionCount) => (javaHashCode(key) >>> 0) % partitionCount),
      placedBy((key, partitionCount) => toPositive(keyBytes(key).reduce(hashCodeStep, 0)) % partitionCount),
      placedBy((key, partitionCount) => keyBytes(key).reduce((sum, byte) => sum + byte, 0) % partitionCount),
      placedBy((key, partitionCount) => unitsOf(key).reduce((sum, unit) => sum + unit, 0) % partitionCount),
      placedBy((key, partitionCount) => key.length % partitionCount),
      placedBy((key, partitionCount) => fnv1a(keyBytes(key)) % partitionCount),
      placedBy((key, partitionCount) => (unitsOf(key).reduce(djb2Step, 5381) >>> 0) % partitionCount),
    ),
  },
  'M2-13': {
    belief: "uses CRC-32, librdkafka's default; Java clients use murmur2, and the two place most keys differently",
    ...inWays(
      placedBy((key, partitionCount) => crc32(keyBytes(key)) % partitionCount),
      placedBy((key, partitionCount) => toPositive(crc32(keyBytes(key))) % partitionCount),
    ),
  },
  'M2-15': {
    belief: 'puts all records without a key into one fixed partition; such a record goes to the sticky one',
    partitionFor: [
      (record: Placeable, partitionCount: number, stickyPartition: number) =>
        partitionFor({ ...record, key: String(record.key) }, partitionCount, stickyPartition),
      (record: Placeable, partitionCount: number, stickyPartition: number) =>
        partitionFor({ ...record, key: record.key ?? '' }, partitionCount, stickyPartition),
      (record: Placeable, partitionCount: number) => partitionFor(record, partitionCount, 0),
    ],
  },
  'M2-16': {
    belief: "takes '' for no key; it is a key of zero bytes, and only null means no key",
    partitionFor: (record: Placeable, partitionCount: number, stickyPartition: number) =>
      partitionFor({ ...record, key: record.key || null }, partitionCount, stickyPartition),
  },
  'M2-17': {
    belief: 'leaves keys where they are when a topic grows; the partition is hash mod count, so a new count moves keys',
    movedKeys: () => [],
  },
  'M2-20': {
    belief: 'gives each key a partition of its own; many keys share a partition',
    skew: (keys: readonly string[], partitionCount: number) => {
      const distinct = [...new Set(keys)];
      const counts = new Array<number>(partitionCount).fill(0);
      for (const key of keys) counts[distinct.indexOf(key) % partitionCount]!++;
      const most = Math.max(...counts);
      return { counts, hottest: counts.indexOf(most), ratio: most / (keys.length / partitionCount) };
    },
  },
  'M2-22': {
    belief: 'lets the key win over a partition that the record names; the named partition comes first',
    partitionFor: [
      (record: Placeable, partitionCount: number, stickyPartition: number) =>
        partitionFor(withoutPartition(record), partitionCount, stickyPartition),
      (record: Placeable, partitionCount: number, stickyPartition: number) => {
        const asKafka = partitionFor(record, partitionCount, stickyPartition);
        return record.key === null ? asKafka : partitionFor(withoutPartition(record), partitionCount, stickyPartition);
      },
    ],
  },
  'M2-25': {
    belief: 'lets the loop over whole groups of four run once too often; length / 4 is no integer in JavaScript',
    ...murmur2With({ blockCount: (length) => Math.ceil(length / 4) }),
  },
  'M2-26': {
    belief: 'takes partition 0 for no partition; it is falsy, and it is real',
    partitionFor: (record: Placeable, partitionCount: number, stickyPartition: number) =>
      partitionFor({ ...record, partition: record.partition || undefined }, partitionCount, stickyPartition),
  },
  'M2-27': {
    belief:
      'expects only keys that land on a new partition to move; unless the new count is a multiple of the old, keys move between the old ones too',
    movedKeys: (keys: readonly string[], from: number, to: number) =>
      keys.filter((key) => toPositive(murmur2(keyBytes(key))) % to >= from),
  },
} satisfies Misconceptions;
