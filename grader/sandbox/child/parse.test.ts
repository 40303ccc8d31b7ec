import { describe, expect, test } from 'vitest';
import { parse, type Unreadable } from './parse.ts';
import { syntaxSentence } from './syntax-sentence.ts';

function told(source: string): string {
  try {
    parse(source);
    return 'it was read';
  } catch (error) {
    const before = source.slice(0, (error as Unreadable).at).split('\n');
    return `${before.length}:${before.at(-1)!.length + 1} ${syntaxSentence(error, source)}`;
  }
}

// The places are those that TypeScript's own compiler gives for its first error.
describe('a file that is no TypeScript is told what stands where', () => {
  test.each([
    [
      'export function f(a: number {\n  return a;\n}',
      '1:29 this is not TypeScript: unexpected "{" here, where a comma or a closing bracket is expected',
    ],
    ['export const f = (a: number) => {\n  const b = a +;\n};', '2:16 this is not TypeScript: unexpected ";" here'],
    [
      'export const f = (a: number) => {\n  if (a > 1 {\n  }\n};',
      '2:13 this is not TypeScript: unexpected "{" here, where ")" is expected',
    ],
    [
      'export const f = () => [1].map((x) => {\n  return x;\n};',
      '3:2 this is not TypeScript: unexpected ";" here, where a comma or a closing bracket is expected',
    ],
    [
      'export const a = {\n  b: true\n  c: false,\n};',
      '3:3 this is not TypeScript: unexpected "c" here, where a comma or a closing bracket is expected',
    ],
    ['export function f() {\n  if (true) {\n}\n', '4:1 the file ends too early; some bracket or brace is never closed'],
    [
      'switch (a) {\n  case 1 return 2;\n}',
      '2:10 this is not TypeScript: unexpected "return" here, where ":" is expected',
    ],
    ["const s = 'abc;\n", '1:11 this string has no closing quote on its line'],
    [
      'const f = () => {\n<<<<<<< HEAD\n};',
      '2:1 a merge left its conflict markers here; keep one side and delete the three marker lines',
    ],
  ])('%j', (source, expected) => {
    expect(told(source)).toBe(expected);
  });
});
