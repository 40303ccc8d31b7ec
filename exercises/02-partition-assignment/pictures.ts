import type { Draw } from '#check';
import { keyBytes, murmur2, partitionForKey, toPositive } from '#kafka';
import { drawBits, drawKeyBytes, drawKeyJourney, drawKeysByPartition } from '#picture';

/** A key's characters and their bytes, and the bytes that were taken instead. */
export function characters(key: string, taken: Uint8Array): Draw {
  const each = [...key].map((character) => ({ character, bytes: keyBytes(character) }));
  return (canvas) => drawKeyBytes({ characters: each, taken }, canvas);
}

/** A hash bit by bit, with what Kafka makes of it and what was made instead. */
export function bits(hash: number, actual: number): Draw {
  const rows = [
    { name: 'hash', value: hash },
    { name: 'Kafka', value: toPositive(hash) },
    { name: 'yours', value: actual },
  ];
  return (canvas) => drawBits({ rows }, canvas);
}

/** A key's way to its partition, as Kafka's producer goes it. */
export function journey(key: string, partitionCount: number): Draw {
  const hash = murmur2(keyBytes(key));
  const steps = {
    keyBytes: keyBytes(key),
    hash,
    positive: toPositive(hash),
    partition: partitionForKey(key, partitionCount),
  };
  return (canvas) => drawKeyJourney({ topic: 'orders', key, partitionCount, ...steps }, canvas);
}

/** Where the keys are. */
export function spread(keys: readonly string[], partitionCount: number): Draw {
  const placed = keys.map((key) => ({ key, partition: partitionForKey(key, partitionCount) }));
  return (canvas) => drawKeysByPartition({ partitionCount, keys: placed }, canvas);
}

/** Where the keys are before a topic grows, and after. */
export function growth(keys: readonly string[], from: number, to: number): Draw {
  return (canvas) =>
    [from, to].flatMap((partitionCount) => [`${partitionCount} partitions`, ...spread(keys, partitionCount)(canvas)]);
}

/** The partitions that a topic has, and the one that a record names. */
export function named(partition: number | undefined, partitionCount: number): Draw {
  const own = Array.from({ length: partitionCount }, (_, each) => each);
  const isThere = own.some((each) => each === partition);
  return () => [`partitions  ${own.join(' ')}`, `named       ${partition}${isThere ? '' : ', which is not there'}`];
}
