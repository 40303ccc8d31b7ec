import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a kept file held, and where it was moved if nobody could make sense of it. */
export interface Read<Content> {
  readonly content: Content;
  readonly setAside?: string;
}

/** What a kept file is for: an empty one, and the sense that is made of what was read (null: none). */
export interface Kind<Content> {
  readonly empty: () => Content;
  readonly understand: (read: unknown) => Content | null;
}

/**
 * One small JSON file that survives its programs: readable, safe to delete, replaced as a whole, so that a kill half-way leaves
 * the old one or the new one, and changed under a lock, so that two programs at once lose nothing of each other's.
 */
export class KeptFile<Content> {
  readonly path: string;
  readonly #kind: Kind<Content>;

  constructor(path: string, kind: Kind<Content>) {
    this.path = path;
    this.#kind = kind;
  }

  /** Reads the file; one that cannot be understood is renamed, never overwritten. */
  read(): Read<Content> {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch {
      return { content: this.#kind.empty() };
    }
    const content = this.#understand(text);
    if (content !== null) return { content };
    const setAside = `${this.path.replace(/\.json$/, '')}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}.json`;
    try {
      renameSync(this.path, setAside);
    } catch {
      // Another program was faster, or nothing may be written here, and then nothing is overwritten either.
      return { content: this.#kind.empty() };
    }
    return { content: this.#kind.empty(), setAside };
  }

  /** Changes what the file holds now, whoever wrote it last, before it returns. Throws when the folder cannot be written. */
  update(change: (content: Content) => Content): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const unlock = lock(`${this.path}.lock`);
    try {
      const draft = `${this.path}.${process.pid}.tmp`;
      writeFileSync(draft, `${JSON.stringify(change(this.read().content), null, 2)}\n`);
      patiently(() => renameSync(draft, this.path));
    } finally {
      unlock();
    }
  }

  #understand(text: string): Content | null {
    try {
      return this.#kind.understand(JSON.parse(text));
    } catch {
      return null;
    }
  }
}

const PATIENCE_MS = 2_000;

/** Waits for the lock. One that is older than our patience belongs to a program that was killed. */
function lock(path: string): () => void {
  const since = Date.now();
  for (;;) {
    try {
      closeSync(openSync(path, 'wx'));
      return () => rmSync(path, { force: true });
    } catch (error) {
      // Windows says EPERM for a file that another program is just removing.
      const { code } = error as NodeJS.ErrnoException;
      const isTaken = code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32');
      if (!isTaken) throw error;
      if (ageOf(path) > PATIENCE_MS || Date.now() - since > PATIENCE_MS) rmSync(path, { force: true });
      else pause(5);
    }
  }
}

function ageOf(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

/** On Windows a virus scanner may hold a file for a moment. */
function patiently(act: () => void): void {
  for (let attempt = 0; ; attempt++) {
    try {
      act();
      return;
    } catch (error) {
      if (attempt >= 10 || process.platform !== 'win32') throw error;
      pause(20);
    }
  }
}

/** Answers must be on disk before the next line runs: after Ctrl-D nothing asynchronous runs any more. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
