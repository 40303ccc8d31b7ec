import { readFileSync } from 'node:fs';

/** The longest that waiting is drawn out on a busy machine, as a multiple of the limit. */
const LONGEST = 8;

/**
 * Runs out when nothing has been heard of a process for `limitMs`. On a machine so busy that the process hardly gets a turn, time
 * passes but no work is done, and that is no student's mistake: then it waits longer, as far as the machine can tell us.
 */
export class Patience {
  readonly #limitMs: number;
  readonly #pid: number | undefined;
  readonly #runOut: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number, pid: number | undefined, runOut: () => void) {
    this.#limitMs = limitMs;
    this.#pid = pid;
    this.#runOut = runOut;
  }

  /** Starts afresh, at once or after what else is due in this turn. */
  restart(limitMs = this.#limitMs): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#watch(limitMs / 2, LONGEST * 2 - 1), limitMs / 2);
  }

  /** Waits no more. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #watch(ms: number, rounds: number): void {
    const before = cpuMs(this.#pid);
    this.#timer = setTimeout(() => {
      const after = cpuMs(this.#pid);
      const isStarved = before !== null && after !== null && after - before < ms / 3;
      if (isStarved && rounds > 1) this.#watch(ms, rounds - 1);
      else this.#runOut();
    }, ms);
  }
}

/**
 * The CPU time a process has used, and those it started, in ms; null where the machine does not tell. Linux counts it in
 * hundredths of a second. What is wrapped, in bubblewrap for example, is at work two processes further down.
 */
function cpuMs(pid: number | undefined): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    const theirs = childrenOf(pid).reduce((total, child) => total + (cpuMs(child) ?? 0), 0);
    return (Number(user) + Number(system)) * 10 + theirs;
  } catch {
    return null;
  }
}

/** Not every kernel tells. */
function childrenOf(pid: number | undefined): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
