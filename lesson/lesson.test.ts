import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { transform } from 'sucrase';
import { describe, expect, test } from 'vitest';
import { describeSettings } from '#kafka';
import { facts } from './facts.ts';
import { anchorOf, codeBlocks, headingsOf, lineOf, patternOf, proseOf, withPictures, wordsOf } from './page.ts';
import { pictures, pictureWidth } from './pictures.ts';

const root = new URL('../', import.meta.url);
const file = new URL('lesson.md', root);
const draw = (name: string) => pictures[name]?.() ?? [`there is no picture ${name}`];
const read = (url: URL) => readFileSync(url, 'utf8').replaceAll('\r\n', '\n');
if (process.env['UPDATE_LESSON']) writeFileSync(file, withPictures(read(file), draw));
const page = read(file);
const prose = proseOf(page);
const blocks = codeBlocks(page);
const at = (index: number) => `lesson.md:${lineOf(page, index)}`;

describe('pictures', () => {
  test('are what the model draws (UPDATE_LESSON=1 npx vitest run lesson draws them again)', () => {
    const stale = blocks
      .filter(({ picture, lines }) => picture !== undefined && lines.join('\n') !== draw(picture).join('\n'))
      .map(({ picture, line }) => `lesson.md:${line}: ${picture}`);
    expect(stale).toEqual([]);
  });

  test('are all there, once each', () => {
    expect(blocks.flatMap(({ picture }) => picture ?? []).sort()).toEqual(Object.keys(pictures).sort());
  });

  test('fit', () => {
    const lines = Object.keys(pictures).flatMap(draw);
    expect(lines.filter((line) => line.length > pictureWidth)).toEqual([]);
  });
});

describe('numbers in the prose', () => {
  const places = facts().map((fact) => ({ fact, exact: [...prose.matchAll(patternOf(fact.parts, 'exactly'))] }));

  test('are what the model computes', () => {
    const wrong = places
      .filter(({ exact }) => exact.length === 0)
      .map(({ fact }) => {
        const near = patternOf(fact.parts, 'whatever the values').exec(prose);
        return near === null
          ? `lesson.md does not say: ${fact.parts.join('')}`
          : `${at(near.index)} says: ${near[0]}; the model says: ${fact.parts.join('')}`;
      });
    expect(wrong).toEqual([]);
  });

  test('all belong to a fact, a name or the table of exercises', () => {
    const names = [
      ...prose.matchAll(
        /KIP-\d+|`acks=[01]`|murmur2|CRC32|`user2`|^\d\. |exercises? [1-6]|Exercise [1-6]|^\| \[[1-6] .*$|quiz`, 5 minutes/gim,
      ),
    ];
    const spoken = [...places.flatMap(({ exact }) => exact), ...names].map((match) => [
      match.index,
      match.index + match[0].length,
    ]);
    const loose = [...prose.matchAll(/\d[\d.,]*/g)]
      .filter(({ index }) => !spoken.some(([from = 0, to = 0]) => from <= index && index < to))
      .map((number) => `${at(number.index)}: nothing checks the number ${number[0]}`);
    expect(loose).toEqual([]);
  });

  test('of minutes are those of the exercises, and make an hour with the lesson and the quiz', () => {
    const rows = [...page.matchAll(/^\| \[([1-6]) [^\]]*\]\(([^)]*)\) *\| (\d+) /gm)];
    expect(rows.map(([, number]) => number)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(15 + rows.reduce((sum, [, , , minutes]) => sum + Number(minutes), 0) + 5).toBe(60);
    const tasks = rows.map(([, , path = '', minutes]) => ({ path, minutes, url: new URL(path, root) }));
    for (const { path, minutes, url } of tasks.filter((task) => existsSync(task.url))) {
      expect(/^minutes: (\d+)$/m.exec(read(url))?.[1], path).toBe(minutes);
    }
  });
});

describe('wording', () => {
  test('the headings are those that questions and exercises point to', () => {
    expect(headingsOf(page)).toEqual([
      'What Kafka is',
      'Topics',
      'Partitions and keys',
      'Brokers and replication',
      'Producers and acks',
      'Consumers and offsets',
      'Consumer groups',
      'The architecture in one picture',
      'What a record is',
      'Kafka beside message queues',
      'Retention and compaction',
      'What Kafka guarantees',
      'Commands',
      'Takeaways',
      'Where to read on',
      'What comes next',
    ]);
  });

  test('fifteen minutes at two hundred and ten words a minute', () => {
    expect(wordsOf(prose)).toBeLessThanOrEqual(15 * 210);
  });

  test('settings are spelt as Kafka spells them', () => {
    const known = new Set([
      ...(['topic', 'broker', 'producer', 'consumer'] as const).flatMap((scope) =>
        describeSettings(scope).map(({ name }) => name),
      ),
      // Settings of clients and brokers that the model has no use for.
      'bootstrap.servers',
      'group.protocol',
      'replication.factor',
    ]);
    const mentioned = [...prose.matchAll(/`([a-z]+(?:\.[a-z]+)+)(?:=[^`]*)?`/g)];
    expect(mentioned.length).toBeGreaterThan(20);
    const unknown = mentioned.filter(([, name = '']) => !known.has(name)).map((found) => at(found.index) + found[0]);
    expect(unknown).toEqual([]);
  });

  test('links within the lesson lead to a heading', () => {
    const anchors = headingsOf(page).map(anchorOf);
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(2);
    for (const anchor of links) expect(anchors).toContain(anchor);
  });

  test('every proposal that is named is in the list to read on', () => {
    const list = page.slice(page.indexOf('## Where to read on'));
    const named = new Set([...page.matchAll(/KIP-\d+/g)].map(([name]) => name));
    for (const name of named) expect(list).toContain(name);
  });
});

test('the TypeScript is TypeScript', () => {
  const snippets = blocks.filter(({ language }) => language === 'ts');
  expect(snippets.length).toBeGreaterThan(0);
  for (const { lines, line } of snippets) {
    const compile = () => transform(lines.join('\n'), { transforms: ['typescript'], filePath: `lesson.md:${line}` });
    expect(compile).not.toThrow();
  }
});
