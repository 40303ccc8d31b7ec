import { expect, test } from 'vitest';
import { isText, isWithin, readNumber, readPattern, readRange } from './recognise.ts';

test('an author writes a number, a tolerance or a range', () => {
  expect(readRange('42')).toEqual({ from: 42, to: 42 });
  expect(readRange('3.5 ± 0.5')).toEqual({ from: 3, to: 4 });
  expect(readRange('3.5 +- 0.5')).toEqual({ from: 3, to: 4 });
  expect(readRange('10..20')).toEqual({ from: 10, to: 20 });
  expect(readRange('-1')).toEqual({ from: -1, to: -1 });
  expect(readRange('about 3')).toBeNull();
  expect(readRange('')).toBeNull();
});

test('a learner types a number with or without unit and separators', () => {
  expect(readNumber(' 18 ')).toBe(18);
  expect(readNumber('18 GB', 'GB')).toBe(18);
  expect(readNumber('18gb', 'GB')).toBe(18);
  expect(readNumber('1_000')).toBe(1000);
  expect(readNumber('−1')).toBe(-1);
  expect(readNumber('18 apples', 'GB')).toBeNull();
  expect(readNumber('')).toBeNull();
  expect(readNumber('1e3')).toBeNull();
});

test('0.3 lies within 0.1 + 0.2', () => {
  expect(isWithin(0.1 + 0.2, { from: 0.3, to: 0.3 })).toBe(true);
  expect(isWithin(0.31, { from: 0.3, to: 0.3 })).toBe(false);
});

test('a text is compared loosely unless the question says otherwise', () => {
  expect(isText('acks=all', ' ACKS=all ')).toBe(true);
  expect(isText('acks=all', ' ACKS=all ', 'exact')).toBe(false);
  expect(isText('A, C, B', 'a c b')).toBe(true);
  expect(isText('A, C, B', 'A, B, C')).toBe(false);
  expect(isText('a-2, b-2', 'b-2 a-2', 'set')).toBe(true);
  expect(isText('a-2, b-2', 'a-2', 'set')).toBe(false);
  expect(isText('3', '3.0')).toBe(true);
});

test('a pattern is for the whole reply', () => {
  expect(isText('/kraft( mode)?/i', 'KRaft  mode')).toBe(true);
  expect(isText('/kraft( mode)?/i', 'not kraft')).toBe(false);
  expect(() => readPattern('/(/')).toThrow(SyntaxError);
});
