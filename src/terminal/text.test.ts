import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bar, squares } from './bar.ts';
import { columns, ends } from './columns.ts';
import { glyphs } from './glyphs.ts';
import { safe } from './safe.ts';
import { styles } from './style.ts';
import { shorten, textWidth, wrap } from './wrap.ts';

describe('safe', () => {
  test.each([
    ['a colour code', '\x1b[31mred', '\\u001b[31mred'],
    ['a jump of the cursor', 'a\rb', 'a\\u000db'],
    ['text that turns around', 'a\u202eb', 'a\\u202eb'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['half a character', 'a\ud800b', 'a\\ud800b'],
    ['a tag character', '\u{e0041}', '\\u{e0041}'],
    ['a C1 control', '\u009b2J', '\\u009b2J'],
    ['line ends', 'a\r\nb\nc', 'a\nb\nc'],
    ['a tab', 'a\tb', 'a  b'],
    ['every day text', '日本 é 👩 "x"', '日本 é 👩 "x"'],
  ])('%s', (_, text, shown) => {
    expect(safe(text)).toBe(shown);
  });
});

describe('wrap', () => {
  test('breaks between words and hangs under the first word', () => {
    const rule = 'the partition is a function of the key and the number of partitions; nothing else may change it';
    expect(wrap(rule, 60, { first: 'Rule   ' }).join('\n')).toMatchInlineSnapshot(`
      "Rule   the partition is a function of the key and the number
             of partitions; nothing else may change it"
    `);
  });

  test('keeps line ends, empty lines and the indent of a line', () => {
    expect(wrap('one\n\n    two three', 10)).toEqual(['one', '', '    two', 'three']);
  });

  test('counts what is seen: colours take no columns, 日 takes two', () => {
    const { key } = styles(true);
    expect(wrap(`${key('one')} ${key('two')}`, 7)).toEqual([`${key('one')} ${key('two')}`]);
    expect(wrap('日本 日本', 8)).toEqual(['日本', '日本']);
  });

  test('never makes a line wider than asked, and never loses a character', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 30 })),
        fc.integer({ min: 4, max: 90 }),
        (words, width) => {
          const text = words.map((word) => word.replaceAll(/\s/g, '')).join(' ');
          const lines = wrap(text, width, { first: '- ' });
          for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
          const kept = lines.join('').slice(1).replaceAll(' ', '');
          expect(kept).toBe(text.replaceAll(' ', ''));
        },
      ),
      { seed: 42 },
    );
  });

  test('shorten cuts one line with an ellipsis', () => {
    expect(shorten('ten letters', 8)).toBe('ten let…');
    expect(shorten('short', 8)).toBe('short');
    expect(shorten('日本日本', 6)).toBe('日本…');
  });
});

test('columns are as wide as their widest cell, and the last one is wrapped', () => {
  const rows = [
    ['npm run grade 2', 'this exercise, with what went wrong and where to read about it'],
    ['npm run watch', 'grade again after every save'],
  ];
  expect(columns(rows, { width: 60, indent: 2 }).join('\n')).toMatchInlineSnapshot(`
    "  npm run grade 2  this exercise, with what went wrong and
                       where to read about it
      npm run watch    grade again after every save"
  `);
  expect(
    columns(
      [
        ['lost', '0'],
        ['order violations', '3763'],
      ],
      { width: 60, align: ['left', 'right'] },
    ).join('\n'),
  ).toMatchInlineSnapshot(`
    "lost                 0
    order violations  3763"
  `);
});

test('two ends of a line become two lines where it is narrow', () => {
  expect(ends('Kafka Fundamentals', '18 of 44', 40)).toEqual(['Kafka Fundamentals              18 of 44']);
  expect(ends('Kafka Fundamentals', '18 of 44 checks', 30)).toEqual(['Kafka Fundamentals', '18 of 44 checks']);
});

describe('a progress bar', () => {
  const look = { glyph: glyphs(true), plain: false };

  test('has squares and numbers; plain, it is words', () => {
    expect(bar(3, 6, 6, look)).toBe('■■■··· 3/6');
    expect(bar(4, 12, 6, { glyph: glyphs(false), plain: false })).toBe('##....  4/12');
    expect(bar(3, 6, 6, { ...look, plain: true })).toBe('3 of 6');
  });

  test('is full only when all is done, and never empty after a start', () => {
    expect(squares(99, 100, 6, look)).toBe('■■■■■·');
    expect(squares(1, 100, 6, look)).toBe('■·····');
    expect(squares(0, 100, 6, look)).toBe('······');
    expect(squares(100, 100, 6, look)).toBe('■■■■■■');
    expect(squares(0, 0, 6, look)).toBe('······');
  });
});
