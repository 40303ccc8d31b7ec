import type { Look } from './look.ts';

/** One of the answers that are offered. */
export interface Option<Value> {
  readonly value: Value;
  /** What the student reads; wrapped by words, so it may be long. */
  readonly text: string;
}

/** What every question has. The question itself is printed before, by `print`. */
export interface Question {
  /** One or two words before the cursor, such as `Your answer`. */
  readonly prompt?: string;
}

/** A question with options, shown as `a)`, `b)` … */
export interface Choice<Value> extends Question {
  readonly options: readonly Option<Value>[];
  /** What `q` or Esc does, in a word or two, such as `back`: the question then throws `Left`. They do nothing if absent. */
  readonly leave?: string;
}

/** A question for a number. */
export interface NumberQuestion extends Question {
  readonly min?: number;
  readonly max?: number;
  /** Whole numbers only if absent or false. */
  readonly decimals?: boolean;
}

/** A question for a line of text. */
export interface TextQuestion extends Question {
  /** The text for Enter alone; without it an empty line is asked again. */
  readonly default?: string;
}

/** A key that may be pressed and what it does. */
export interface Key<Name extends string> {
  /** One letter, in lower case, or `enter`. */
  readonly key: Name;
  /** One or two words, such as `next hint`. */
  readonly does: string;
}

/** How a program talks with a person, in a terminal or line by line. Every question may throw `Interrupted`. */
export interface Ui {
  readonly look: Look;
  /** Writes lines, each with a line end. */
  print(...lines: string[]): void;
  /** Says in one line what is being done, until the next one; an empty one takes it away. Nothing where the look is plain. */
  status(line: string): void;
  /** Asks for one option; `start` is the one that is marked at first. */
  single<Value>(question: Choice<Value> & { readonly start?: Value }): Promise<Value>;
  /** Asks for one or more options; they come back in the order in which they were offered. */
  multiple<Value>(question: Choice<Value>): Promise<Value[]>;
  number(question: NumberQuestion): Promise<number>;
  text(question: TextQuestion): Promise<string>;
  /** Asks for all the options, put in order. */
  order<Value>(question: Choice<Value>): Promise<Value[]>;
  /** Asks for yes or no; Enter alone is no answer. */
  confirm(question: Question): Promise<boolean>;
  /** Shows a line of keys and waits for one of them; resolves to `undefined` if `signal` takes the question back. */
  keys<const Name extends string>(
    keys: readonly Key<Name>[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<Name | undefined>;
  /** Waits until the person has read. */
  pause(prompt?: string): Promise<void>;
  /** Gives the terminal back; questions after it are refused. */
  close(): void;
}

/** The letter of the option at `index`: `a`, `b` … then `aa`. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}
