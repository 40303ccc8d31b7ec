import { expect, test } from 'vitest';
import { drawBits } from './bits.ts';
import { drawKeyBytes } from './key-bytes.ts';

const canvas = { width: 60, unicode: true };

test('a hash, its sign bit cleared, and its absolute value', () => {
  const rows = [
    { name: 'hash', value: -1853091852 },
    { name: 'Kafka', value: 294391796 },
    { name: 'yours', value: 1853091852 },
  ];
  expect(drawBits({ rows }, canvas)).toMatchInlineSnapshot(`
    [
      "hash   1001 0001 1000 1100 0000 1111 1111 0100  −1853091852",
      "Kafka  0001 0001 1000 1100 0000 1111 1111 0100  294391796",
      "yours  0110 1110 0111 0011 1111 0000 0000 1100  1853091852",
      "       ▲ the sign bit",
    ]
  `);
});

test('what has no 32 bits', () => {
  const bits = (value: number) => drawBits({ rows: [{ name: 'yours', value }] }, canvas)[0];
  expect(bits(2 ** 32 - 1)).toContain('1111 1111 1111 1111 1111 1111 1111 1111');
  expect(bits(2 ** 32)).toContain('more than 32 bits');
  expect(bits(0.5)).toContain('more than 32 bits');
});

test('characters over their bytes', () => {
  const characters = [
    { character: 'a', bytes: [97] },
    { character: '日', bytes: [230, 151, 165] },
  ];
  expect(drawKeyBytes({ characters, taken: [97, 229] }, canvas)).toMatchInlineSnapshot(`
    [
      "key    a   日",
      "UTF-8  61  e6 97 a5  (4 bytes)",
      "yours  61 e5  (2 bytes)",
    ]
  `);
  expect(drawKeyBytes({ characters: [], taken: [0] }, { width: 60, unicode: false })).toMatchInlineSnapshot(`
    [
      "UTF-8  (0 bytes)",
      "yours  00  (1 byte)",
    ]
  `);
});
