import fc, { type Arbitrary } from 'fast-check';
import type { Canvas } from '#picture';
import type { Answer, Ask } from './ask.ts';
import { same } from './same.ts';
import type { Shape } from './shape.ts';
import { kindOf, show, showCall } from './show.ts';
import { Stop } from './stop.ts';

/** What a failing check can show: the call, what it gave, what was due, and a sentence or picture that says why. */
export interface Counterexample {
  /** The call in a form that can be pasted; absent when several calls, or none, make the point. */
  readonly call?: string;
  readonly args?: readonly unknown[];
  readonly actual?: unknown;
  readonly expected?: unknown;
  /** Both answers as they were compared (sets sorted), where that is not how they were given. */
  readonly compared?: { readonly actual: unknown; readonly expected: unknown };
  /** Calm sentences, a line each. */
  readonly message?: string;
  /** Drawn when the report is written and its width is known. */
  readonly picture?: Draw;
  /** The id of the misconception behind it, where the check itself can tell, such as `M1-02`. */
  readonly misconception?: string;
  /** The scenario that shows it, where it is another than the check's. */
  readonly see?: string;
}

/** What is worth saying of code for which a claim held, such as what a design costs. */
export interface Note {
  /** Calm sentences, a line each. */
  readonly message: string;
  readonly picture?: Draw;
}

/** Draws a picture as lines, none wider than the canvas. */
export type Draw = (canvas: Canvas) => readonly string[];

// biome-ignore lint/suspicious/noExplicitAny: the functions keep their own types by inference.
export type Functions = Readonly<Record<string, (...args: any[]) => unknown>>;

/** The shape each function's answer must have. */
export type Shapes<F extends Functions> = { readonly [Name in keyof F]: Shape };

/** One claim: a sentence about the student's code, and a way of looking for an input that disproves it. */
export interface Check {
  /** Completes "Your code …". */
  readonly title: string;
  readonly given: Arbitrary<readonly unknown[]>;
  /** Inputs that are tried before any generated one: the traps. */
  readonly always: readonly (readonly unknown[])[];
  /** How many inputs are tried. */
  readonly inputs: number;
  readonly points: number;
  /** The lesson's passage, such as `lesson.md#partitions-and-keys`. */
  readonly read?: string;
  /** The scenario in which one sees what it is about, by the name that `npm run kafka play` knows. */
  readonly see?: string;
  /** Looks at one input: null when the claim held. Throws a Stop when there was no answer to look at. */
  readonly look: (ask: Ask, args: readonly unknown[]) => Promise<Counterexample | null>;
  /** Looks at the first input again once the claim has held: whatever is worth saying all the same. */
  readonly note?: (ask: Ask, args: readonly unknown[]) => Promise<Note | null>;
  /** The note is long, and for whoever asks for this check alone. */
  readonly noteWhenAlone?: boolean;
  readonly reference: Functions;
  readonly shapes: Shapes<Functions>;
}

/** A part of an exercise with a green light of its own. */
export interface Part {
  /** A letter, as in the task's text. */
  readonly part: string;
  readonly title: string;
  /** Outside the hour: bonus points, and silence while none of `needs` is exported. */
  readonly stretch: boolean;
  /** The names the student's file exports for this part. */
  readonly needs: readonly string[];
  /** Stands in for given.ts while this part is graded. */
  readonly given?: string;
  readonly checks: readonly Check[];
}

interface Options<Args extends readonly unknown[]> {
  /** An arbitrary for each argument, or one for all of them where one depends on another. */
  readonly given: { readonly [I in keyof Args]: Arbitrary<Args[I]> } | Arbitrary<Args>;
  readonly always?: readonly Args[];
  /** 200 unless said otherwise; 1 when nothing is given. */
  readonly inputs?: number;
  readonly points?: number;
  readonly read?: string;
  readonly see?: string;
}

/** Options once their argument types no longer matter. */
type AnyOptions = Pick<Partial<Check>, 'inputs' | 'points' | 'read' | 'see' | 'always'> & {
  readonly given: readonly Arbitrary<unknown>[] | Arbitrary<readonly unknown[]>;
};

