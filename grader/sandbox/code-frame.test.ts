import { expect, test } from 'vitest';
import { codeFrame } from './code-frame.ts';
import { printable } from './printable.ts';

const text = 'one\r\n\tconst two = 日;\nthree\nfour\n';

test('a code frame shows the line between its neighbours', () => {
  expect(codeFrame(text, 2)).toBe('  1 | one\n> 2 |   const two = 日;\n  3 | three');
  expect(codeFrame(text, 4)).toBe('  3 | three\n> 4 | four');
});

test('a caret points at the column, tabs counted as they are shown', () => {
  expect(codeFrame(text, 2, 8)).toBe('  1 | one\n> 2 |   const two = 日;\n    |         ^\n  3 | three');
});

test('what would steer the terminal is shown, not obeyed', () => {
  expect(codeFrame('a\u001b[2J\u202e', 1)).toBe('> 1 | a\\u{001b}[2J\\u{202e}');
  expect(printable('a\tb\r\nc\u0007\ud83d\u{1f600}\u2028é')).toBe('a\tb\nc\\u{0007}\\u{d83d}\u{1f600}\\u{2028}é');
});
