import { join } from 'node:path';
import { KeptFile } from '#progress';

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
  readonly #file: KeptFile<Progress>;

  constructor(folder: string) {
    this.#file = new KeptFile(join(folder, 'quiz.json'), { empty: fresh, understand });
  }

  get path(): string {
    return this.#file.path;
  }

  /** Reads the progress. A file that cannot be understood is renamed; `setAside` says to what. */
  read(): { readonly progress: Progress; readonly setAside?: string } {
    const { content, ...rest } = this.#file.read();
    return { progress: content, ...rest };
  }

  /**
   * Writes what came of one question before it returns, and nothing else: what another copy of the quiz has written meanwhile
   * stays. `seed` is the learner's number for a file that is not there yet. Throws when the folder cannot be written.
   */
  remember(id: string, change: (before: Remembered | undefined) => Remembered, seed: number): void {
    this.#file.update((now) => {
      const isNew = Object.keys(now.questions).length === 0;
      return {
        ...now,
        ...(isNew ? { seed } : {}),
        questions: { ...now.questions, [id]: change(now.questions[id]) },
      };
    });
  }
}

function fresh(): Progress {
  return { schema: 1, seed: Math.floor(Math.random() * 2 ** 31), questions: {} };
}

function understand(read: unknown): Progress | null {
  const { seed, questions } = (read ?? {}) as Partial<Progress>;
  if (typeof questions !== 'object' || questions === null || !Number.isInteger(seed)) return null;
  const known = Object.entries(questions).filter(([, each]) => isRemembered(each));
  return { schema: 1, seed: seed!, questions: Object.fromEntries(known) };
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
