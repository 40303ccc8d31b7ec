import { expect, it } from 'vitest';
import { topicIds } from './topic-ids.ts';

it('draws version 4 UUIDs as Kafka writes them, all different, the same ones in every run', () => {
  const [first, second] = [topicIds(), topicIds()];
  const ids = Array.from({ length: 1000 }, () => first());
  expect(new Set(ids).size).toBe(1000);
  expect(ids).toEqual(Array.from({ length: 1000 }, () => second()));
  for (const id of ids) {
    expect(id).toMatch(/^[\w][\w-]{21}$/);
    const bytes = Buffer.from(id, 'base64url');
    expect([bytes.length, bytes[6]! >> 4, bytes[8]! >> 6]).toEqual([16, 4, 2]);
  }
});
