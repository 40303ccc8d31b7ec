import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 optimise a function only once it is really hot. A student's program runs in a realm of its own, in which all code starts
 * cold again, and a run of the grader is over in a second or two: optimising what runs for a few milliseconds was a third of the
 * child's work and a fifth of the grader's. Code that computes for longer still gets there.
 */
export function optimiseLate(): void {
  const hasMaglev = Number(process.versions.v8.split('.')[0]) >= 12;
  setFlagsFromString(hasMaglev ? '--invocation-count-for-turbofan=40000' : '--interrupt-budget=1000000');
}
