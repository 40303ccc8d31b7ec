import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exitCodeFor } from './program.ts';

/** Runs the fixture as a process of its own; `stdout` as `spawn` wants it. */
async function run(
  ending: string,
  stdout: 'pipe' | number = 'pipe',
  onOutput?: (child: ReturnType<typeof spawn>) => void,
) {
  const child = spawn(process.execPath, ['start/program.mjs', 'src/terminal/fixtures/ending.ts', ending], {
    stdio: ['ignore', stdout, 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
    onOutput?.(child);
  });
  child.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output, errors };
}

test('a normal end never makes npm print an error block in a terminal; a script reads the code', () => {
  expect(exitCodeFor(1, { isTerminal: true, ci: false })).toBe(0);
  expect(exitCodeFor(1, { isTerminal: false, ci: false })).toBe(1);
  expect(exitCodeFor(1, { isTerminal: true, ci: true })).toBe(1);
  expect([0, 2, 3, 130].map((code) => exitCodeFor(code, { isTerminal: true, ci: false }))).toEqual([0, 2, 3, 130]);
});

test.each([
  ['passed', 0, /^$/],
  ['left', 1, /^$/],
  ['content', 2, /^quiz\/offsets\.md:12:3: this question has no right answer\n$/],
  ['ended', 2, /^The input ended before all questions were answered: give one line for each question\.\n$/],
  ['stopped', 130, /^$/],
  ['broken', 3, /^TypeError: our own mistake\n +at .*Please report it with the lines above\.\n$/s],
  ['broken-later', 3, /^TypeError: our own mistake, later\n +at .*Please report it/s],
])('%s ends with %i', async (ending, code, errors) => {
  const end = await run(ending);
  expect(end.code).toBe(code);
  expect(end.errors).toMatch(errors);
});

test('all output is written before the end', async () => {
  const { code, output } = await run('much-output');
  expect(code).toBe(1);
  expect(output.split('\n')).toHaveLength(20_001);
});

test('a pipe that is closed early is no error, and the work goes on', async () => {
  const { code, errors } = await run('much-output', 'pipe', (child) => child.stdout?.destroy());
  expect(errors).toBe('all written\n');
  expect(code).toBe(1);
});

test.skipIf(process.platform !== 'linux')('a disk that is full is one sentence', async () => {
  const full = openSync('/dev/full', 'w');
  const { code, errors } = await run('much-output', full);
  closeSync(full);
  expect(errors.split('\n').sort()).toEqual([
    '',
    'The output could not be written: ENOSPC: no space left on device, write',
    'all written',
  ]);
  expect(code).toBe(3);
});
