import type { Counterexample } from './check.ts';

/** Ends the look at one input: the claim is disproved, or could not be asked because of an earlier call. */
export class Stop extends Error {
  readonly verdict: 'disproved' | 'not-asked';
  readonly counterexample: Counterexample;
  /** The function that later checks should not ask again: it gave no answer, or one of the wrong kind. */
  readonly breaks: string | undefined;

  constructor(verdict: 'disproved' | 'not-asked', counterexample: Counterexample, breaks?: string) {
    super(counterexample.message ?? verdict);
    this.verdict = verdict;
    this.counterexample = counterexample;
    this.breaks = breaks;
  }
}
