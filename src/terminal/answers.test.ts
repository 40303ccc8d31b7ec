import { expect, test } from 'vitest';
import { kindOfNumber, readNumber, readOne, readOrder, readSome, readYesNo } from './answers.ts';

test.each([
  ['b', 1],
  [' B) ', 1],
  ['2', 1],
  ['d', 3],
])('one option: %j', (line, value) => {
  expect(readOne(line, 4)).toEqual({ value });
});

test.each(['', 'e', '0', '5', 'a b', '-1', 'bb'])('no option: %j', (line) => {
  expect(readOne(line, 4)).toEqual({ problem: 'Type one letter, a to d.' });
});

test.each([
  ['a c', [0, 2]],
  ['c,a', [0, 2]],
  ['ca', [0, 2]],
  ['1 3', [0, 2]],
  ['a a', [0]],
])('some options: %j', (line, value) => {
  expect(readSome(line, 4)).toEqual({ value });
});

test.each(['', 'a e', '  ', 'all'])('not some options: %j', (line) => {
  expect(readSome(line, 4)).toEqual({ problem: 'Type one letter or more, a to d, for example: a c' });
});

test('an order needs every letter once, and says which are not', () => {
  expect(readOrder('b a c', 3)).toEqual({ value: [1, 0, 2] });
  expect(readOrder('bac', 3)).toEqual({ value: [1, 0, 2] });
  expect(readOrder('b a', 3)).toEqual({ problem: 'Type each letter once: c is missing.' });
  expect(readOrder('b', 3)).toEqual({ problem: 'Type each letter once: a, c are missing.' });
  expect(readOrder('a a b', 3)).toEqual({ problem: 'Type each letter once: c is missing; a is there more than once.' });
  expect(readOrder('x', 3)).toEqual({ problem: 'Type all 3 letters in order, for example: c b a' });
});

test.each([
  ['42', 42],
  [' 1_000 ', 1000],
  ['-7', -7],
  ['−7', -7],
  ['1e3', 1000],
])('a whole number: %j', (line, value) => {
  expect(readNumber(line, {})).toEqual({ value });
});

test.each(['', 'x', '3.5', '1,000', 'Infinity', 'NaN', '0x10', '1e999'])('no whole number: %j', (line) => {
  expect(readNumber(line, {})).toEqual({ problem: 'Type a whole number.' });
});

test('a number in a range, and with decimals', () => {
  expect(readNumber('6', { min: 0, max: 5 })).toEqual({ problem: 'Type a whole number from 0 to 5.' });
  expect(readNumber('3.5', { decimals: true })).toEqual({ value: 3.5 });
  expect(kindOfNumber({ min: 1 })).toBe('a whole number, 1 or more');
  expect(kindOfNumber({ max: 9, decimals: true })).toBe('a number, 9 or less');
});

test('-0 is 0', () => {
  expect(readNumber('-0', {})).toEqual({ value: 0 });
});

test('yes or no', () => {
  expect([readYesNo('y'), readYesNo('YES'), readYesNo(' n ')]).toEqual([
    { value: true },
    { value: true },
    { value: false },
  ]);
  expect(readYesNo('')).toEqual({ problem: 'Type y for yes or n for no.' });
});
