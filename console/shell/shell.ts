import type { Canvas } from '#picture';
import type { Command, Context, Conversation, Output } from '../command.ts';
import { findCommand, isToolLine } from '../commands.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Session } from '../session.ts';
import { OptionError } from '../tools/options.ts';
import { readScript } from '../words/session-files.ts';
import { WordError } from '../words/word-error.ts';
import { type Pipeline, parseCommands, type SimpleCommand } from './syntax.ts';

/** How a shell is set up. */
export interface ShellOptions extends Output {
  readonly session: Session;
  readonly canvas: Canvas;
}

/** Words that are about the prompt and not about the cluster: a saved session leaves them out. */
const unsaved = new Set(['save', 'load', 'help', 'exit', 'reset', 'clear']);

/** No command is called like this. */
const NOT_FOUND = 127;

/** Our own words, and lines that are no commands. */
const MISUSED = 2;

/**
 * Takes lines, as a person types them or a script holds them, and runs the commands in them. Lines that belong together (a quote, a
 * backslash, a here-document) are waited for, and while a producer runs the lines are its records.
 */
export class Shell {
  readonly session: Session;
  /** The exit code of the last command. */
  exitCode = 0;
  /** That of the first that failed, or 0. */
  firstFailure = 0;
  /** Set by `exit`. */
  hasEnded = false;
  readonly #options: ShellOptions;
  #unfinished = '';
  #conversation: Conversation | undefined;
  /** Whether the conversation's lines come with the producer's own `>`, as in a transcript. */
  #isQuoted: boolean | undefined;
  #waiting: Pipeline[] = [];
  #isLoading = false;

  constructor(options: ShellOptions) {
    this.session = options.session;
    this.#options = options;
  }

