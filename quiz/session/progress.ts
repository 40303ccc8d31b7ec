import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is remembered of one question. Times are ISO 8601. */
export interface Remembered {
  /** Leitner box, from 1 (missed) to 5. */
  readonly box: number;
  readonly attempts: number;
  readonly right: number;
  readonly last: string;
}

/** A learner's progress: a number of their own, so that two learners get other numbers, and what each question did. */
export interface Progress {
  readonly schema: 1;
  readonly seed: number;
  readonly questions: Readonly<Record<string, Remembered>>;
}

/** The file in which progress is kept, readable and safe to delete. */
export class ProgressFile {
  readonly path: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'quiz.json');
  }

  /** Reads the progress. A file that cannot be understood is renamed; `setAside` says to what. */
  read(): { readonly progress: Progress; readonly setAside?: string } {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch {
      return { progress: fresh() };
    }
    const progress = understand(text);
    if (progress !== null) return { progress };
    const setAside = `${this.path.replace(/\.json$/, '')}.broken-${new Date().toISOString().replace(/[:.]/g, '-')}.json`;
    renameSync(this.path, setAside);
    return { progress: fresh(), setAside };
  }

  /**
   * Writes what came of one question before it returns, and nothing else: what another copy of the quiz has written
   * meanwhile stays. The file is replaced as a whole, so that a kill half-way leaves the old one or the new one.
   * `seed` is the learner's number for a file that is not there yet.
   */
  remember(id: string, change: (before: Remembered | undefined) => Remembered, seed: number): void {
    mkdirSync(this.#folder, { recursive: true });
    const unlock = lock(join(this.#folder, 'quiz.lock'));
    try {
      const now = this.read().progress;
      const isNew = Object.keys(now.questions).length === 0;
      const next: Progress = {
        ...now,
        ...(isNew ? { seed } : {}),
        questions: { ...now.questions, [id]: change(now.questions[id]) },
      };
      const draft = join(this.#folder, `quiz.${process.pid}.tmp`);
      writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`);
      replace(draft, this.path);
    } finally {
      unlock();
    }
  }
}

function fresh(): Progress {
  return { schema: 1, seed: Math.floor(Math.random() * 2 ** 31), questions: {} };
}

function understand(text: string): Progress | null {
  try {
    const read = JSON.parse(text) as Partial<Progress> | null;
    if (typeof read !== 'object' || read === null || typeof read.questions !== 'object' || read.questions === null)
      return null;
    if (!Number.isInteger(read.seed)) return null;
    const questions = Object.fromEntries(Object.entries(read.questions).filter(([, each]) => isRemembered(each)));
    return { schema: 1, seed: read.seed!, questions };
  } catch {
    return null;
  }
}

function isRemembered(value: unknown): value is Remembered {
  const { box, attempts, right, last } = (value ?? {}) as Partial<Remembered>;
  return (
    Number.isInteger(box) &&
    Number.isInteger(attempts) &&
    Number.isInteger(right) &&
    !Number.isNaN(Date.parse(last ?? ''))
  );
}

const PATIENCE_MS = 2_000;

/** Waits for the lock; a lock older than our patience belongs to a program that died. */
function lock(path: string): () => void {
  const since = Date.now();
  for (;;) {
    try {
      closeSync(openSync(path, 'wx'));
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' && (error as NodeJS.ErrnoException).code !== 'EPERM')
        throw error;
      if (isOld(path) || Date.now() - since > PATIENCE_MS) rmSync(path, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function isOld(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > PATIENCE_MS;
  } catch {
    return false;
  }
}

/** Renames over a file; on Windows a virus scanner may hold it for a moment. */
function replace(draft: string, path: string): void {
  for (let attempt = 0; ; attempt++) {
    try {
      renameSync(draft, path);
      return;
    } catch (error) {
      if (attempt >= 10) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
