import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../course.ts';
import { cannotWrite } from './whole-file.ts';

const NAME = '.in-use';

/** A run says this often that it is still there. */
const BEAT_MS = 10_000;

/** A run of which nothing was heard for so long is gone, on whatever machine it was. */
const SILENT_MS = 6 * BEAT_MS;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes hold of a class's output until this process ends, so that no other run writes into it meanwhile. What a killed run held is
 * taken over. Throws UsageError when another run is at work there.
 */
export function holdOut(out: string): void {
  const path = join(out, NAME);
  const held = holderOf(path);
  if (held !== null && isAlive(held, path)) throw inUse(out, path, `process ${held.pid} on ${held.host}`);
  try {
    if (existsSync(path)) rmSync(path);
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder), { flag: 'wx' });
  } catch (error) {
    // Of two runs that come this far together, one finds the other's file.
    throw (error as NodeJS.ErrnoException).code === 'EEXIST'
      ? inUse(out, path, 'just begun')
      : cannotWrite(path, error);
  }
  const beat = setInterval(() => {
    const now = new Date();
    if (existsSync(path)) utimesSync(path, now, now);
  }, BEAT_MS);
  beat.unref();
  process.once('exit', () => rmSync(path, { force: true }));
}

function inUse(out: string, path: string, who: string): UsageError {
  return new UsageError(
    `Another run (${who}) is grading into ${out}. Wait for it, or type another folder after --out. If there is none any more: wait a minute, or delete ${path}`,
  );
}

function holderOf(path: string): Holder | null {
  try {
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, host }: Holder, path: string): boolean {
  if (Date.now() - statSync(path).mtimeMs > SILENT_MS) return false;
  return host !== hostname() || (pid !== process.pid && isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, and is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
