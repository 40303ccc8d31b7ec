import { murmur2, partitionForKey } from '#kafka';
import type { Measurement } from '../measurement.ts';

const KEY_COUNT = 10_000;
const PARTITION_COUNT = 12;

const textKeys = Array.from({ length: KEY_COUNT }, (_, index) => `order-${index * 7919}`);
const wideKeys = textKeys.map((key) => key.replace('order', 'événement-日'));
const byteKeys = textKeys.map((key) => Buffer.from(key));
const partitionMetadata = Array.from({ length: PARTITION_COUNT }, (_, partitionId) => ({ partitionId, leader: 0 }));

type Hash = (key: string | Buffer) => number;
type KafkaJsPartitioner = (record: object) => number;

function sumOver<Key>(keys: readonly Key[], of: (key: Key) => number): () => number {
  return () => {
    let sum = 0;
    for (const key of keys) sum += of(key);
    return sum;
  };
}

function partitioning(title: string, keys: readonly string[]): Measurement {
  return {
    title,
    contenders: async (peers) => {
      const kafkaJs = (peers.require('kafkajs/src/producer/partitioners/default') as () => KafkaJsPartitioner)();
      const { compatibilityPartitioner } = (await peers.import(
        '@platformatic/kafka/dist/clients/producer/partitioners.js',
      )) as { compatibilityPartitioner: (value: null, key: Buffer) => number };
      return [
        { name: 'ours', run: sumOver(keys, (key) => partitionForKey(key, PARTITION_COUNT)) },
        {
          name: 'kafkajs',
          run: sumOver(keys, (key) => kafkaJs({ topic: 'orders', partitionMetadata, message: { key } })),
        },
        {
          name: '@platformatic/kafka',
          run: sumOver(keys, (key) => compatibilityPartitioner(null, Buffer.from(key)) % PARTITION_COUNT),
        },
      ];
    },
  };
}

/** Hashing keys and choosing their partitions. */
export const keyPartition: readonly Measurement[] = [
  {
    title: `murmur2 of ${KEY_COUNT} keys in bytes`,
    contenders: async (peers) => {
      const kafkaJs = peers.require('kafkajs/src/producer/partitioners/default/murmur2') as Hash;
      const platformatic = (await peers.import('@platformatic/kafka/dist/protocol/murmur2.js')) as { murmur2: Hash };
      return [
        { name: 'ours', run: sumOver(byteKeys, murmur2) },
        { name: 'kafkajs', run: sumOver(byteKeys, kafkaJs) },
        { name: '@platformatic/kafka', run: sumOver(byteKeys, (key) => platformatic.murmur2(key)) },
      ];
    },
  },
  partitioning(`partitions of ${KEY_COUNT} ASCII keys`, textKeys),
  partitioning(`partitions of ${KEY_COUNT} keys beyond ASCII`, wideKeys),
];