/** The student's functions as a check sees them: each call is a question put to another process. */
export type Yours<F extends Functions> = {
  readonly [Name in keyof F]: (...args: Readonly<Parameters<F[Name]>>) => Promise<ReturnType<F[Name]>>;
};

/** What an `agrees` may add to the bare values: a picture, and a sentence. */
interface Telling<Args, Result> {
  readonly picture?: (args: Args, actual: Result, expected: Result) => Draw;
  readonly because?: (args: Args, actual: Result, expected: Result) => string;
}

/**
 * The two verbs that checks are written in, for the functions that `reference` names (an exported value counts as a function
 * of nothing). An answer that does not have its shape disproves the claim that asked for it.
 */
export function checksFor<F extends Functions>(reference: F, shapes: Shapes<F>) {
  const check = (title: string, options: AnyOptions, look: Check['look']): Check => ({
    title,
    given: options.given instanceof fc.Arbitrary ? options.given : fc.tuple(...options.given),
    always: options.always ?? [],
    inputs: options.inputs ?? (Array.isArray(options.given) && options.given.length === 0 ? 1 : 200),
    points: options.points ?? 1,
    ...(options.read !== undefined && { read: options.read }),
    ...(options.see !== undefined && { see: options.see }),
    look,
    reference,
    shapes,
  });

  /** On generated inputs the answer is Kafka's, or both refuse with the same kind of error. */
  function agrees<N extends keyof F & string>(
    title: string,
    options: Options<Readonly<Parameters<F[N]>>> & { readonly on: N } & Telling<
        Readonly<Parameters<F[N]>>,
        ReturnType<F[N]>
      >,
  ): Check {
    const { on, picture, because } = options;
    const shape = shapes[on];
    return check(title, options, async (ask, args) => {
      const due = dueOf(reference[on]!, args);
      const answer = await ask(on, args);
      if (due.outcome === 'threw') return refusal(on, args, answer, due.name);
      // Most answers are Kafka's to the letter: those need not be read to be compared.
      if (answer.outcome === 'returned' && !answer.changedArguments && same(answer.value, due.value)) return null;
      const actual = readAnswer(on, args, answer, shape);
      const expected = shape.read(due.value, args);
      if (!('value' in expected))
        throw new Error(`${showCall(on, args)} of the reference has not the shape of its answers: ${expected.misfit}`);
      if (same(actual, expected.value)) return null;
      const told = [args as never, actual as never, due.value as never] as const;
      return {
        call: showCall(on, args),
        args,
        actual: shownValue(answer),
        expected: due.value,
        ...comparedAs({ actual, expected: expected.value }, [shownValue(answer), due.value]),
        ...(because && { message: because(...told) }),
        ...(picture && { picture: picture(...told) }),
      };
    });
  }

  /** On generated inputs something stays true of the answers. `that` may explain a failure by giving a Counterexample. */
  function holds<Args extends readonly unknown[] | []>(
    title: string,
    options: Options<Args> & { readonly that: (yours: Yours<F>, ...args: Args) => Promise<boolean | Counterexample> },
  ): Check {
    return check(title, options, async (ask, args) => {
      const seen: { readonly name: string; readonly given: readonly unknown[]; readonly actual: unknown }[] = [];
      const question =
        (name: string) =>
        async (...given: unknown[]) => {
          const answer = await ask(name, given);
          const value = readAnswer(name, given, answer, shapes[name]!);
          seen.push({ name, given, actual: shownValue(answer) });
          return value;
        };
      const yours = Object.fromEntries(Object.keys(reference).map((name) => [name, question(name)]));
      const held = await options.that(yours as unknown as Yours<F>, ...(args as unknown as Args));
      if (held === true) return null;
      const calls = seen.map(({ name, given, actual }) => ({ call: showCall(name, given), args: given, actual }));
      if (calls.length === 1) return { ...calls[0], ...(held || {}) };
      return held || { message: calls.map(({ call, actual }) => `${call} gave ${show(actual)}`).join('\n') };
    });
  }

  return { agrees, holds };
}

