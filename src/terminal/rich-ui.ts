import { readNumber } from './answers.ts';
import { Interrupted, Left } from './interrupted.ts';
import { keysPrompt } from './keys-prompt.ts';
import type { Input } from './line-reader.ts';
import type { Look } from './look.ts';
import { orderPrompt } from './order-prompt.ts';
import { checkboxConfig, numberConfig, orderConfig, selectConfig, textConfig } from './rich-config.ts';
import { statusLine } from './status.ts';
import type { Choice, Key, NumberQuestion, Question, TextQuestion, Ui } from './ui.ts';

type Output = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };
type Context = { input: Input; output: Output; signal: AbortSignal };
type KeyPress = { readonly name?: string; readonly ctrl?: boolean };

const SHOW_CURSOR = '\x1b[?25h';

// By name: two copies of inquirer's core in one program would not be `instanceof` each other.
const LEAVING = ['ExitPromptError', 'AbortPromptError', 'CancelPromptError'];

/** Asks by inquirer's prompts, which draw on the screen and take single keys. Only for a terminal. */
export class RichUi implements Ui {
  readonly #look: Look;
  readonly #input: Input;
  readonly #output: Output;
  readonly #status: (line: string) => void;
  readonly #showCursor: (signal: NodeJS.Signals) => void;

  constructor(look: Look, input: Input, output: Output) {
    this.#look = look;
    this.#input = input;
    this.#output = output;
    this.#status = statusLine(output, look);
    this.#showCursor = (signal) => {
      output.write(SHOW_CURSOR);
      process.kill(process.pid, signal);
    };
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, this.#showCursor);
  }

  /** The look with today's size of the screen: a window may have been resized since the last question. */
  get look(): Look {
    const { columns, rows } = this.#output;
    return { ...this.#look, width: Math.min(columns || this.#look.width, 100), rows: rows || this.#look.rows };
  }

  print(...lines: string[]): void {
    for (const line of lines) this.#output.write(`${line}\n`);
  }

  status(line: string): void {
    this.#status(line);
  }

  single<Value>(question: Choice<Value> & { start?: Value }): Promise<Value> {
    return this.#askList(question, async (context) =>
      (await prompts()).select(selectConfig(question, this.look), context),
    );
  }

  multiple<Value>(question: Choice<Value>): Promise<Value[]> {
    return this.#askList(question, async (context) =>
      (await prompts()).checkbox(checkboxConfig(question, this.look), context),
    );
  }

  async order<Value>(question: Choice<Value>): Promise<Value[]> {
    const places = await this.#askList(question, (context) => orderPrompt(orderConfig(question, this.look), context));
    return places.flatMap((place) => question.options.slice(place, place + 1).map(({ value }) => value));
  }

  async number(question: NumberQuestion): Promise<number> {
    const line = await this.#ask(async (context) =>
      (await prompts()).input(numberConfig(question, this.look), context),
    );
    const reading = readNumber(line, question);
    // The prompt has let it through, so it is a number in the range.
    return 'value' in reading ? reading.value : Number.NaN;
  }

  async text(question: TextQuestion): Promise<string> {
    const line = await this.#ask(async (context) => (await prompts()).input(textConfig(question, this.look), context));
    return line.trim();
  }

  async confirm({ prompt = 'Sure?' }: Question): Promise<boolean> {
    this.print(this.#look.style.heading(prompt));
    const keys = [
      { key: 'y', does: 'yes' },
      { key: 'n', does: 'no' },
    ] as const;
    return (await this.keys(keys)) === 'y';
  }

  async keys<const Name extends string>(
    keys: readonly Key<Name>[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Name | undefined> {
    try {
      // A question that may be taken back leaves no trace: what comes instead would stand below it.
      const clearPromptOnDone = signal !== undefined;
      const chosen = await this.#ask(
        (context) => keysPrompt({ keys, look: this.look }, { ...context, clearPromptOnDone }),
        signal,
      );
      return keys.find(({ key }) => key === chosen)?.key;
    } catch (error) {
      if (signal?.aborted && nameOf(error) === 'AbortPromptError') return undefined;
      throw error;
    }
  }

  async pause(prompt = 'go on'): Promise<void> {
    await this.keys([{ key: 'enter', does: prompt }]);
  }

  close(): void {
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, this.#showCursor);
  }

  /** A question that may be left, if it says so. */
  async #askList<Value>({ leave }: Choice<unknown>, prompt: (context: Context) => Promise<Value>): Promise<Value> {
    const left = new AbortController();
    const onKey = (_: unknown, key?: KeyPress) => {
      if (leave !== undefined && !key?.ctrl && (key?.name === 'q' || key?.name === 'escape')) left.abort();
    };
    this.#input.on('keypress', onKey);
    try {
      return await this.#ask(prompt, left.signal);
    } catch (error) {
      throw left.signal.aborted && nameOf(error) === 'AbortPromptError' ? new Left() : error;
    } finally {
      this.#input.removeListener('keypress', onKey);
    }
  }

  /** The one place where inquirer is called: whatever it throws at a person who leaves becomes `Interrupted`. */
  async #ask<Value>(prompt: (context: Context) => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const leave = new AbortController();
    const onKey = (_: unknown, key?: KeyPress) => {
      // Inquirer lets Ctrl-D close its reader and says nothing, so that the process would simply run out of work.
      if (key?.ctrl && key.name === 'd') leave.abort();
    };
    const onEnd = () => leave.abort();
    this.#input.on('keypress', onKey).once('end', onEnd);
    // Ctrl-C is a key here; this is for a program that is told to stop by another.
    process.on('SIGINT', onEnd);
    try {
      const signals = signal ? [leave.signal, signal] : [leave.signal];
      return await prompt({
        input: this.#input,
        output: this.#output,
        signal: AbortSignal.any(signals),
      });
    } catch (error) {
      const isTakenBack = signal?.aborted && !leave.signal.aborted && nameOf(error) === 'AbortPromptError';
      throw isTakenBack || !LEAVING.includes(nameOf(error)) ? error : new Interrupted('person');
    } finally {
      this.#input.removeListener('keypress', onKey).removeListener('end', onEnd);
      process.removeListener('SIGINT', onEnd);
    }
  }
}

// A program that only takes keys never pays for these.
function prompts() {
  return import('./inquirer.ts');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