  /** What stands before the cursor: the producer's `>`, a shell's `> ` in the middle of a command, or our own. */
  get prompt(): string {
    if (this.#conversation !== undefined) return this.#conversation.prompt;
    if (this.#unfinished !== '') return '> ';
    const { playback } = this.session;
    return playback === undefined ? 'kafka> ' : `step ${playback.played}/${playback.scenario.steps.length}> `;
  }

  /** Whether the next line goes on with what was begun. */
  get isInside(): boolean {
    return this.#conversation !== undefined || this.#unfinished !== '';
  }

  /** Whether the next line is a record. */
  get isProducing(): boolean {
    return this.#conversation !== undefined;
  }

  /** Takes one line. */
  line(line: string): void {
    if (this.#conversation !== undefined) this.#toConversation(this.#conversation, line);
    else if (this.#unfinished !== '') this.#read(`${this.#unfinished}\n${line.replace(/^>(?: |$)/, '')}`);
    else if (line.startsWith('>')) this.#strayRecord(line);
    else this.#read(line.replace(/^\s*\$ /, ''));
  }

  /** Ctrl-C: what was begun is forgotten; a producer ends, and what it has sent is sent. */
  interrupt(): void {
    this.#unfinished = '';
    this.#waiting = [];
    if (this.#conversation !== undefined) this.#endConversation(this.#conversation.end());
  }

  /** The end of the input: what was begun comes to its end, or is told as unfinished. */
  end(): void {
    if (this.#conversation !== undefined) this.#endConversation(this.#conversation.end());
    if (this.#unfinished === '') return;
    const syntax = parseCommands(this.#unfinished);
    this.#unfinished = '';
    this.#misused(
      `The input ended in the middle of a command: ${syntax.kind === 'incomplete' ? syntax.why : 'it has no end'}.`,
    );
  }

  #read(text: string): void {
    const syntax = parseCommands(text);
    this.#unfinished = syntax.kind === 'incomplete' ? text : '';
    if (syntax.kind === 'incomplete') return;
    this.#remember(text);
    if (syntax.kind === 'wrong') this.#misused(syntax.message);
    else this.#runAll(syntax.pipelines);
  }

  #runAll(pipelines: readonly Pipeline[]): void {
    this.#waiting = [...pipelines];
    for (let next = this.#waiting.shift(); next !== undefined && !this.hasEnded; next = this.#waiting.shift()) {
      const isDue = next.when === 'always' || (next.when === 'succeeded') === (this.exitCode === 0);
      if (isDue) this.#runPipeline(next);
      if (this.#conversation !== undefined) return;
    }
  }

  /** Each command is given what the one before has printed. */
  #runPipeline({ commands }: Pipeline): void {
    let input: string | undefined;
    for (const [index, command] of commands.entries()) {
      const isLast = index === commands.length - 1;
      const printed: string[] = [];
      const outcome = this.#run(command, input, isLast ? undefined : (text) => printed.push(text));
      input = printed.join('');
      if (typeof outcome === 'number') this.exitCode = outcome;
      else if (isLast) this.#conversation = outcome;
      else this.exitCode = outcome.end();
    }
    this.#isQuoted = undefined;
    if (this.#conversation === undefined) this.#noteExit();
  }

  #run(
    command: SimpleCommand,
    piped: string | undefined,
    capture: ((text: string) => void) | undefined,
  ): number | Conversation {
    const { session, canvas, out, err } = this.#options;
    const [name = '', ...args] = command.words;
    const output: Output = {
      out: command.discards.has('out') ? () => {} : (capture ?? out),
      err: command.discards.has('err') ? () => {} : err,
    };
    try {
      const input = inputOf(command, piped);
      const found = findCommand(name);
      if (found === undefined) return this.#unknown(name, output);
      if (found.name === 'load') return this.#load(args);
      if (found.name === 'exit') this.hasEnded = true;
      const context: Context = { ...output, session, canvas, args, input };
      return found.run(context);
    } catch (error) {
      if (!(error instanceof WordError || error instanceof OptionError)) throw error;
      output.err(`${error.message}\n`);
      return MISUSED;
    }
  }

  #unknown(name: string, { err }: Output): number {
    const near = didYouMean(name);
    err(
      `${name}: command not found. ${near === undefined ? 'Type help to see what there is.' : `Did you mean ${near}?`}\n`,
    );
    return NOT_FOUND;
  }

  /** Runs a script as if it were typed, and shows what it runs. */
  #load([file, ...more]: readonly string[]): number {
    if (file === undefined || more.length > 0) throw new WordError('Which file? Type: load my-session.sh');
    if (this.#isLoading) throw new WordError(`A script cannot load another one: leave load ${file} out.`);
    const lines = readScript(file);
    const inner = new Shell(this.#options);
    inner.#isLoading = true;
    for (const line of lines) {
      if (inner.hasEnded) break;
      this.#options.out(`${echoOf(inner, line)}\n`);
      inner.line(line);
    }
    inner.end();
    return inner.firstFailure;
  }

  #toConversation(conversation: Conversation, line: string): void {
    const isMarked = line.startsWith('>');
    this.#isQuoted ??= isMarked;
    const text = this.#isQuoted && isMarked ? line.replace(/^> ?/, '') : line;
    const isOver = text === '' || /^\^[CD]$/.test(text.trim());
    const isCommand = !isMarked && (this.#isQuoted || isToolLine(line) || /^\s*\$ /.test(line));
    if (isOver || isCommand) {
      this.#remember('');
      this.#endConversation(conversation.end());
      if (isCommand) this.line(line);
      return;
    }
    this.#remember(line);
    const ended = conversation.line(text);
    if (ended !== undefined) this.#endConversation(ended);
  }

  #endConversation(code: number): void {
    this.#conversation = undefined;
    this.exitCode = code;
    this.#noteExit();
    this.#runAll(this.#waiting);
  }

  /** A record of a transcript whose producer has ended by an error. */
  #strayRecord(line: string): void {
    if (/^>\s*(?:\^[CD])?\s*$/.test(line)) return;
    this.#misused('This line is for a producer, and none is running: start kafka-console-producer.sh first.');
  }

  #misused(message: string): void {
    this.#options.err(`${message}\n`);
    this.exitCode = MISUSED;
    this.#noteExit();
  }

  #noteExit(): void {
    if (this.firstFailure === 0) this.firstFailure = this.exitCode;
  }

  #remember(text: string): void {
    const [, word = ''] = /^\s*(\S*)/.exec(text) ?? [];
    const command: Command | undefined = findCommand(word);
    const isBlank = text.trim() === '' && this.#conversation === undefined;
    if (!isBlank && !unsaved.has(command?.name ?? '')) this.session.script.push(...text.split('\n'));
  }
}

/** A line as a terminal would show it: after its prompt. */
export function echoOf(shell: Shell, line: string): string {
  if (line.trim() === '' && !shell.isInside) return '';
  if (shell.isProducing) return line.startsWith('>') || isToolLine(line) ? line : `>${line}`;
  if (shell.isInside) return line.startsWith('>') ? line : `> ${line}`;
  return /^\s*[$#>]/.test(line) ? line : `$ ${line}`;
}

function inputOf({ input, inputFile }: SimpleCommand, piped: string | undefined): readonly string[] | undefined {
  if (inputFile !== undefined) return readScript(inputFile);
  const text = input ?? piped;
  if (text === undefined) return undefined;
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
