import { setFlagsFromString } from 'node:v8';

// From this version on V8 has a quick compiler between its slow code and its best.
const hasMaglev = Number(process.versions.v8.split('.')[0]) >= 12;

/**
 * Lets V8 optimise a function only once it is really hot. A student's program runs in a realm of its own, in which all code starts
 * cold again, and a run of the grader is over in a second or two: optimising what runs for a few milliseconds was a third of the
 * child's work and a fifth of the grader's. Code that computes for longer still gets there.
 */
export function optimiseLate(): void {
  setFlagsFromString(hasMaglev ? '--invocation-count-for-turbofan=40000' : '--interrupt-budget=1000000');
}

/**
 * Lets V8 optimise small functions by themselves, and large ones not at all. The grader computes for up to a second, in many
 * functions that are all a little hot: taken together with what they call, they cost more to optimise than to run.
 */
export function optimiseSparingly(): void {
  if (hasMaglev) {
    optimiseLate();
  } else {
    setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
    setFlagsFromString('--max-optimized-bytecode-size=600');
  }
}
