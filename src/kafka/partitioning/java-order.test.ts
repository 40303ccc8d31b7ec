import { expect, it } from 'vitest';
import { hashMapOrder, javaHashCode } from './java-order.ts';

it.each([
  ['', 0],
  ['u', 117],
  ['hello', 99162322],
  ['Aa', 2112],
  ['BB', 2112],
  ['group-105', -1484205656],
  ['polygenelubricants', -2147483648],
])('String.hashCode of %j', (text, hash) => {
  expect(javaHashCode(text)).toBe(hash);
});

// Recorded from a java.util.HashMap.
it.each([
  { put: ['consumer-0', '11', 'c2'], walked: ['11', 'consumer-0', 'c2'] },
  {
    put: ['consumer-g-0-713cbfee-5fd6-28b9-abee-520b11c1f829', 'c1', 'x2', 'consumer-3'],
    walked: ['consumer-g-0-713cbfee-5fd6-28b9-abee-520b11c1f829', 'x2', 'consumer-3', 'c1'],
  },
])('walks $put', ({ put, walked }) => {
  expect(hashMapOrder(put, javaHashCode)).toEqual(walked);
});

it('walks keys of one bucket in the order they were put in', () => {
  expect(hashMapOrder(['BB', 'Aa'], javaHashCode)).toEqual(['BB', 'Aa']);
  expect(hashMapOrder(['Aa', 'BB'], javaHashCode)).toEqual(['Aa', 'BB']);
});

it('grows once more than three quarters are full', () => {
  const keys = Array.from({ length: 13 }, (_, index) => index * 16);
  expect(hashMapOrder(keys.slice(0, 12), (key) => key)).toEqual(keys.slice(0, 12));
  expect(hashMapOrder(keys, (key) => key)).toEqual([0, 32, 64, 96, 128, 160, 192, 16, 48, 80, 112, 144, 176]);
});

it('does not shrink', () => {
  expect(hashMapOrder([16, 1], (key) => key)).toEqual([16, 1]);
  expect(hashMapOrder([16, 1], (key) => key, 13)).toEqual([1, 16]);
});
