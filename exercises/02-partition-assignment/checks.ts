import fc from 'fast-check';
import { z } from 'zod';
import {
  aHash,
  aKey,
  aPartitionCount,
  bytes,
  checksFor,
  part,
  shape,
  someBytes,
  stretch,
  texts,
  wholeNumber,
} from '#check';
import { keyBytes, movedKeys, murmur2, partitionFor, partitionForKey, skew, toPositive } from '#kafka';
import { bits, characters, growth, journey, named, spread } from './pictures.ts';

const { agrees, holds } = checksFor(
  { keyBytes, toPositive, partitionForKey, partitionFor, movedKeys, murmur2, skew },
  {
    keyBytes: bytes,
    toPositive: wholeNumber,
    partitionForKey: wholeNumber,
    partitionFor: wholeNumber,
    movedKeys: texts,
    murmur2: wholeNumber,
    skew: shape(
      'a report with counts, hottest and ratio',
      z.object({
        counts: z.array(z.int()),
        hottest: z.int(),
        ratio: z.number().transform((ratio) => Number(ratio.toFixed(9))),
      }),
    ),
  },
);

const read = 'lesson.md#partitions-and-keys';

const aRecord = fc.record({
  partition: fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 2 }),
  key: fc.option(aKey, { nil: null, freq: 3 }),
  value: fc.option(aKey, { nil: null }),
});

/** A count no topic has. */
const aWrongCount = fc.constantFrom(0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY);

/** Some keys, and the partition counts before and after a topic grows. */
const aGrowth = fc
  .tuple(fc.uniqueArray(aKey, { maxLength: 8 }), fc.integer({ min: 1, max: 12 }), fc.nat({ max: 6 }))
  .map(([keys, from, more]): [string[], number, number] => [keys, from, from + more]);

const someKeys = fc.array(aKey, { minLength: 1, maxLength: 12 });

export default [
  part('A', 'Bytes and signs', { needs: ['keyBytes', 'toPositive'] }, [
    agrees('turns a key into the bytes Kafka hashes', {
      on: 'keyBytes',
      given: [aKey],
      always: [['é'], ['日本'], ['']],
      read,
      picture: ([key], actual) => characters(key, actual),
    }),
    agrees('clears the sign bit of a hash, and nothing else', {
      on: 'toPositive',
      given: [aHash],
      always: [[-1], [-(2 ** 31)], [-1853091852], [7]],
      read,
      picture: ([hash], actual) => bits(hash, actual),
    }),
  ]),

  part('B', 'From key to partition', { needs: ['partitionForKey'] }, [
    holds('only ever names a partition the topic has', {
      given: [aKey, aPartitionCount],
      always: [['b', 3]],
      read,
      that: async (yours, key, partitionCount) => {
        const partition = await yours.partitionForKey(key, partitionCount);
        const isThere = 0 <= partition && partition < partitionCount;
        return isThere || { picture: journey(key, partitionCount) };
      },
    }),
    agrees('puts every key where Kafka puts it', {
      on: 'partitionForKey',
      given: [aKey, aPartitionCount],
      always: [
        ['b', 3],
        ['a', 3],
        ['', 3],
        ['é', 3],
        ['aa', 3],
        ['100:48069', 12],
        ['TT0124', 15],
      ],
      points: 2,
      read,
      picture: ([key, partitionCount]) => journey(String(key), partitionCount),
    }),
  ]),

  part('C', 'What comes first', { needs: ['partitionFor'] }, [
    agrees('lets a named partition win, and refuses one the topic does not have', {
      on: 'partitionFor',
      given: [
        aRecord.filter(({ partition }) => partition !== undefined),
        fc.integer({ min: 1, max: 6 }),
        fc.constant(0),
      ],
      always: [
        [{ partition: 0, key: 'b', value: 'x' }, 3, 1],
        [{ partition: 3, key: null, value: 'x' }, 3, 1],
      ],
      read,
      picture: ([{ partition }, partitionCount]) => named(partition, partitionCount),
    }),
    agrees('takes the key next, the empty one too, and the sticky partition for no key', {
      on: 'partitionFor',
      given: [aRecord.map(({ key, value }) => ({ key, value })), aPartitionCount, fc.nat({ max: 60 })],
      always: [
        [{ key: '', value: 'x' }, 3, 1],
        [{ key: null, value: 'x' }, 3, 2],
      ],
      read,
      picture: ([{ key }, partitionCount, sticky]) =>
        key === null ? () => [`no partition, no key: the sticky partition, ${sticky}`] : journey(key, partitionCount),
    }),
    agrees('refuses a partition count that no topic has', {
      on: 'partitionFor',
      given: [aRecord, aWrongCount, fc.constant(0)],
      always: [[{ partition: 0, key: null, value: null }, 0, 0]],
      inputs: 50,
      read,
    }),
  ]),

  part('D', 'When a topic grows', { needs: ['movedKeys'] }, [
    agrees('finds the keys that move when a topic grows', {
      see: 'new-partitions',
      on: 'movedKeys',
      given: aGrowth,
      always: [
        [['alice', 'user2'], 3, 4],
        [['alice', 'b', ''], 3, 6],
        [['alice'], 3, 3],
      ],
      read,
      picture: ([keys, from, to]) => growth(keys, from, to),
    }),
  ]),

  stretch('E', 'Your own murmur2', { needs: ['murmur2'], given: 'given-without-murmur2.ts' }, [
    agrees('hashes as Kafka does', {
      on: 'murmur2',
      given: [someBytes],
      always: [
        [new Uint8Array()],
        [Uint8Array.of(97)],
        [Uint8Array.of(97, 97)],
        [new TextEncoder().encode('100:48069')],
      ],
      points: 2,
      read,
    }),
  ]),

  stretch('F', 'The hot partition', { needs: ['skew'] }, [
    agrees('reports how evenly keys spread', {
      on: 'skew',
      given: [someKeys, aPartitionCount],
      always: [[['alice', 'alice', 'b'], 3]],
      points: 2,
      read,
      picture: ([keys, partitionCount]) => spread(keys, partitionCount),
    }),
  ]),
];
