import type { Canvas } from '#picture';
import type { Session } from './session.ts';
import type { Flag } from './tools/options.ts';

/** Where a command writes: as a program does, to standard output and standard error. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** What a command is given. */
export interface Context extends Output {
  readonly session: Session;
  /** The words after its name. */
  readonly args: readonly string[];
  /** The lines of its standard input, if something is piped into it or stands in a here-document. */
  readonly input: readonly string[] | undefined;
  readonly canvas: Canvas;
}

/** A command that goes on reading lines, such as the console producer at a prompt. */
export interface Conversation {
  /** What stands before the cursor. */
  readonly prompt: string;
  /** Takes a line; an exit code ends the conversation. */
  line(text: string): number | undefined;
  /** Ends it from outside, and answers its exit code. */
  end(): number;
}

/** What a word of a command line may be, for completion. */
export type Completion = (session: Session, words: readonly string[]) => readonly string[];

/** Something to type. Exit codes are those of Kafka's tools; our own words fail with 2. */
export interface Command {
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** How it is written, a line for each way. */
  readonly usage: readonly string[];
  readonly flags?: readonly Flag[];
  /** What else there is to know, a sentence each. */
  readonly notes?: readonly string[];
  readonly run: (context: Context) => number | Conversation;
  /** What may stand after the words so far. */
  readonly complete?: Completion;
}
