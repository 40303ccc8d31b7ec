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
 * Fits V8 to a process that is over in a second or two and computes all the while, in many functions that are all a little hot. Small
 * functions are optimised, late and by themselves, as together with what they call they cost more to optimise than to run. Old
 * objects are not looked through for garbage before there is a good deal of it, and other threads are left alone.
 */
export function runBriefly(): void {
  if (hasMaglev) {
    optimiseLate();
  } else {
    setFlagsFromString('--interrupt-budget=500000');
    setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
    setFlagsFromString('--max-optimized-bytecode-size=600');
  }
  setFlagsFromString('--heap-growing-percent=2000');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--no-concurrent-marking');
}
