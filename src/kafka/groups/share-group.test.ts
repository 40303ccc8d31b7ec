import { describe, expect, it } from 'vitest';
import { SharePartition } from './share-group.ts';

// KIP-932: the record states, the defaults (5 deliveries, a lock of 30 s) and what moves the start offset.
describe('a share partition', () => {
  it('gives records of one partition to several members at once', () => {
    const partition = new SharePartition();
    expect(partition.acquire('a', 2, 5, 0).map(({ offset }) => offset)).toEqual([0, 1]);
    expect(partition.acquire('b', 2, 5, 0).map(({ offset }) => offset)).toEqual([2, 3]);
  });

  it('gives a released record to somebody else, out of order', () => {
    const partition = new SharePartition();
    partition.acquire('a', 1, 3, 0);
    partition.acquire('b', 1, 3, 0);
    partition.acknowledge('b', 1, 'accept', 0);
    partition.acknowledge('a', 0, 'release', 0);
    expect(partition.startOffset).toBe(0);
    expect(partition.acquire('b', 1, 3, 0)).toEqual([{ offset: 0, deliveryCount: 2 }]);
  });

  it('takes a record back when its lock runs out, and refuses the late acknowledgement', () => {
    const partition = new SharePartition();
    partition.acquire('a', 1, 1, 0);
    expect(partition.stateOf(0, 29_999)).toBe('Acquired');
    expect(partition.stateOf(0, 30_000)).toBe('Available');
    expect(partition.acquire('b', 1, 1, 30_000)).toEqual([{ offset: 0, deliveryCount: 2 }]);
    expect(() => partition.acknowledge('a', 0, 'accept', 30_000)).toThrow('a does not hold the record at offset 0.');
  });

  it('gives a record up after its fifth delivery', () => {
    const partition = new SharePartition();
    for (let delivery = 1; delivery <= 5; delivery++) {
      expect(partition.acquire('a', 1, 1, 0)).toEqual([{ offset: 0, deliveryCount: delivery }]);
      partition.acknowledge('a', 0, 'release', 0);
    }
    expect(partition.acquire('a', 1, 1, 0)).toEqual([]);
    expect(partition.startOffset).toBe(1);
  });

  it('moves its start past what is accepted or rejected, and not past what is not', () => {
    const partition = new SharePartition();
    partition.acquire('a', 3, 3, 0);
    partition.acknowledge('a', 1, 'reject', 0);
    expect(partition.startOffset).toBe(0);
    partition.acknowledge('a', 0, 'accept', 0);
    expect(partition.startOffset).toBe(2);
  });
});
