import type { Writable } from 'node:stream';
import {
  kindOfNumber,
  letterRange,
  type Reading,
  readNumber,
  readOne,
  readOrder,
  readSome,
  readYesNo,
} from './answers.ts';
import { Left } from './interrupted.ts';
import { type Input, LineReader } from './line-reader.ts';
import type { Look } from './look.ts';
import {
  type Choice,
  type Key,
  letterOf,
  type NumberQuestion,
  type Option,
  type Question,
  type TextQuestion,
  type Ui,
} from './ui.ts';
import { wrap } from './wrap.ts';

/** Asks by lines of text: options are listed once, an answer is typed and ended with Enter. Nothing on the screen moves. */
export class PlainUi implements Ui {
  readonly look: Look;
  readonly #lines: LineReader;
  readonly #input: Input;
  readonly #output: Writable;

  constructor(look: Look, input: Input, output: Writable) {
    this.look = look;
    this.#input = input;
    this.#output = output;
    this.#lines = new LineReader(input);
  }

  print(...lines: string[]): void {
    for (const line of lines) this.#output.write(`${line}\n`);
  }

  status(): void {}

  async single<Value>({ prompt = 'Your answer', options, leave }: Choice<Value> & { start?: Value }): Promise<Value> {
    this.#list(options);
    const count = options.length;
    const index = await this.#askList(leave, `${prompt} (${letterRange(count)}`, (line) => readOne(line, count));
    return valueAt(options, index);
  }

  async multiple<Value>({ prompt = 'Your answers', options, leave }: Choice<Value>): Promise<Value[]> {
    this.#list(options);
    const count = options.length;
    const indices = await this.#askList(leave, `${prompt} (one letter or more, ${letterRange(count)}`, (line) =>
      readSome(line, count),
    );
    return indices.map((index) => valueAt(options, index));
  }

  async order<Value>({ prompt = 'Your order', options, leave }: Choice<Value>): Promise<Value[]> {
    this.#list(options);
    const count = options.length;
    const indices = await this.#askList(leave, `${prompt} (all ${count} letters`, (line) => readOrder(line, count));
    return indices.map((index) => valueAt(options, index));
  }

  number({ prompt = 'Your number', ...range }: NumberQuestion): Promise<number> {
    return this.#ask(`${prompt} (${kindOfNumber(range)})`, (line) => readNumber(line, range));
  }

  text({ prompt = 'Your answer', default: byDefault }: TextQuestion): Promise<string> {
    return this.#ask(byDefault === undefined ? prompt : `${prompt} (Enter: ${byDefault})`, (line) => {
      const value = line.trim() || byDefault;
      return value ? { value } : { problem: 'Type an answer, then Enter.' };
    });
  }

  confirm({ prompt = 'Sure?' }: Question): Promise<boolean> {
    return this.#ask(`${prompt} (y or n)`, readYesNo);
  }

  async keys<const Name extends string>(
    keys: readonly Key<Name>[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<Name | undefined> {
    this.print(
      ...listed(
        keys.map(({ key, does }) => `${key}: ${does}`),
        this.look.width,
      ),
    );
    const names = keys.map(({ key }) => key);
    const read = (line: string): Reading<Name> => {
      const typed = line.trim().toLowerCase() || 'enter';
      const value = names.find((name) => name === typed);
      return value ? { value } : { problem: `Type one of: ${names.join(', ')}.` };
    };
    return this.#askUntil('Your choice', read, signal);
  }

  async pause(prompt = 'Press Enter to go on'): Promise<void> {
    await this.#ask(prompt, () => ({ value: true }));
  }

  close(): void {
    this.#lines.close();
  }

  #list(options: readonly Option<unknown>[]): void {
    options.forEach(({ text }, index) => {
      this.print(...wrap(text, this.look.width, { first: `${letterOf(index)}) ` }));
    });
  }

  /** A question that `q` leaves, if it may be left. `opening` is its prompt up to the closing bracket. */
  #askList<Value>(leave: string | undefined, opening: string, read: (line: string) => Reading<Value>): Promise<Value> {
    if (leave === undefined) return this.#ask(`${opening})`, read);
    return this.#ask(`${opening}, q: ${leave})`, (line) => {
      if (line.trim().toLowerCase() === 'q') throw new Left();
      return read(line);
    });
  }

  async #ask<Value>(prompt: string, read: (line: string) => Reading<Value>): Promise<Value> {
    for (;;) {
      const answer = await this.#askUntil(prompt, (line) => {
        const reading = read(line);
        return 'value' in reading ? { value: reading } : reading;
      });
      if (answer) return answer.value;
    }
  }

  async #askUntil<Value>(
    prompt: string,
    read: (line: string) => Reading<Value>,
    signal?: AbortSignal,
  ): Promise<Value | undefined> {
    for (;;) {
      this.#output.write(`${prompt}: `);
      const line = await this.#next(signal);
      if (line === undefined) return undefined;
      const reading = read(line);
      if ('value' in reading) return reading.value;
      this.print(reading.problem);
    }
  }

  async #next(signal?: AbortSignal): Promise<string | undefined> {
    try {
      const line = await this.#lines.next(signal);
      // A pipe is not echoed by a terminal; without this the transcript can't be read.
      if (line === undefined || !this.#input.isTTY) this.print(line ?? '');
      return line;
    } catch (error) {
      this.print('');
      throw error;
    }
  }
}

/** A list with commas, broken only between its items. */
function listed(items: readonly string[], width: number): string[] {
  const whole = items.map((item) => item.replaceAll(' ', '\u00a0')).join(', ');
  return wrap(whole, width).map((line) => line.replaceAll('\u00a0', ' '));
}

function valueAt<Value>(options: readonly Option<Value>[], index: number): Value {
  const option = options[index];
  if (option === undefined) throw new RangeError(`there is no option ${letterOf(index)}`);
  return option.value;
}
