import {
  type Answer,
  type Exported,
  isOutOfMemory,
  type Reply,
  type Returned,
  readReply,
  type Threw,
} from './answers.ts';
import { codeFrame } from './code-frame.ts';
import { Conversation, Gone } from './conversation.ts';
import { makeEncode } from './guest/encode.ts';
import { limits } from './limits.ts';
import { loadProgram, type ProgramSource } from './loading.ts';
import type { LoadMessage, SourceFile } from './messages.ts';
import { placeOfThrow } from './place-of-throw.ts';
import { printable } from './printable.ts';
import { callUnanswered, neverSettles, tooLongTogether } from './sentences.ts';

export type { Answer, Exported, Returned, Threw, Thrown, Unanswered } from './answers.ts';
export type { ProgramSource } from './loading.ts';
export { printable } from './printable.ts';
export { StudentError, type StudentErrorKind } from './student-error.ts';

/** How strictly, and for how long, a student's code is run. */
export interface SandboxOptions {
  /** For strangers' code: also closes the last known way to touch an object of the child's own, at the price of line numbers. */
  readonly strict?: boolean;
  /** Words in front of the child's command, for example bubblewrap and its options. */
  readonly wrap?: readonly string[];
  /** Wall-clock time for one call, and for loading a file, in ms. */
  readonly callMs?: number;
  /** Wall-clock time for all the calls of one `callMany`, in ms. */
  readonly batchMs?: number;
}

/** A child process in which students' programs are loaded one after the other, each in a fresh realm. */
export interface Sandbox {
  /** Loads a program; rejects with a `StudentError` when it cannot be asked anything. */
  load(source: ProgramSource): Promise<Program>;
  /** Ends the child process. */
  close(): void;
}

/** Hears of each answer as it comes. */
export type OnAnswer = (answer: Answer, index: number) => void;

/** A student's program, ready to be asked. */
export interface Program {
  /** What the file exports, by name, in the order written. */
  readonly exports: ReadonlyMap<string, Exported>;
  /** What the file printed while it was loaded. */
  readonly console: string;
  /** Calls an exported function with plain data. */
  call(name: string, args: readonly unknown[]): Promise<Answer>;
  /**
   * Calls an exported function once for each list of arguments, all sent at once. Ends early with the first call that never
   * comes back, which is then the last answer. Later calls are unaffected: they go to a new child with the program loaded again.
   */
  callMany(name: string, argsList: readonly (readonly unknown[])[], onAnswer?: OnAnswer): Promise<Answer[]>;
}

const encode = makeEncode({ values: 5_000_000, depth: 1_000, characters: 50_000_000 });
const attempts = 3;

