import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Interrupted } from './interrupted.ts';

/** A stream to read from: standard input, or a stand-in. */
export type Input = Readable & { readonly isTTY?: boolean };

interface Waiting {
  resolve(line: string | undefined): void;
  reject(why: Interrupted): void;
}

/**
 * The lines of a stream, one at a time, for a whole session. There must be only one reader: a second one would miss what
 * the first has read ahead, and the answers in a pipe would get lost.
 */
export class LineReader {
  readonly #input: Input;
  readonly #ready: string[] = [];
  #reader: Interface | undefined;
  #waiting: Waiting | undefined;
  #hasEnded = false;

  constructor(input: Input) {
    this.#input = input;
  }

  /** The next line, without its line end. Throws `Interrupted`; resolves to `undefined` if `signal` gives up waiting. */
  async next(signal?: AbortSignal): Promise<string | undefined> {
    if (signal?.aborted) return undefined;
    const line = this.#ready.shift();
    if (line !== undefined) return line;
    if (this.#hasEnded) throw this.#end();
    const reader = this.#open();
    const giveUp = () => this.#waiting?.resolve(undefined);
    const stop = () => this.#waiting?.reject(new Interrupted('person'));
    signal?.addEventListener('abort', giveUp, { once: true });
    process.on('SIGINT', stop);
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject };
        reader.resume();
      });
    } finally {
      this.#waiting = undefined;
      signal?.removeEventListener('abort', giveUp);
      process.removeListener('SIGINT', stop);
      // Paused, the input doesn't keep a program alive that has asked its last question.
      if (!this.#hasEnded) reader.pause();
    }
  }

  /** Stops reading for good. */
  close(): void {
    this.#hasEnded = true;
    this.#reader?.close();
  }

  #open(): Interface {
    // No `terminal: true`: the terminal itself edits the line, and nothing is ever drawn twice.
    this.#reader ??= createInterface({ input: this.#input, terminal: false, crlfDelay: Number.POSITIVE_INFINITY })
      .on('line', (line) => {
        if (this.#waiting) this.#waiting.resolve(line);
        else this.#ready.push(line);
        this.#waiting = undefined;
      })
      .on('close', () => {
        this.#hasEnded = true;
        this.#waiting?.reject(this.#end());
      });
    return this.#reader;
  }

  // Ctrl-D at a terminal is a person who leaves; the end of a pipe is a script with too few lines.
  #end(): Interrupted {
    return new Interrupted(this.#input.isTTY ? 'person' : 'end-of-input');
  }
}
