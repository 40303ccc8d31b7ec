import { describe, expect, it } from 'vitest';
import { StickyPartitioner } from './sticky-partitioner.ts';

const allOfNine = { partitionCount: 9, available: [0, 1, 2, 3, 4, 5, 6, 7, 8] };

/** A partitioner that draws these numbers and no more. */
function drawing(batchSize: number, ...draws: number[]): StickyPartitioner {
  return new StickyPartitioner(batchSize, () => {
    const draw = draws.shift();
    if (draw === undefined) throw new Error('drew once more than expected');
    return draw;
  });
}

describe('a sticky partitioner', () => {
  it('stays until a batch is full, then draws again', () => {
    const partitioner = drawing(16_384, 1822314332, 1674647783);
    expect(partitioner.partition(allOfNine)).toBe(2);
    partitioner.appended(16_383, allOfNine);
    expect(partitioner.partition(allOfNine)).toBe(2);
    partitioner.appended(1, allOfNine);
    expect(partitioner.partition(allOfNine)).toBe(8);
  });

  it('counts bytes from zero on each partition', () => {
    const partitioner = drawing(100, 0, 1, 2);
    partitioner.partition(allOfNine);
    partitioner.appended(150, allOfNine);
    partitioner.appended(99, allOfNine);
    expect(partitioner.partition(allOfNine)).toBe(1);
  });

  it('waits for the batch to be sent, but not beyond two batches (KIP-794)', () => {
    const partitioner = drawing(100, 3, 4);
    partitioner.partition(allOfNine);
    partitioner.appended(199, allOfNine, false);
    expect(partitioner.partition(allOfNine)).toBe(3);
    partitioner.appended(1, allOfNine, false);
    expect(partitioner.partition(allOfNine)).toBe(4);
  });

  it('may draw the same partition again', () => {
    const partitioner = drawing(1, 5, 5 + 9);
    expect(partitioner.partition(allOfNine)).toBe(5);
    partitioner.appended(1, allOfNine);
    expect(partitioner.partition(allOfNine)).toBe(5);
  });

  it('draws among the partitions that have a leader, or among all if none has', () => {
    expect(drawing(1, 4).partition({ partitionCount: 9, available: [2, 7, 8] })).toBe(7);
    expect(drawing(1, 2068347372).partition({ partitionCount: 11, available: [] })).toBe(3);
  });

  it('refuses a batch of no bytes', () => {
    expect(() => drawing(0)).toThrow(new RangeError('batch.size must be at least 1 byte, not 0'));
  });
});

describe('adaptive partitioning', () => {
  // The example in the comments of BuiltInPartitioner: queues of 0, 3 and 1 give the table 4, 5, 8.
  const load = { partitionIds: [0, 1, 2], queueSizes: [0, 3, 1], queueCount: 3 };
  const allOfThree = { partitionCount: 3, available: [0, 1, 2] };

  it.each([0, 0, 0, 0, 1, 2, 2, 2].map((partition, draw) => ({ draw, partition })))(
    'draw $draw gives $partition',
    ({ draw, partition }) => {
      const partitioner = drawing(1, draw);
      partitioner.observe(load);
      expect(partitioner.partition(allOfThree)).toBe(partition);
    },
  );

  it('does nothing when all queues are equal', () => {
    const partitioner = drawing(1, 5);
    partitioner.observe({ ...load, queueSizes: [7, 7, 7] });
    expect(partitioner.partition(allOfThree)).toBe(5 % 3);
  });

  it('still leaves out partitions that are too slow when the other queues are equal', () => {
    const partitioner = drawing(1, 1);
    partitioner.observe({ partitionIds: [2, 0], queueSizes: [7, 7], queueCount: 3 });
    expect(partitioner.partition(allOfThree)).toBe(0);
  });
});
