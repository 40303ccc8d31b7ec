import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'sucrase';
import { expect, it } from 'vitest';
import { KeptFile } from './kept-file.ts';

const counts = {
  empty: (): Record<string, number> => ({}),
  understand: (read: unknown) => (typeof read === 'object' && read !== null ? (read as Record<string, number>) : null),
};

const aPath = () => join(mkdtempSync(join(tmpdir(), 'kept-')), 'progress', 'counts.json');

it('starts empty, and keeps what it was told', () => {
  const path = aPath();
  expect(new KeptFile(path, counts).read()).toEqual({ content: {} });
  new KeptFile(path, counts).update((content) => ({ ...content, a: 1 }));
  new KeptFile(path, counts).update((content) => ({ ...content, b: 2 }));
  expect(new KeptFile(path, counts).read()).toEqual({ content: { a: 1, b: 2 } });
  expect(readFileSync(path, 'utf8')).toBe('{\n  "a": 1,\n  "b": 2\n}\n');
});

it.each(['', '{', 'null', '42', '{"a":'])('sets a broken file aside and loses nothing of it: %j', (broken) => {
  const path = aPath();
  const file = new KeptFile(path, counts);
  file.update(() => ({ a: 1 }));
  writeFileSync(path, broken);
  const { content, setAside } = file.read();
  expect(content).toEqual({});
  expect(readFileSync(setAside!, 'utf8')).toBe(broken);
  expect(existsSync(path)).toBe(false);
});

it('takes over the lock of a program that was killed', () => {
  const path = aPath();
  const file = new KeptFile(path, counts);
  file.update(() => ({ a: 1 }));
  writeFileSync(`${path}.lock`, '');
  file.update((content) => ({ ...content, b: 2 }));
  expect(file.read().content).toEqual({ a: 1, b: 2 });
  expect(readdirSync(join(path, '..'))).toEqual(['counts.json']);
});

/** A script of its own with this class in it, as programs run it: in other processes, that can be killed. */
function scriptWith(body: string): string {
  const source = readFileSync(new URL('./kept-file.ts', import.meta.url), 'utf8');
  const path = join(mkdtempSync(join(tmpdir(), 'kept-')), 'script.mjs');
  writeFileSync(path, `${transform(source, { transforms: ['typescript'] }).code}\n${body}`);
  return path;
}

it('loses nothing when two programs write at once', async () => {
  const path = aPath();
  const script = scriptWith(`
    const [path, name] = process.argv.slice(2);
    const file = new KeptFile(path, { empty: () => ({}), understand: (read) => read });
    for (let i = 0; i < 50; i++) file.update((content) => ({ ...content, [name]: (content[name] ?? 0) + 1 }));`);
  const run = (name: string) =>
    new Promise((resolve) => spawn(process.execPath, [script, path, name], { stdio: 'inherit' }).on('close', resolve));
  expect(await Promise.all([run('a'), run('b')])).toEqual([0, 0]);
  expect(new KeptFile(path, counts).read().content).toEqual({ a: 50, b: 50 });
});

it('has kept what it said it kept, whenever it is killed', async () => {
  const path = aPath();
  const script = scriptWith(`
    import { writeSync } from 'node:fs';
    const file = new KeptFile(process.argv[2], { empty: () => ({ count: 0 }), understand: (read) => read });
    for (;;) {
      let kept;
      file.update(({ count }) => ({ count: (kept = count + 1) }));
      writeSync(1, kept + '\\n');
    }`);
  for (let kill = 0; kill < 10; kill++) {
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    await new Promise((resolve) => setTimeout(resolve, 120 + ((kill * 37) % 90)));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    const last = Number(said.trim().split('\n').at(-1) ?? 0);
    const { content, setAside } = new KeptFile(path, counts).read();
    expect(setAside).toBeUndefined();
    expect(content['count'] ?? 0).toBeGreaterThanOrEqual(last);
  }
});
