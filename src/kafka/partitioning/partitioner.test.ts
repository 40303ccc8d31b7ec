import { describe, expect, it } from 'vitest';
import { keyBytes, partitionForKey, toPositive } from './partitioner.ts';

describe('toPositive', () => {
  it('clears the sign bit', () => {
    expect(toPositive(-1648598999)).toBe(498884649);
    expect(toPositive(1404122828)).toBe(1404122828);
    expect(toPositive(-1)).toBe(2147483647);
    expect(toPositive(-2147483648)).toBe(0);
  });
});

describe('keyBytes', () => {
  it('writes UTF-8', () => {
    expect([...keyBytes('a~')]).toEqual([0x61, 0x7e]);
    expect([...keyBytes('é')]).toEqual([0xc3, 0xa9]);
    expect([...keyBytes('a日')]).toEqual([0x61, 0xe6, 0x97, 0xa5]);
    expect([...keyBytes('🎛')]).toEqual([0xf0, 0x9f, 0x8e, 0x9b]);
    expect([...keyBytes('')]).toEqual([]);
  });

  it('writes half a surrogate pair as Java does', () => {
    expect([...keyBytes('a\ud83c')]).toEqual([0x61, 0x3f]);
  });
});

describe('partitionForKey', () => {
  // Out of Kafka's BuiltInPartitioner.partitionForKey.
  it.each([
    ['user-1', 50, 28],
    ['user-1', 4, 0],
    ['user0', 83, 35],
    ['user0', 20, 9],
    ['', 2, 1],
    ['', 187, 79],
    ['ſĆûĔÖÃĽŲĘŏĸ25', 106, 23],
    ['🎛🏂🐠🍭🗯🎝99', 154, 137],
    ['anything', 1, 0],
  ])('puts %j of %i on %i', (key, partitionCount, partition) => {
    expect(partitionForKey(key, partitionCount)).toBe(partition);
  });

  it('takes bytes as they are', () => {
    expect(partitionForKey(Uint8Array.of(0, 0, 0, 1), 60)).toBe(1974369840 % 60);
  });

  it.each([0, -3, 2.5, Number.NaN])('refuses %d partitions', (partitionCount) => {
    expect(() => partitionForKey('a', partitionCount)).toThrow(
      new RangeError(`A topic has at least one partition: partitionCount is ${partitionCount}`),
    );
  });
});
