import { NoData } from '#check';
import { makeDecode } from './guest/decode.ts';
import { limits } from './limits.ts';
import { printable } from './printable.ts';

/** Something the student's code threw. */
export interface Thrown {
  /** The error's own name, or empty when what was thrown is no error. */
  readonly name: string;
  /** The error's own message, or what was thrown, in words. */
  readonly message: string;
  /** The built-in error classes it is an instance of, nearest first. */
  readonly inherits: readonly string[];
  /** Where in the student's own files, from 1. */
  readonly file?: string;
  readonly line?: number;
  readonly codeFrame?: string;
}

interface Noticed {
  /** What was printed, cut at a sensible length. */
  readonly console: string;
  /** True when the arguments are no longer what they were. */
  readonly mutated: boolean;
  /** True when the code asked what time it is. */
  readonly usedClock: boolean;
  /** True when the code asked for a random number. */
  readonly usedRandom: boolean;
}

/** The call came back with a value: plain data, with `NoData` where the student's value was none. */
export interface Returned extends Noticed {
  readonly outcome: 'returned';
  readonly value: unknown;
}

/** The call threw, or its promise was rejected. */
export interface Threw extends Noticed {
  readonly outcome: 'threw';
  readonly error: Thrown;
}

/** The call never came back, or was not made since an earlier one did not; `message` is a sentence for the student. */
export interface Unanswered {
  readonly outcome: 'timeout' | 'memory' | 'left' | 'missing' | 'not-asked';
  readonly message: string;
}

/** What came of one call. */
export type Answer = Returned | Threw | Unanswered;

/** What an exercise's file exports under one name. */
export type Exported =
  | { readonly kind: 'function'; readonly arity: number }
  | { readonly kind: 'value'; readonly value: unknown };

/** One line of the child, read and checked; `never` is a promise that nothing can settle any more. */
export type Reply =
  | { readonly is: 'needs'; readonly needs: unknown }
  | { readonly is: 'refused'; readonly refusal: unknown }
  | ({ readonly is: 'loaded'; readonly exports: ReadonlyMap<string, Exported> } & Noticed)
  | ({ readonly is: 'returned'; readonly value: unknown } & Noticed)
  | ({ readonly is: 'threw'; readonly error: Thrown; readonly stack: string } & Noticed)
  | ({ readonly is: 'never' } & Noticed);

/** Fields of an object that nothing is known about yet. */
type Fields = Partial<Record<FieldName, unknown>>;
type FieldName =
  | 'is'
  | 'needs'
  | 'value'
  | 'exports'
  | 'arity'
  | 'console'
  | 'mutated'
  | 'clock'
  | 'random'
  | 'error'
  | 'thrown'
  | 'name'
  | 'message'
  | 'stack'
  | 'inherits';

const decode = makeDecode((what) => new NoData(printable(what).slice(0, 200)));

/** Reads one line of the child; throws at anything the child's own code would not write. */
export function readReply(line: string): Reply {
  if (isTooDeep(line)) throw new SyntaxError('nested too deeply');
  const reply = decode(line);
  if (!isRecord(reply)) throw new SyntaxError('not a reply');
  if (reply.is === 'needs') return { is: 'needs', needs: reply.needs };
  if (reply.is === 'refused') return { is: 'refused', refusal: reply };
  return { ...replyOf(reply), ...noticed(reply) };
}

function replyOf(reply: Fields) {
  if (reply.is === 'returned') return { is: 'returned', value: reply.value } as const;
  if (reply.is === 'threw') return { is: 'threw', ...thrownOf(reply) } as const;
  if (reply.is === 'pending') return { is: 'never' } as const;
  if (reply.is === 'loaded') return { is: 'loaded', exports: exportsOf(reply.exports) } as const;
  throw new SyntaxError('not a reply');
}

function noticed(reply: Fields): Noticed {
  return {
    console: printable(textOf(reply.console ?? '')).slice(0, 2 * limits.consoleCharacters),
    mutated: reply.mutated === true,
    usedClock: reply.clock === true,
    usedRandom: reply.random === true,
  };
}

function thrownOf(reply: Fields): { error: Thrown; stack: string } {
  const { error } = reply;
  if (!isRecord(error)) {
    return { error: { name: '', message: inWords(reply.thrown), inherits: [] }, stack: '' };
  }
  const inherits = Array.isArray(error.inherits) ? error.inherits.slice(0, 20).map(textOf) : [];
  const message = friendly(printable(textOf(error.message)));
  return { error: { name: printable(textOf(error.name)), message, inherits }, stack: textOf(error.stack) };
}

/** V8's words made plain: for what is not there on purpose, and for the names that compiling changed. */
function friendly(message: string): string {
  const missing = /^(\w+) is not defined$/.exec(message)?.[1] ?? '';
  if (/^(?:process|module|global|window|document|fetch|WebAssembly|SharedArrayBuffer|Atomics)$/.test(missing))
    return `${missing} is not there: an exercise is plain data in and plain data out`;
  if (message === 'Code generation from strings disallowed for this context')
    return 'code cannot be made from text here, neither by eval nor by new Function';
  const notCallable = /^Class constructor (\w+) cannot be invoked without 'new'$/.exec(message)?.[1];
  if (notCallable !== undefined) return `${notCallable} is a class; it needs new`;
  return message.replace(/\(0 , _[\w$]+\.([\w$]+)\)/g, '$1');
}

function inWords(thrown: unknown): string {
  if (thrown instanceof NoData) return thrown.what;
  if (typeof thrown === 'string') return `the text ${JSON.stringify(printable(thrown).slice(0, 200))}`;
  if (typeof thrown === 'object' && thrown !== null)
    return Array.isArray(thrown) ? 'a list' : 'an object that is no Error';
  return `${thrown}`;
}

function exportsOf(list: unknown): ReadonlyMap<string, Exported> {
  if (!Array.isArray(list)) throw new SyntaxError('not a list of exports');
  const entries = list.map((entry): [string, Exported] => {
    const [name, what] = Array.isArray(entry) ? entry : [];
    if (typeof name !== 'string' || !isRecord(what)) throw new SyntaxError('not an export');
    const { arity } = what;
    return [name, typeof arity === 'number' ? { kind: 'function', arity } : { kind: 'value', value: what.value }];
  });
  return new Map(entries);
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new SyntaxError('not a text');
  return value;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when JSON is nested deeper than any answer is; counted before parsing, so that nothing deep is ever walked. */
function isTooDeep(line: string): boolean {
  const deepest = 3 * limits.answer.depth + 10;
  if (line.length < deepest) return false;
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (isInText) {
      if (code === 92) i++;
      else if (code === 34) isInText = false;
    } else if (code === 34) isInText = true;
    else if (code === 91 || code === 123) {
      if (++depth > deepest) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** True when what was thrown is V8's own way of saying that no more bytes can be had. */
export function isOutOfMemory({ name, message }: Thrown): boolean {
  return name === 'RangeError' && message === 'Array buffer allocation failed';
}
