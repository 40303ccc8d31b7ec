import type { Answer, Exported, Reply, Returned, Threw } from './answers.ts';
import { codeFrame } from './code-frame.ts';
import { Gone } from './conversation.ts';
import { makeEncode } from './guest/encode.ts';
import type { Host } from './host.ts';
import type { LoadedProgram } from './loading.ts';
import type { SourceFile } from './messages.ts';
import { placeOfThrow } from './place-of-throw.ts';
import { printable } from './printable.ts';
import { callUnanswered, neverSettles, notAskedAgain } from './sentences.ts';

/** A student's program, ready to be asked. */
export interface Program {
  /** What the file exports, by name, in the order written. */
  readonly exports: ReadonlyMap<string, Exported>;
  /** What the file printed while it was loaded. */
  readonly console: string;
  /**
   * Calls an exported function with plain data. Calls may be made side by side; they are answered in order. When one never comes
   * back its function is not asked again; calls of others go to a new child with the program loaded again.
   */
  call(name: string, args: readonly unknown[]): Promise<Answer>;
}

const encode = makeEncode({ values: 5_000_000, depth: 1_000, characters: 50_000_000 });

/** The same lists of arguments are sent student after student. */
const encodings = new WeakMap<readonly unknown[], string>();

function encoded(args: readonly unknown[]): string {
  const known = encodings.get(args) ?? encode(args);
  encodings.set(args, known);
  return known;
}

/** How often a question is put again that was lost with a process which was busy with another. */
const ATTEMPTS = 10;

/** Makes a loaded program into one that can be asked; `callMs` is the wall-clock limit of one call. */
export function makeProgram(host: Host, { message, reply }: LoadedProgram, callMs: number): Program {
  const { exports, console } = reply;
  const silent = new Set<string>();

  async function call(name: string, args: readonly unknown[]): Promise<Answer> {
    if (exports.get(name)?.kind !== 'function') return notAFunction(name, exports, message.entry);
    const line = `${name} ${encoded(args)}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (silent.has(name)) return { outcome: 'not-asked', message: notAskedAgain(name) };
      try {
        return answerOf(await host.ask(line, message), message.files);
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
        if (!error.wasAsked) continue;
        silent.add(name);
        return { outcome: error.cause, message: callUnanswered(error.cause, callMs) };
      }
    }
    return { outcome: 'left', message: callUnanswered('left', callMs) };
  }

  return { exports, console, call };
}

function notAFunction(name: string, exports: ReadonlyMap<string, Exported>, file: string): Answer {
  const found = exports.get(name);
  if (found !== undefined) return { outcome: 'missing', message: `${file} exports ${name}, but it is no function` };
  const others = [...exports.keys()].slice(0, 8).map(printable).join(', ') || 'nothing';
  return { outcome: 'missing', message: `${file} does not export ${name}; it exports ${others}` };
}

function answerOf(reply: Reply, files: readonly SourceFile[]): Answer {
  if (reply.is === 'returned') return returned(reply);
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
