import { expect, it } from 'vitest';
import { PartitionMap } from './partition-map.ts';

it('finds what was kept for a partition, and nothing for any other', () => {
  const map = new PartitionMap<string>();
  map.set({ topic: 'orders', partition: 1 }, 'one');
  map.set({ topic: 'orders', partition: 1 }, 'another');
  expect(map.get({ topic: 'orders', partition: 1 })).toBe('another');
  expect(map.has({ topic: 'orders', partition: 0 })).toBe(false);
  expect(map.has({ topic: 'orders-1', partition: 1 })).toBe(false);
  map.delete({ topic: 'orders', partition: 1 });
  map.delete({ topic: 'payments', partition: 1 });
  expect(map.has({ topic: 'orders', partition: 1 })).toBe(false);
  expect(map.values()).toEqual([]);
});

it('lists its values topic by topic, however far apart the numbers are', () => {
  const map = new PartitionMap<string>();
  for (const partition of [4_294_967_294, 7, 2]) map.set({ topic: 'orders', partition }, `orders-${partition}`);
  map.set({ topic: 'a', partition: 0 }, 'a-0');
  expect(map.values()).toEqual(['orders-2', 'orders-7', 'orders-4294967294', 'a-0']);
});
