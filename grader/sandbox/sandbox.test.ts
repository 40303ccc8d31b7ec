import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openSandbox, type Program } from './sandbox.ts';
import { StudentError } from './student-error.ts';

const folders: string[] = [];
const sandbox = openSandbox({ callMs: 1_000 });

afterAll(() => {
  sandbox.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function load(files: Record<string, string | Uint8Array>, given?: string): Promise<Program> {
  return sandbox.load({ folder: folderWith(files), file: 'exercise.ts', given });
}

const loadText = (text: string) => load({ 'exercise.ts': text });

async function refusal(loading: Promise<Program>): Promise<StudentError> {
  const error = await loading.then(
    () => new Error('it was loaded'),
    (thrown: Error) => thrown,
  );
  if (!(error instanceof StudentError)) throw error;
  return error;
}

const echo = 'export const echo = (...args: unknown[]) => args;';

describe('a program', () => {
  test('tells what it exports, in the order written, and what it printed', async () => {
    const program = await loadText(`
      console.log('loading', { a: [1, -0, 'x'] }, new Map([[1, 2n]]));
      export const answers = { c1: true, c2: undefined };
      export function partitionForKey(key: string, partitionCount: number): number { return key.length % partitionCount; }
      export type Key = string;
      export interface Nothing {}
    `);
    expect([...program.exports]).toEqual([
      ['answers', { kind: 'value', value: { c1: true, c2: undefined } }],
      ['partitionForKey', { kind: 'function', arity: 2 }],
    ]);
    expect(program.console).toBe('loading { a: [1, -0, "x"] } Map {1 => 2n}\n');
  });

  test('is asked with plain data of every kind, which arrives as it was sent', async () => {
    const args = [
      null,
      undefined,
      Number.NaN,
      -0,
      Number.NEGATIVE_INFINITY,
      1e300,
      2n ** 70n,
      'a "$" b \\ \u2028 \ud83d\ude00 日\n',
      { $: 'undefined', of: { $: 1 } },
      { a: undefined, '10': [[], {}], b: { $: 1 } },
      new Map<unknown, unknown>([[{ a: 1 }, new Set([1, 'x', undefined])]]),
      new Uint8Array([0, 255]),
      new Float64Array([1.5, -0]),
      new BigInt64Array([-1n]),
    ];
    const program = await loadText(echo);
    const answer = await program.call('echo', args);
    expect(answer).toMatchObject({ outcome: 'returned', value: args, mutated: false });
    expect(Object.is((answer as { value: number[] }).value[3], -0)).toBe(true);
  });

  test('may use what TypeScript and the language offer', async () => {
    const program = await loadText(`
      enum Policy { Skip = 'skip', Stop = 'stop' }
      const enum Level { Low, High }
      abstract class Base { abstract name(): string; protected constructor(readonly id = 7, private tag?: string) {} }
      class Consumer extends Base {
        static #made = 0;
        count = Consumer.#made++;
        constructor(public group: string) { super(); }
        name() { return this.group + this.id + this.count; }
      }
      function over(a: string): string;
      function over(a: number): number;
      function over(a: unknown) { return a; }
      export const ask = async <T,>(value: T extends never ? 1 : string): Promise<unknown[]> => {
        await Promise.resolve();
        const copy = structuredClone({ a: new Map([[1, [value]]]), d: new Date(5) });
        copy.a.get(1)!.push('changed');
        const bytes = new TextEncoder().encode('é') satisfies Uint8Array as Uint8Array;
        return [Policy.Stop, Level.High, new Consumer('g').name(), over(<any>1), copy.a, copy.d.getTime(),
          Buffer.from('日本', 'utf8').toString('hex'), new TextDecoder().decode(bytes), value?.length ?? 0, 1_000,
          'b'.localeCompare('a'), [3, 1, 2].toSorted?.() ?? [1, 2, 3], Object.groupBy === undefined || true];
      };
    `);
    expect(await program.call('ask', ['x'])).toMatchObject({
      outcome: 'returned',
      value: [
        'stop',
        1,
        'g70',
        1,
        new Map([[1, ['x', 'changed']]]),
        5,
        'e697a5e69cac',
        'é',
        1,
        1000,
        1,
        [1, 2, 3],
        true,
      ],
    });
  });

  test('is caught changing its arguments, asking the time, and throwing dice', async () => {
    const program = await loadText(`
      export const sorts = (list: number[]) => list.sort();
      export const copies = (list: number[]) => [...list].sort();
      export const deep = (state: { a: { b: number } }) => { state.a.b = 2; };
      export const later = async (list: number[]) => { await null; list.pop(); };
      export const asksTime = () => [Date.now(), new Date().toISOString(), new Date(0).getTime()];
      export const throwsDice = () => Math.random();
    `);
    const call = async (name: string, ...args: unknown[]) => program.call(name, args);
    expect(await call('sorts', [2, 1])).toMatchObject({ mutated: true, value: [1, 2] });
    expect(await call('sorts', [1, 2])).toMatchObject({ mutated: false });
    expect(await call('copies', [2, 1])).toMatchObject({ mutated: false, usedClock: false, usedRandom: false });
    expect(await call('deep', { a: { b: 1 } })).toMatchObject({ mutated: true });
    expect(await call('later', [1])).toMatchObject({ mutated: true });
    const now = Date.UTC(2026, 0, 1);
    const asked = { usedClock: true, usedRandom: false, value: [now, '2026-01-01T00:00:00.000Z', 0] };
    expect(await call('asksTime')).toMatchObject(asked);
    expect(await call('throwsDice')).toMatchObject({ usedClock: false, usedRandom: true });
  });

  test('shows where it threw, in its own file rather than in given.ts', async () => {
    const given = join(
      folderWith({
        'given.ts': 'export const check = (n: number) => {\n  if (n < 0) throw new RangeError("n is " + n);\n};',
      }),
      'given.ts',
    );
    const program = await load(
      {
        'exercise.ts':
          "import { check } from './given.ts';\n\n/** A comment. */\nexport function ask(n: number): void {\n  check(n);\n}\n",
      },
      given,
    );
    expect(await program.call('ask', [-1])).toMatchObject({
      outcome: 'threw',
      error: {
        name: 'RangeError',
        message: 'n is -1',
        inherits: ['RangeError', 'Error'],
        file: 'exercise.ts',
        line: 5,
        codeFrame: '  4 | export function ask(n: number): void {\n> 5 |   check(n);\n  6 | }',
      },
    });
  });

  test('says which error classes an error of its own inherits from', async () => {
    const program = await loadText(`
      class InvalidPartition extends RangeError { override name = 'InvalidPartition'; }
      export const ask = () => { throw new InvalidPartition('no'); };
    `);
    expect(await program.call('ask', [])).toMatchObject({
      error: { name: 'InvalidPartition', inherits: ['RangeError', 'Error'] },
    });
  });

  test('prints for one call what it printed in that call, cut at a sensible length', async () => {
    const program = await loadText(
      'export const ask = (n: number) => { for (let i = 0; i < n; i++) console.log(i); };',
    );
    const texts = (await Promise.all([2, 0, 100_000].map((n) => program.call('ask', [n])))).map(
      (answer) => (answer as { console: string }).console,
    );
    expect(texts.slice(0, 2)).toEqual(['0\n1\n', '']);
    expect(texts[2]).toMatch(/^0\n1\n[\d\n]+…$/);
    expect(texts[2]).toHaveLength(2_001);
  });
});

describe('many calls', () => {
  const text = `
    let calls = 0;
    export const double = (n: number) => { calls++; if (n === 13) for (;;) {} return 2 * n; };
    export const other = (n: number) => n + 1;
    export const count = () => calls;
  `;
  const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

  test('are answered in order', async () => {
    const program = await loadText('export const double = (n: number) => 2 * n;');
    const heard: number[] = [];
    const calls = upTo(5_000).map(async (n) => {
      const answer = await program.call('double', [n]);
      heard.push(n);
      return answer;
    });
    const answers = await Promise.all(calls);
    expect(answers.map((answer) => (answer as { value: number }).value)).toEqual(upTo(5_000).map((n) => 2 * n));
    expect(heard).toEqual(upTo(5_000));
  });

  test('tell exactly which of them hangs; its function is not asked again, others are', async () => {
    const program = await loadText(text);
    const answers = await Promise.all(upTo(16).map((n) => program.call('double', [n])));
    const message = 'no answer within 1 s; look for a loop or a recursion that never ends';
    const unasked = { outcome: 'not-asked', message: 'double was not asked again: it gave no answer before' };
    expect(answers.slice(0, 13).map((answer) => (answer as { value: number }).value)).toEqual(
      upTo(13).map((n) => 2 * n),
    );
    expect(answers.slice(13)).toEqual([{ outcome: 'timeout', message }, unasked, unasked]);
    expect(await program.call('count', [])).toMatchObject({ value: 0 });
  });

  test('of others, asked side by side, are all answered', async () => {
    const [program, neighbour] = [await loadText(text), await loadText('export const ask = () => "neighbour";')];
    const asked = [1, 13, 2].map((n) => program.call('double', [n]));
    const others = [neighbour.call('ask', []), program.call('other', [1]), program.call('nothing', [])];
    const outcomes = (await Promise.all([...asked, ...others])).map((answer) =>
      answer.outcome === 'returned' ? answer.value : answer.outcome,
    );
    expect(outcomes).toEqual([2, 'timeout', 'not-asked', 'neighbour', 2, 'missing']);
  });
});

test('a program does not suffer for what the one before it left behind', async () => {
  const patient = openSandbox({ callMs: 20_000 });
  const greedy = `
    const all = Array.from({ length: 1_500_000 }, (_, i) => ({ i }));
    const bytes = new Uint8Array(60_000_000).fill(1);
    Promise.reject(new Error('nobody hears of this, and it holds on to everything'));
    export const ask = () => all.length + bytes.length;
  `;
  const folder = folderWith({ 'exercise.ts': greedy });
  const outcomes: unknown[] = [];
  for (let round = 0; round < 3; round++) {
    const program = await patient.load({ folder, file: 'exercise.ts' });
    outcomes.push(await program.call('ask', []));
  }
  patient.close();
  expect(outcomes).toMatchObject(Array(3).fill({ outcome: 'returned', value: 61_500_000 }));
});

describe('helper files', () => {
  test('are found with and without an ending, in folders below, and in a circle', async () => {
    const program = await load({
      'exercise.ts': `
        import type { TopicPartition } from '#kafka';
        import { type Key, twice } from './helper';
        import * as deep from './lib/deep.js';
        import isOdd, { isEven } from './odd.ts';
        export * from './more.ts';
        export { twice as again } from './helper.ts';
        export const ask = (n: number): unknown[] => [twice(n), deep.half(n), isEven(n), isOdd(n)];
      `,
      'helper.ts': 'export type Key = string;\nexport const twice = (n: number) => 2 * n;',
      'lib/deep.ts': "import { twice } from '../helper';\nexport const half = (n: number) => n / twice(1);",
      'odd.ts':
        "import { two } from './even.ts';\nexport const isEven = (n: number): boolean => n === 0 || isOdd(n - 1);\nexport default function isOdd(n: number): boolean { return n !== 0 && isEven(n - two + 1); }",
      'even.ts': "import isOdd from './odd.ts';\nexport const two = 2;\nexport const unused = isOdd;",
      'more.ts': 'export const more = 1;',
    });
    expect(await program.call('ask', [4])).toMatchObject({ value: [8, 2, true, false] });
    expect([...program.exports.keys()].sort()).toEqual(['again', 'ask', 'more']);
  });

  test('give way to what the file itself exports', async () => {
    const program = await load({
      'exercise.ts': `
        export * from './others.ts';
        export const arrow = () => 'own arrow';
        export function plain() { return 'own function'; }
        export class Kind {}
        export const ask = () => [arrow(), plain(), new Kind().constructor.name, Object.keys(exported())];
        import * as others from './others.ts';
        const exported = () => others;
      `,
      'others.ts':
        "export const arrow = () => 'theirs'; export function plain() { return 'theirs'; } export class Kind { k = 1 } export const more = 1;",
    });
    expect(await program.call('ask', [])).toMatchObject({
      value: ['own arrow', 'own function', 'Kind', ['arrow', 'plain', 'Kind', 'more']],
    });
    expect(await program.call('arrow', [])).toMatchObject({ value: 'own arrow' });
    expect([...program.exports.keys()].sort()).toEqual(['Kind', 'arrow', 'ask', 'more', 'plain']);
  });

  test('given.ts is always the course’s own', async () => {
    const given = join(folderWith({ 'given.ts': 'export const whose = "course";' }), 'given.ts');
    const files = {
      'exercise.ts': "import { whose } from './given';\nexport const ask = () => whose;",
      'given.ts': 'export const whose = "student";',
    };
    expect(await (await load(files, given)).call('ask', [])).toMatchObject({ value: 'course' });
    const fromAfar = { 'exercise.ts': "export { whose } from '../exercises/02-partition-assignment/given.ts';" };
    expect((await load(fromAfar, given)).exports.get('whose')).toEqual({ kind: 'value', value: 'course' });
    expect((await refusal(load(files))).message).toBe('"./given" cannot be imported: this exercise has no given.ts');
  });

  test('are held to the same rules, and named where they break them', async () => {
    const error = await refusal(
      load({ 'exercise.ts': "import './helper.ts';", 'helper.ts': "\nimport { murmur2 } from '#kafka';\nmurmur2();" }),
    );
    expect(error).toMatchObject({ kind: 'import', file: 'helper.ts', line: 2, column: 25 });
    expect(error.codeFrame).toBe(
      "  1 |\n> 2 | import { murmur2 } from '#kafka';\n    |                         ^\n  3 | murmur2();",
    );
  });

  test('that are imported for their types alone need not be there', async () => {
    const program = await loadText(`
      import { TopicPartition } from '#kafka';
      import type { Nothing } from './nothing.ts';
      import { type A, type B } from './nothing.ts';
      type Inline = import('./nothing.ts').Nothing;
      export type { C } from './nothing.ts';
      export const ask = (at: TopicPartition | Nothing | A | B | Inline) => at;
    `);
    expect(await program.call('ask', [1])).toMatchObject({ value: 1 });
  });
});

describe('a file that cannot be read', () => {
  const told = async (loading: Promise<Program>) => {
    const { kind, message } = await refusal(loading);
    return `${kind}: ${message}`;
  };

  test('is none', async () => {
    expect(await told(load({}))).toBe('missing: exercise.ts is not there');
    expect(await told(load({ 'exercise.ts/index.ts': '' }))).toBe(
      'missing: exercise.ts is a folder where a file is wanted',
    );
  });

  test.skipIf(process.platform === 'win32')('leads elsewhere', async () => {
    const folder = folderWith({ 'exercise.ts': "import './lib/secret.ts';", 'real.ts': '' });
    const elsewhere = folderWith({ 'secret.ts': 'export const secret = 1;' });
    symlinkSync(elsewhere, join(folder, 'lib'));
    expect(await told(sandbox.load({ folder, file: 'exercise.ts' }))).toBe(
      'missing: lib/secret.ts is a link to a file outside this folder; put the code itself there',
    );
    symlinkSync(join(elsewhere, 'secret.ts'), join(folder, 'link.ts'));
    expect(await told(sandbox.load({ folder, file: 'link.ts' }))).toBe(
      'missing: link.ts is a link to another file; put the code itself there',
    );
    const linked = join(folderWith({}), 'linked');
    symlinkSync(folderWith({ 'exercise.ts': echo }), linked);
    expect((await sandbox.load({ folder: linked, file: 'exercise.ts' })).exports.has('echo')).toBe(true);
  });

  test('is no text', async () => {
    const latin1 = Buffer.from("export const name = 'Müller';", 'latin1');
    expect(await told(load({ 'exercise.ts': latin1 }))).toBe(
      'syntax: exercise.ts is not UTF-8 text; save it with the encoding UTF-8',
    );
    expect(await told(loadText('export const a = 1;\n\0'))).toBe(
      'syntax: exercise.ts holds a NUL byte in line 2; save it again as plain text',
    );
    expect(await told(loadText(`// ${'x'.repeat(70_000)}`))).toBe(
      'syntax: exercise.ts is larger than 64 KB; a solution is much shorter',
    );
  });

  test('imports too much', async () => {
    const names = Array.from({ length: 25 }, (_, i) => `a${i}.ts`);
    const files = Object.fromEntries(names.map((name) => [name, '']));
    const text = names.map((name) => `import './${name}';`).join('\n');
    expect(await told(load({ ...files, 'exercise.ts': text }))).toBe(
      'import: more than 20 files are imported; a solution needs one or two',
    );
  });

  test.each([
    ['arrows', '()=>'.repeat(16_000)],
    ['parentheses', '('.repeat(30_000)],
    ['blocks', '{'.repeat(30_000)],
    ['type arguments', `const a = ${'f<'.repeat(20_000)}`],
    ['additions', `export const a = ${'1+'.repeat(30_000)}1;`],
  ])('is nested too deeply, in %s', async (_, text) => {
    expect(await told(loadText(text))).toBe('syntax: the code is nested too deeply to be compiled');
  });

  test('keeps the compiler busy for ever', async () => {
    expect(await told(loadText(`export const ask = () => ${'a ? (b) : c => '.repeat(28)}1`))).toBe(
      'timeout: the file was still loading after 1 s; look for a loop outside any function, or code nested very deeply',
    );
    const grows = Array.from({ length: 40 }, (_, i) => `B${i} = ${i ? `B${i - 1} + B${i - 1}` : '"x"'}`);
    expect(await told(loadText(`enum E { ${grows.join(', ')} }`))).toMatch(/^(?:memory|timeout): the file /);
  });
});

test('a closed sandbox answers nothing', async () => {
  const closed = openSandbox();
  closed.close();
  const folder = folderWith({ 'exercise.ts': echo });
  await expect(closed.load({ folder, file: 'exercise.ts' })).rejects.toThrow('the sandbox is closed');
});
