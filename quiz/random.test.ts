import { expect, test } from 'vitest';
import { fnv1a, randomFrom, shuffled } from './random.ts';

test('FNV-1a agrees with the vectors of its authors (isthe.com/chongo/tech/comp/fnv)', () => {
  expect(fnv1a('')).toBe(0x811c9dc5);
  expect(fnv1a('a')).toBe(0xe40c292c);
  expect(fnv1a('foobar')).toBe(0xbf9cf968);
});

test('the same words draw the same numbers, other words draw others', () => {
  const draw = (...words: string[]) => Array.from({ length: 5 }, randomFrom(...words));
  expect(draw('a', 'b')).toEqual(draw('a', 'b'));
  expect(draw('a', 'b')).not.toEqual(draw('a', 'c'));
  expect(draw('a').every((number) => 0 <= number && number < 1)).toBe(true);
});

test('shuffling keeps every item and reaches every order', () => {
  const orders = new Set<string>();
  for (let seed = 0; seed < 200; seed++) orders.add(shuffled(['a', 'b', 'c'], randomFrom(seed)).join(''));
  expect([...orders].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});