/** Opens a sandbox; its child process starts while the caller goes on. */
export function openSandbox(options: SandboxOptions = {}): Sandbox {
  const { strict = false, wrap, callMs = limits.callMs, batchMs = limits.batchMs } = options;
  let conversation = new Conversation({ callMs, wrap });
  let current: LoadMessage | null = null;
  let loadCount = 0;
  let isClosed = false;

  /** The conversation to go on with: a new one when the last has ended or has served long enough. */
  function open(): Conversation {
    if (isClosed) throw new Error('the sandbox is closed');
    if (conversation.isIdle && loadCount >= limits.programsPerChild) conversation.end();
    if (!conversation.isOpen) {
      conversation = new Conversation({ callMs, wrap });
      current = null;
      loadCount = 0;
    }
    return conversation;
  }

  async function send(line: string, to: Conversation): Promise<Reply> {
    const answer = await to.ask(line);
    const reply = read(answer);
    if (reply === null) {
      to.end('left');
      throw new Gone('left', true);
    }
    // What filled the memory may still be there, and the next question is not to suffer for it.
    if (reply.is === 'threw' && isOutOfMemory(reply.error)) to.end('memory');
    return reply;
  }

  function sendLoad(message: LoadMessage): Promise<Reply> {
    const to = open();
    current = message;
    loadCount++;
    return send(JSON.stringify(message), to);
  }

  /** Questions are answered in order, so a program that has to be loaded again is simply loaded ahead of the question. */
  function ask(line: string, message: LoadMessage): Promise<Reply> {
    open();
    if (current !== message) sendLoad(message).catch(() => {});
    const reply = send(line, conversation);
    reply.catch(() => {});
    return reply;
  }

  async function askAll(lines: readonly string[], message: LoadMessage, onAnswer?: OnAnswer): Promise<Answer[]> {
    const answers: Answer[] = [];
    const deadline = performance.now() + batchMs;
    const askFrom = (start: number) => lines.slice(start).map((line) => ask(line, message));
    let start = 0;
    let replies = askFrom(0);
    let failures = 0;
    const give = (answer: Answer) => {
      onAnswer?.(answer, answers.length);
      answers.push(answer);
    };
    while (answers.length < lines.length) {
      try {
        give(answerOf(await replies[answers.length - start]!, message.files));
        if (performance.now() < deadline || answers.length === lines.length) continue;
        conversation.end('timeout');
        give({ outcome: 'timeout', message: tooLongTogether(batchMs) });
        return answers;
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
        if (error.wasAsked || ++failures >= attempts) {
          give({ outcome: error.cause, message: callUnanswered(error.cause, callMs) });
          return answers;
        }
        start = answers.length;
        replies = askFrom(start);
      }
    }
    return answers;
  }

  async function load(source: ProgramSource): Promise<Program> {
    const { message, reply } = await loadProgram(source, { strict, callMs, send: sendLoad });
    const callMany: Program['callMany'] = async (name, argsList, onAnswer) => {
      if (reply.exports.get(name)?.kind !== 'function') return [notAFunction(name, reply.exports, source.file)];
      return askAll(
        argsList.map((args) => `${name} ${encode(args)}`),
        message,
        onAnswer,
      );
    };
    return {
      exports: reply.exports,
      console: reply.console,
      callMany,
      call: async (name, args) => (await callMany(name, [args]))[0]!,
    };
  }

  return {
    load,
    close() {
      isClosed = true;
      conversation.end();
    },
  };
}

/** A line of the child that is not what the child's own code would write is no answer. */
function read(line: string): Reply | null {
  try {
    return readReply(line);
  } catch {
    return null;
  }
}

function notAFunction(name: string, exports: ReadonlyMap<string, Exported>, file: string): Answer {
  const found = exports.get(name);
  if (found !== undefined) return { outcome: 'missing', message: `${file} exports ${name}, but it is no function` };
  const others = [...exports.keys()].slice(0, 8).map(printable).join(', ') || 'nothing';
  return { outcome: 'missing', message: `${file} does not export ${name}; it exports ${others}` };
}

function answerOf(reply: Reply, files: readonly SourceFile[]): Answer {
  if (reply.is === 'returned') return returned(reply);
  if (reply.is === 'threw' && isOutOfMemory(reply.error))
    return { outcome: 'memory', message: callUnanswered('memory', 0) };
  if (reply.is === 'threw') return threw(reply, files);
  if (reply.is === 'never') return { outcome: 'timeout', message: neverSettles };
  return { outcome: 'left', message: callUnanswered('left', 0) };
}

function returned({ value, console, mutated, usedClock, usedRandom }: Reply & { is: 'returned' }): Returned {
  return { outcome: 'returned', value, console, mutated, usedClock, usedRandom };
}

function threw(reply: Reply & { is: 'threw' }, files: readonly SourceFile[]): Threw {
  const { console, mutated, usedClock, usedRandom } = reply;
  const place = placeOfThrow(reply.stack, files);
  const where = place && { file: place.file, line: place.line!, codeFrame: codeFrame(place.source, place.line!) };
  return { outcome: 'threw', error: { ...reply.error, ...where }, console, mutated, usedClock, usedRandom };
}
