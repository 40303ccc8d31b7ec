import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { Patience } from './patience.ts';

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

/** Whether patience with a process that runs `text` has run out after `ms`. */
async function hasRunOut(text: string, limitMs: number, ms: number): Promise<boolean> {
  child = spawn(process.execPath, ['-e', text], { stdio: ['pipe', 'pipe', 'ignore'] });
  await new Promise((resolve) => child!.stdout!.once('data', resolve));
  let isOver = false;
  const patience = new Patience(limitMs, child.pid, () => {
    isOver = true;
  });
  patience.restart();
  await wait(ms);
  patience.stop();
  return isOver;
}

describe.skipIf(process.platform !== 'linux')('patience', () => {
  test('runs out with a process that works and works', async () => {
    expect(await hasRunOut("console.log('ready'); for (;;) {}", 400, 3_000)).toBe(true);
  });

  test('lasts longer with one that gets no turn', async () => {
    expect(await hasRunOut("console.log('ready'); process.stdin.on('data', () => {});", 400, 1_500)).toBe(false);
  });

  test('is not endless', async () => {
    expect(await hasRunOut("console.log('ready'); process.stdin.on('data', () => {});", 100, 2_500)).toBe(true);
  });
});
