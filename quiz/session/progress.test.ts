import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProgressFile, type Remembered } from './progress.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiz-progress-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const remembered: Remembered = { box: 1, attempts: 1, right: 0, last: '2026-11-22T10:00:00.000Z' };

test('what was written is read again, and nothing else lies around', () => {
  const file = new ProgressFile(join(folder, 'new'));
  expect(file.read().progress.questions).toEqual({});
  file.remember('a', () => remembered, 42);
  file.remember('a', (before) => ({ ...before!, attempts: before!.attempts + 1 }), 42);
  expect(file.read().progress).toEqual({ schema: 1, seed: 42, questions: { a: { ...remembered, attempts: 2 } } });
  expect(readdirSync(join(folder, 'new'))).toEqual(['quiz.json']);
  expect(readFileSync(file.path, 'utf8')).toContain('\n  "seed": 42');
});

test.each(['{"schema":1,"seed":', 'null', '[]', '{"questions":{}}', 'hello'])(
  'a broken file is set aside: %s',
  (text) => {
    const file = new ProgressFile(folder);
    writeFileSync(file.path, text);
    const { progress, setAside } = file.read();
    expect(progress.questions).toEqual({});
    expect(readFileSync(setAside!, 'utf8')).toBe(text);
    expect(readdirSync(folder)).toHaveLength(1);
  },
);

test('an entry that makes no sense is passed over, the others stay', () => {
  const file = new ProgressFile(folder);
  writeFileSync(
    file.path,
    JSON.stringify({ schema: 1, seed: 1, questions: { a: remembered, b: { box: 'two' }, c: null } }),
  );
  expect(Object.keys(file.read().progress.questions)).toEqual(['a']);
});

test('four copies of the quiz at once lose nothing', async () => {
  // Programs of their own, since threads of one program would share its file system calls; Node 20 cannot read TypeScript.
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({ input: fileURLToPath(new URL('progress.ts', import.meta.url)), platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const script = join(folder, 'writer.mjs');
  const loop = `const file = new ProgressFile(${JSON.stringify(join(folder, 'shared'))});
for (let n = 0; n < 25; n++) file.remember(process.argv[2] + n, () => (${JSON.stringify(remembered)}), 1);`;
  writeFileSync(script, `${output[0].code}\n${loop}`);
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => promisify(execFile)(process.execPath, [script, name])));
  expect(Object.keys(new ProgressFile(join(folder, 'shared')).read().progress.questions)).toHaveLength(100);
  expect(readdirSync(join(folder, 'shared'))).toEqual(['quiz.json']);
});
