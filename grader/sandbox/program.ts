import type { Answer, Exported, Reply, Returned, Threw } from './answers.ts';
import { codeFrame } from './code-frame.ts';
import { Gone } from './conversation.ts';
import { makeEncode } from './guest/encode.ts';
import type { Host } from './host.ts';
import type { LoadedProgram } from './loading.ts';
import type { SourceFile } from './messages.ts';
import { placeOfThrow } from './place-of-throw.ts';
import { printable } from './printable.ts';
import { callUnanswered, neverSettles, notAskedAgain, tooLongTogether } from './sentences.ts';

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

/** Wall-clock limits, in ms. */
export interface TimeLimits {
  /** For one call. */
  readonly callMs: number;
  /** For all the calls of one `callMany`. */
  readonly batchMs: number;
}

const encode = makeEncode({ values: 5_000_000, depth: 1_000, characters: 50_000_000 });

/** How often a function may keep silent before it is not asked any more. */
const SILENCES = 2;

/** How often a question is put again that was lost with a process which was busy with another. */
const ATTEMPTS = 10;

/** Makes a loaded program into one that can be asked. */
export function makeProgram(host: Host, { message, reply }: LoadedProgram, { callMs, batchMs }: TimeLimits): Program {
  const silences = new Map<string, number>();

  async function askAll(name: string, lines: readonly string[], give: (answer: Answer) => void): Promise<void> {
    const deadline = performance.now() + batchMs;
    let answered = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if ((silences.get(name) ?? 0) >= SILENCES) return give({ outcome: 'timeout', message: notAskedAgain(name) });
      const replies = lines.slice(answered).map((line) => host.ask(line, message));
      try {
        for (const reply of replies) {
          give(answerOf(await reply, message.files));
          if (++answered === lines.length) return;
          if (performance.now() > deadline) {
            host.giveUp();
            return give({ outcome: 'timeout', message: tooLongTogether(batchMs) });
          }
          attempt = 0;
        }
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
        if (!error.wasAsked) continue;
        silences.set(name, (silences.get(name) ?? 0) + 1);
        return give({ outcome: error.cause, message: callUnanswered(error.cause, callMs) });
      }
    }
    give({ outcome: 'left', message: callUnanswered('left', callMs) });
  }

  const callMany: Program['callMany'] = async (name, argsList, onAnswer) => {
    if (reply.exports.get(name)?.kind !== 'function') return [notAFunction(name, reply.exports, message.entry)];
    const lines = argsList.map((args) => `${name} ${encode(args)}`);
    const answers: Answer[] = [];
    const give = (answer: Answer) => {
      onAnswer?.(answer, answers.length);
      answers.push(answer);
    };
    if (lines.length > 0) await askAll(name, lines, give);
    return answers;
  };
  const call: Program['call'] = async (name, args) => (await callMany(name, [args]))[0]!;
  return { exports: reply.exports, console: reply.console, call, callMany };
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
