import { expect, test } from 'vitest';
import { drawKeyJourney } from './key-journey.ts';

// The hash is Kafka's own, from its vectors.
const user2 = {
  topic: 'orders',
  key: 'user2',
  keyBytes: new TextEncoder().encode('user2'),
  hash: -681250719,
  positive: 1466232929,
  partitionCount: 3,
  partition: 2,
};

test('a key on its way to its partition, 100 columns', () => {
  expect(drawKeyJourney(user2, { width: 100, unicode: true }).join('\n')).toMatchInlineSnapshot(
    `"'user2' ─ utf8 75 73 65 72 32 ─ murmur2 −681250719 ─ & 0x7fffffff 1466232929 ─ mod 3 ─▶ orders-2"`,
  );
});

test('a key on its way to its partition, 80 columns', () => {
  expect(drawKeyJourney(user2, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "'user2' ─ utf8 75 73 65 72 32 ─ murmur2 −681250719 ─ & 0x7fffffff 1466232929
      ─ mod 3 ─▶ orders-2"
  `);
});

test('a key on its way to its partition, 60 columns of ASCII', () => {
  expect(drawKeyJourney(user2, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "'user2' - utf8 75 73 65 72 32 - murmur2 -681250719
      - & 0x7fffffff 1466232929 - mod 3 -> orders-2"
  `);
});

test('a key of zero bytes is not the same as no key, and a key that turns text around is shown as an escape', () => {
  const empty = { ...user2, key: '', keyBytes: [], hash: 275646681, positive: 275646681, partition: 0 };
  const canvas = { width: 80, unicode: true };
  expect(drawKeyJourney(empty, canvas)[0]).toContain("'' ─ utf8 (no bytes) ─");
  expect(drawKeyJourney({ ...user2, key: 'a\u202eb' }, canvas)[0]).toContain("'a\\u202eb'");
});

test('a long key keeps its first bytes and says how many there are', () => {
  const long = { ...user2, key: 'k'.repeat(40), keyBytes: new TextEncoder().encode('k'.repeat(40)) };
  expect(drawKeyJourney(long, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk'
      ─ utf8 6b 6b 6b 6b 6b 6b 6b 6b 6b 6b … (40 bytes)
      ─ murmur2 −681250719 ─ & 0x7fffffff 1466232929 ─ mod 3
      ─▶ orders-2"
  `);
});
