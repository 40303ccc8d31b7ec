import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { containedCommand } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox, a test '));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script as the child is run, and gives what it wrote. */
function contained(text: string) {
  const script = join(folder, 'probe.cjs');
  writeFileSync(script, text);
  const { command, args } = containedCommand(script);
  return spawnSync(command, args, { cwd: folder, env: {}, encoding: 'utf8', timeout: 20_000 });
}

test('a process so started reads no other file, writes none, starts nothing and makes no code from text', () => {
  const { stdout, stderr } = contained(`
    const tries = {
      'read a file': () => require('node:fs').readFileSync(process.execPath),
      'list a folder': () => require('node:fs').readdirSync('/'),
      'write a file': () => require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'written'))}, ''),
      'start a process': () => require('node:child_process').spawnSync('true').error === undefined || refused(),
      'start a thread': () => new (require('node:worker_threads').Worker)('0', { eval: true }),
      'load an addon': () => process.dlopen({ exports: {} }, '/lib/x86_64-linux-gnu/libc.so.6'),
      'reach into Node': () => process.binding('fs'),
      'make code from text': () => new Function('return 1')(),
      'run a text': () => eval('1'),
      'open a database': () => new (require('node:sqlite').DatabaseSync)(${JSON.stringify(join(folder, 'database'))}),
      'read the environment': () => Object.keys(process.env).some((name) => !['_', 'TZ'].includes(name)) || refused(),
    };
    const refused = () => { throw new Error('refused'); };
    for (const [what, act] of Object.entries(tries)) {
      try { act(); console.log('it can ' + what); } catch {}
    }
    console.log('done');
  `);
  expect(stdout + stderr).toBe('done\n');
});

test.skipIf(process.platform === 'win32')('a process so started gets no more memory than it is due', () => {
  const { stdout } = contained(`
    try { Buffer.alloc(2 ** 30).fill(1); console.log('it has a gigabyte'); } catch (error) { console.log(error.message); }
  `);
  expect(stdout).toBe('Array buffer allocation failed\n');
});
