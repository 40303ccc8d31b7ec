import { readFileSync } from 'node:fs';
import type { Peers } from './peers.ts';

/** One of those that do the same work. */
export interface Contender {
  readonly name: string;
  /** Does the work once. What it answers is kept alive, so that it cannot be optimised away; a `Duration` counts instead of its own. */
  readonly run: () => unknown;
  /** How many of what is measured one run does; 1 if absent. */
  readonly portions?: number;
  /** Done before each run, and not timed. */
  readonly prepare?: () => unknown;
  /** Done after the last run. */
  readonly end?: () => void;
}

/** Something worth measuring: ours first, then those it is measured against, which do the same work. */
export interface Measurement {
  /** What is done, and how much of it, such as `10,000 keys to partitions`. */
  readonly title: string;
  readonly contenders: (peers: Peers) => Promise<readonly Contender[]>;
  /** How often it is timed at the most: what takes minutes needs fewer rounds. */
  readonly mostRounds?: number;
}

/** How long something took, in milliseconds: by the clock, and of CPU time. */
export class Duration {
  readonly wallMs: number;
  readonly cpuMs: number;

  constructor({ wallMs, cpuMs }: Pick<Duration, 'wallMs' | 'cpuMs'>) {
    this.wallMs = wallMs;
    this.cpuMs = cpuMs;
  }
}

/** Does some work and answers how long it took. */
export async function timed(work: () => unknown): Promise<Duration> {
  const [started, before] = [performance.now(), cpuMs()];
  kept = await work();
  return new Duration({ wallMs: performance.now() - started, cpuMs: cpuMs() - before });
}

/** How long a contender takes for one of what is measured, in milliseconds: the medians of its rounds. */
export interface Timing {
  readonly name: string;
  readonly medianMs: number;
  /** CPU time, of the processes it starts too where the machine tells. */
  readonly cpuMs: number;
}

/** Times the contenders in turn, round after round, so that a busy moment of the machine meets all of them. */
export async function time(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const durations = contenders.map((): number[] => []);
  const cpus = contenders.map((): number[] => []);
  for (let round = -Math.floor(rounds / 3); round < rounds; round++) {
    for (const [index, { run, prepare }] of contenders.entries()) {
      await prepare?.();
      const around = await timed(run);
      if (round < 0) continue;
      const { wallMs, cpuMs } = kept instanceof Duration ? kept : around;
      durations[index]!.push(wallMs);
      cpus[index]!.push(cpuMs);
    }
  }
  for (const { end } of contenders) end?.();
  return contenders.map(({ name, portions = 1 }, index) => ({
    name,
    medianMs: median(durations[index]!) / portions,
    cpuMs: median(cpus[index]!) / portions,
  }));
}

/** The last answer of any run. */
export let kept: unknown;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** The CPU time of this process, and of those it started and saw end; Linux counts the latter in hundredths of a second. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000 + ofEndedProcesses();
}

function ofEndedProcesses(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(13, 15);
    return (Number(user) + Number(system)) * 10;
  } catch {
    return 0;
  }
}
