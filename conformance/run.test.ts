import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeFile, describeTotal } from './report.ts';
import { runFile, vectorFilesIn } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, `${name}.json`), text);
}

const right = { id: 'right', key: 'user-1', murmur2: 1404122828, positive: 1404122828, p: [[50, 28]] };
const wrong = { ...right, id: 'wrong', p: [[50, 29]] };

it('finds the files that are JSON, sorted', () => {
  write('b', '{}');
  write('a', '{}');
  writeFileSync(join(folder, 'README.md'), '');
  expect(vectorFilesIn(folder)).toEqual(['a', 'b']);
});

it('reports an answer that is not the model’s as failed, in full', async () => {
  write('keyed-partitions', JSON.stringify({ vectors: [right, wrong] }));
  const result = await runFile(folder, 'keyed-partitions');
  expect(describeFile({ ...result, durationMs: 3.4 })).toBe(
    [
      'keyed-partitions                   1 passed      1 failed      0 skipped  3 ms',
      '    wrong: partition of 50',
      '      the model says 28',
      '      Kafka says     29',
    ].join('\n'),
  );
  expect(describeTotal([result, result])).toBe('2 passed, 2 failed, 0 skipped');
});

it('counts a vector that the judge cannot make sense of as failed', async () => {
  write('keyed-partitions', '{"vectors":[null]}');
  const { failures } = await runFile(folder, 'keyed-partitions');
  expect(failures).toEqual([{ id: 'number 1', message: expect.stringMatching(/^TypeError: .*null/) }]);
});

it('skips what has no judge, and says why', async () => {
  write('toString', '{"vectors":[1,2]}');
  const result = await runFile(folder, 'toString');
  expect(describeFile({ ...result, durationMs: 0 })).toBe(
    [
      'toString                           0 passed      0 failed      2 skipped  0 ms',
      '    2 skipped: no judge knows this kind of vector',
    ].join('\n'),
  );
});

it('says which file or folder cannot be read', async () => {
  write('broken', '{"vectors":');
  write('other', '[]');
  expect(() => vectorFilesIn(join(folder, 'missing'))).toThrow(/^Cannot read the folder .*missing\. Name a folder/);
  await expect(runFile(folder, 'broken')).rejects.toThrow(/^Cannot read .*broken\.json: Unexpected end of JSON/);
  await expect(runFile(folder, 'other')).rejects.toThrow(
    /other\.json is no vector file: it has no list called "vectors"/,
  );
});

it('does not call a folder without vectors a success', () => {
  expect(() => vectorFilesIn(folder)).toThrow(/^There is no \.json file in /);
});
