import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inReadingOrder, type Problem, report } from '../bank/problem.ts';
import { randomFrom, shuffled } from '../random.ts';
import { bankFile, surroundings } from './fixtures/surroundings.ts';
import { reviewCourse } from './review-course.ts';

const banks = [
  readFileSync(new URL('fixtures/sample.md', import.meta.url), 'utf8'),
  ...readdirSync(new URL('..', import.meta.url))
    .filter((name) => /^[a-z].*\.md$/.test(name))
    .map((name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')),
];

const splinters = [
  '---',
  '```',
  '```yaml question',
  '## ',
  '### ',
  '- [x] ',
  '- [ ] ',
  '- [X ]',
  '  > ',
  '[[',
  ']]',
  '{{',
  '}}',
  '{M2-01}',
  '|',
  ': ',
  '"',
  "'",
  '[',
  '{',
  '&a',
  '*a',
  '<<: ',
  '!!js/function ',
  '\t',
  '\0',
  '\uD800',
  '\u202e',
  '\uFFFD',
  '€',
  '日本',
  '`/(/`',
  '[[/(/]]',
  '__proto__: 1',
  'constructor: 2',
  '<script>',
  '![](x)',
  '[a]: b',
  '1. ',
  '    ',
  '\n',
  '\r',
  '\n\n\n',
  '9..2',
  '..',
  '± ',
  'variants: 60',
  'type: order',
  'type: trace',
  '~~~',
];

const at = (text: string, random: () => number) => Math.floor(random() * (text.length + 1));

/** Ways in which a file comes to harm: something typed, cut out, doubled, moved, cut off, or a line taken away. */
const harms: readonly ((text: string, random: () => number) => string)[] = [
  (text, random) => {
    const here = at(text, random);
    return text.slice(0, here) + splinters[Math.floor(random() * splinters.length)] + text.slice(here);
  },
  (text, random) => {
    const here = at(text, random);
    return text.slice(0, here) + text.slice(here + Math.ceil(random() * 40));
  },
  (text, random) => {
    const here = at(text, random);
    return text.slice(0, here) + text.slice(here, here + Math.ceil(random() * 300)) + text.slice(here);
  },
  (text, random) => text.slice(0, at(text, random)),
  (text, random) => {
    const lines = text.split('\n');
    const [line] = lines.splice(Math.floor(random() * lines.length), 1);
    if (random() < 0.5) lines.splice(Math.floor(random() * lines.length), 0, line!);
    return lines.join('\n');
  },
  (text, random) => text.replaceAll(random() < 0.5 ? '  ' : '\n\n', random() < 0.5 ? ' ' : '\n'),
];

function standsInTheFile({ line, column, length }: Problem, lines: readonly string[]): boolean {
  return line >= 1 && line <= lines.length && column >= 1 && length >= 1 && Number.isInteger(column);
}

test('5,000 damaged banks are read without a crash, and every problem stands in its file', () => {
  let whole = 0;
  for (let seed = 0; seed < 5_000; seed++) {
    const random = randomFrom('damage', seed);
    const text = banks[seed % banks.length]!;
    // A few questions are enough for one file, and keep five thousand of them quick.
    const parts = text.split(/^(?=## )/m);
    let harmed = parts[0]! + shuffled(parts.slice(1), random).slice(0, 2).join('');
    for (let harm = Math.floor(random() * 6); harm >= 0; harm--)
      harmed = harms[Math.floor(random() * harms.length)]!(harmed, random);
    const file = bankFile(harmed);
    const { problems } = reviewCourse([file], surroundings);
    expect(
      problems.filter((each) => !standsInTheFile(each, file.lines)),
      `seed ${seed}`,
    ).toEqual([]);
    expect(report(problems, [file])).toContain(' error');
    expect(inReadingOrder(problems)).toEqual(problems);
    if (problems.every(({ level }) => level !== 'error')) whole++;
  }
  // If most of them were still whole, this would not be a test of damage.
  expect(whole).toBeLessThan(1_500);
});
