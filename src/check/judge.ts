import fc from 'fast-check';
import type { Answer, Ask } from './ask.ts';
import type { Check, Counterexample, Note } from './check.ts';
import { Stop } from './stop.ts';

/** What became of a claim. */
export type Verdict =
  | { readonly verdict: 'passed'; readonly inputs: number; readonly note?: Note }
  | { readonly verdict: 'not-asked'; readonly inputs: number; readonly counterexample: Counterexample }
  | {
      readonly verdict: 'disproved';
      readonly inputs: number;
      readonly counterexample: Counterexample;
      /** The function that later checks should not ask again. */
      readonly breaks?: string;
      /** `seed:path`, from which exactly this input is made again. */
      readonly replay: string;
    };

/** How inputs are made: the same seed makes the same inputs; a path picks one of them again. */
export interface Inputs {
  readonly seed: number;
  readonly path?: string;
  /** A claim is tried for so long; what was tried by then counts. 5 s if absent. */
  readonly patienceMs?: number;
}

/**
 * Calls are sent in waves, and each before the answers to the last are there: while the student's code works on one wave, ours looks
 * at the other.
 */
const WAVE = 50;

const PATIENCE_MS = 5_000;

/** Looks for an input that disproves the claim, and makes the one it finds as small as it can. */
export async function judge(check: Check, ask: Ask, inputs: Inputs): Promise<Verdict> {
  const { patienceMs = PATIENCE_MS } = inputs;
  if (inputs.path !== undefined) return shrink(check, ask, { ...inputs, path: inputs.path }, 0);
  const tries = inputsOf(check, inputs.seed);
  const started = Date.now();
  let ahead = lookAtAll(check, ask, tries.slice(0, WAVE));
  for (let from = 0; from < tries.length; from += WAVE) {
    const wave = ahead;
    ahead = lookAtAll(check, ask, tries.slice(from + WAVE, from + 2 * WAVE));
    const seen = await wave;
    if (seen.some((one) => one !== null)) {
      const all = [...seen, ...(await ahead)];
      const at = firstThatTells(all);
      const found = all[at]!;
      const tried = from + at + 1;
      if (found.verdict === 'not-asked') {
        return { verdict: 'not-asked', inputs: tried, counterexample: found.counterexample };
      }
      const replay = `${inputs.seed}:${from + at}`;
      if (found.breaks !== undefined) {
        const { counterexample, breaks } = found;
        return { verdict: 'disproved', inputs: tried, counterexample, breaks, replay };
      }
      return shrink(check, ask, { ...inputs, path: String(from + at) }, tried, found.counterexample);
    }
    const done = from + seen.length;
    if (done < tries.length && Date.now() - started > patienceMs) {
      await ahead;
      return { verdict: 'passed', inputs: done };
    }
  }
  const note = await check.note?.(ask, tries[0] ?? []);
  return { verdict: 'passed', inputs: tries.length, ...(note && { note }) };
}

/** An Ask that refuses to ask a function again once it gave no answer, or one of the wrong kind. */
export function askOnlyTheSound(ask: Ask, broken: Map<string, string>): Ask {
  return async (name, args): Promise<Answer> => {
    const because = broken.get(name);
    if (because !== undefined) throw new Stop('not-asked', { message: because });
    return ask(name, args);
  };
}

interface Found {
  readonly verdict: 'disproved' | 'not-asked';
  readonly counterexample: Counterexample;
  readonly breaks?: string | undefined;
}

function lookAtAll(check: Check, ask: Ask, wave: readonly (readonly unknown[])[]): Promise<(Found | null)[]> {
  const looks = Promise.all(wave.map((args) => lookAt(check, ask, args)));
  // What goes wrong ahead is thrown when its turn comes.
  looks.catch(() => {});
  return looks;
}

/** An input that was not asked about tells less than one that disproves, and is often not asked about because of it. */
function firstThatTells(looks: readonly (Found | null)[]): number {
  const at = looks.findIndex((one) => one?.verdict === 'disproved');
  return at === -1 ? looks.findIndex((one) => one !== null) : at;
}

async function lookAt(check: Check, ask: Ask, args: readonly unknown[]): Promise<Found | null> {
  try {
    const counterexample = await check.look(ask, args);
    return counterexample && { verdict: 'disproved', counterexample };
  } catch (error) {
    if (error instanceof Stop) return error;
    throw error;
  }
}

/** Of each check, the inputs that were made last: a class is asked the same, student after student. */
const lastInputs = new WeakMap<Check, { readonly seed: number; readonly inputs: readonly (readonly unknown[])[] }>();

/** The inputs of a check at a seed, in order: the ones that are always tried, then generated ones. */
function inputsOf(check: Check, seed: number): readonly (readonly unknown[])[] {
  const last = lastInputs.get(check);
  if (last?.seed === seed) return last.inputs;
  const inputs = makeInputs(check, seed);
  lastInputs.set(check, { seed, inputs });
  return inputs;
}

function makeInputs(check: Check, seed: number): readonly (readonly unknown[])[] {
  const made: (readonly unknown[])[] = [];
  fc.check(
    fc.property(check.given, (args) => {
      made.push(args);
    }),
    parameters(check, seed),
  );
  return made;
}

/** Makes the disproving input at `path` smaller for as long as it still disproves. */
async function shrink(
  check: Check,
  ask: Ask,
  { seed, path, patienceMs = PATIENCE_MS }: Inputs & { readonly path: string },
  tried: number,
  first?: Counterexample,
): Promise<Verdict> {
  let smallest = first;
  const property = fc.asyncProperty(check.given, async (args) => {
    const found = await lookAt(check, ask, args);
    if (found?.verdict !== 'disproved') return true;
    smallest = found.counterexample;
    return false;
  });
  const isReplay = first === undefined;
  const run = await fc.check(property, {
    ...parameters(check, seed),
    ...(isReplay && { numRuns: 1 }),
    path,
    endOnFailure: isReplay,
    interruptAfterTimeLimit: patienceMs,
  });
  if (smallest === undefined) return { verdict: 'passed', inputs: 1 };
  const replay = `${seed}:${run.counterexamplePath ?? path}`;
  return { verdict: 'disproved', inputs: isReplay ? 1 : tried, counterexample: smallest, replay };
}

function parameters(check: Check, seed: number): fc.Parameters<[readonly unknown[]]> {
  return { seed, numRuns: check.inputs, examples: check.always.map((args) => [args]) };
}