/** A part of the hour. `needs` are the names it asks the student's file to export. */
export function part(
  letter: string,
  title: string,
  { needs }: { readonly needs: readonly string[] },
  checks: readonly Check[],
): Part {
  return { part: letter, title, stretch: false, needs, checks };
}

/** A part beyond the hour; `given` names a file of the exercise that stands in for given.ts while it is graded. */
export function stretch(
  letter: string,
  title: string,
  { needs, given }: { readonly needs: readonly string[]; readonly given?: string },
  checks: readonly Check[],
): Part {
  return { part: letter, title, stretch: true, needs, ...(given !== undefined && { given }), checks };
}

/** What a function of our own gives for these arguments, which it may not touch. */
export function answerOf(compute: Functions[string], args: readonly unknown[]): Exclude<Answer, { outcome: 'silent' }> {
  try {
    return { outcome: 'returned', value: compute(...structuredClone(args)) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    return { outcome: 'threw', name, message };
  }
}

const dues = new WeakMap<readonly unknown[], Map<Functions[string], ReturnType<typeof answerOf>>>();

/**
 * What a function of our own, right or mistaken, gives for these arguments, worked out once for as long as they are asked about: a
 * class is asked about the same ones, student after student.
 */
export function dueOf(compute: Functions[string], args: readonly unknown[]): ReturnType<typeof answerOf> {
  const known = dues.get(args) ?? new Map<Functions[string], ReturnType<typeof answerOf>>();
  const answer = known.get(compute) ?? answerOf(compute, args);
  dues.set(args, known.set(compute, answer));
  return answer;
}

/** The value of an answer in its comparable form; a Stop when there is none, or it is of the wrong kind. */
function readAnswer(name: string, args: readonly unknown[], answer: Answer, shape: Shape): unknown {
  const stop = (message: string, breaks?: string) => {
    const call = showCall(name, args);
    const actual = answer.outcome === 'returned' ? { actual: answer.value } : {};
    return new Stop('disproved', { call, args, ...actual, message }, breaks);
  };
  if (answer.outcome === 'silent') throw stop(answer.message, name);
  if (answer.outcome === 'threw') throw stop(threwWhat(answer));
  if (answer.changedArguments) throw stop('It changed the arguments it was given. Work on a copy instead.');
  const read = shape.read(answer.value, args);
  if ('value' in read) return read.value;
  const kind = kindOf(answer.value);
  const isSaid = kind === show(answer.value);
  throw stop(`${isSaid ? 'Here' : `That is ${kind}, where`} ${shape.due} is due${read.misfit}.`, name);
}

function threwWhat({ name, message, line }: Answer & { outcome: 'threw' }): string {
  const where = line === undefined ? '' : `, in line ${line} of your file`;
  if (name === '') return `It threw ${message}${where}. Throw an Error, so that it can say what is wrong.`;
  return `It threw ${name}${message === '' ? '' : `: ${message}`}${where}.`;
}

/** Where Kafka's rule refuses, the student's code has to throw the same kind of error. */
function refusal(name: string, args: readonly unknown[], answer: Answer, due: string): Counterexample | null {
  const call = showCall(name, args);
  if (answer.outcome === 'silent') throw new Stop('disproved', { call, args, message: answer.message }, name);
  if (answer.outcome === 'returned') {
    return {
      call,
      args,
      actual: answer.value,
      message: `It gave an answer, where it should throw ${withArticle(due)}.`,
    };
  }
  if (due === 'Error' || answer.name === due || answer.inherits?.includes(due)) return null;
  return { call, args, message: `${threwWhat(answer)} It should throw ${withArticle(due)}.` };
}

function withArticle(noun: string): string {
  return `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Two answers as they were compared, if that is another form than the one they have. */
function comparedAs(
  compared: NonNullable<Counterexample['compared']>,
  given: readonly unknown[],
): Pick<Counterexample, 'compared'> {
  const isAnother = show([compared.actual, compared.expected]) !== show(given);
  return isAnother ? { compared } : {};
}

function shownValue(answer: Answer): unknown {
  return answer.outcome === 'returned' ? answer.value : undefined;
}
