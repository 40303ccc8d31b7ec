import { createInterface, type Interface } from 'node:readline';
import type { Look } from '#terminal';
import { Pager } from './pager.ts';
import type { Session } from './session.ts';
import type { Shell } from './shell/shell.ts';

/** What a prompt needs once somebody types; loaded when the prompt stands already. */
export interface Machinery {
  readonly session: Session;
  readonly shell: Shell;
  readonly complete: (line: string) => [hits: string[], word: string];
}

/** A prompt's history, kept from one session to the next. */
export interface History {
  readonly lines: readonly string[];
  readonly keep: (lines: readonly string[]) => void;
}

const HISTORY_SIZE = 500;

/** Enter shows more, q stops. */
const PAGER_KEY = /^\s*q?\s*$/i;

/** Talks with a person at a terminal until they leave. Resolves to the exit code. */
export function converse(
  look: Look,
  history: History,
  load: (output: (text: string) => void) => Promise<Machinery>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    new Prompt(look, history, load, { resolve, reject }).open();
  });
}

interface Ending {
  readonly resolve: (code: number) => void;
  readonly reject: (error: unknown) => void;
}

class Prompt {
  readonly #pager: Pager;
  readonly #history: History;
  readonly #machinery: Promise<Machinery>;
  readonly #ending: Ending;
  #reader: Interface | undefined;
  #lines: string[];
  #ready: Machinery | undefined;
  #printed = '';
  /** Lines are taken one after the other, also those that came before everything was loaded. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    look: Look,
    history: History,
    load: (output: (text: string) => void) => Promise<Machinery>,
    ending: Ending,
  ) {
    this.#pager = new Pager(look, (text) => void process.stdout.write(text));
    this.#history = history;
    this.#lines = [...history.lines];
    this.#ending = ending;
    this.#open();
    // The prompt stands before the model is read from disk.
    this.#machinery = new Promise((resolve, reject) => {
      const output = (text: string) => {
        this.#printed += text;
      };
      setImmediate(() => load(output).then(resolve, reject));
    });
    this.#machinery.then((machinery) => {
      this.#ready = machinery;
    }, ending.reject);
  }

  open(): void {
    this.#ask();
  }

  #open(): void {
    const reader = createInterface({
      input: process.stdin,
      output: process.stdout,
      terminal: true,
      history: this.#lines,
      historySize: HISTORY_SIZE,
      removeHistoryDuplicates: true,
      completer: (line: string, done: (error: null, result: [string[], string]) => void) => {
        this.#machinery.then(({ complete }) => done(null, complete(line)), this.#ending.reject);
      },
    });
    reader.on('line', (line) => this.#next(({ shell }) => this.#take(shell, line)));
    reader.on('history', (lines) => {
      // What answers the pager is no command to come back to.
      if (this.#pager.hasMore && PAGER_KEY.test(lines[0] ?? '')) lines.shift();
      this.#lines = [...lines];
    });
    reader.on('SIGINT', () => this.#next(({ shell }) => this.#interrupt(shell)));
    reader.on('close', () => {
      if (this.#reader === reader) this.#next(({ shell }) => this.#endOfInput(shell));
    });
    this.#reader = reader;
  }

  /** At once, so that a pasted block is answered line by line; only what is typed before everything is loaded waits. */
  #next(work: (machinery: Machinery) => void): void {
    if (this.#ready === undefined)
      this.#turn = this.#turn.then(async () => work(await this.#machinery)).catch(this.#ending.reject);
    else {
      try {
        work(this.#ready);
      } catch (error) {
        this.#ending.reject(error);
      }
    }
  }

  #take(shell: Shell, line: string): void {
    if (this.#pager.hasMore && PAGER_KEY.test(line)) {
      if (line.trim() === '') this.#pager.showMore();
      else this.#pager.forget();
      this.#ask();
    } else this.#run(shell, line);
  }

  #run(shell: Shell, line: string): void {
    this.#pager.forget();
    const isEnter = line.trim() === '' && !shell.isInside && shell.session.playback !== undefined;
    const clears = line.trim() === 'clear' && !shell.isInside;
    shell.line(isEnter ? 'next' : line);
    this.#show();
    if (shell.hasEnded) this.#leave();
    else this.#ask();
    if (clears) this.#reader?.write(null, { ctrl: true, name: 'l' });
  }

  /** What was typed so far stays on the screen, and a new line begins. */
  #interrupt(shell: Shell): void {
    this.#pager.forget();
    shell.interrupt();
    this.#reader?.write(null, { ctrl: true, name: 'e' });
    process.stdout.write('^C\n');
    this.#show();
    this.#reopen();
  }

  /** Ctrl-D ends a producer or an unfinished command, and leaves otherwise. */
  #endOfInput(shell: Shell): void {
    process.stdout.write('\n');
    const isOver = !shell.isInside && !this.#pager.hasMore;
    this.#pager.forget();
    shell.end();
    this.#show();
    if (isOver || process.stdin.readableEnded || process.stdin.destroyed) this.#leave();
    else this.#reopen();
  }

  #reopen(): void {
    this.#close();
    this.#open();
    this.#ask();
  }

  #show(): void {
    const text = this.#printed;
    this.#printed = '';
    this.#pager.show(text);
  }

  #ask(): void {
    this.#reader?.setPrompt(this.#pager.hasMore ? this.#pager.prompt : (this.#ready?.shell.prompt ?? 'kafka> '));
    this.#reader?.prompt();
  }

  #leave(): void {
    this.#close();
    this.#history.keep(this.#lines);
    this.#ending.resolve(0);
  }

  #close(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    reader?.close();
  }
}
