import {
  type ConsumerRecord,
  type PartitionSnapshot,
  playScenario,
  type Snapshot,
  type Stage,
  type Step,
  type Trace,
} from '#kafka';

/** A short scenario, and what to look at in it. */
export interface Story {
  readonly stage: Stage;
  readonly steps: readonly Step[];
  /** What the story shows, in one or two sentences. */
  readonly points: string;
  /** Where one story is told beside another: the setting that makes the difference. */
  readonly title?: string;
  /** The steps before this one only prepare it, and are not told. */
  readonly toldFrom?: number;
}

/** Something a student is asked about, with the stories that settle it. */
export interface Witnessed {
  readonly id: string;
  readonly sentence: string;
  readonly stories: readonly Story[];
  /** Whether what the sentence says holds of a scenario as it was played. */
  readonly holds: (trace: Trace) => boolean;
}

export function play({ stage, steps }: Story): Trace {
  return playScenario(steps, stage);
}

/** How everything stood after the last step. */
export function ending(trace: Trace): Snapshot {
  return trace.at(-1)!.after;
}

/** The log of a partition's leader; empty while it has none. */
export function leaderLog({ leader, logs }: PartitionSnapshot) {
  return logs.find(({ broker }) => broker === leader)?.records ?? [];
}

/** Everything that was handed to the members of a group, in the order it was. */
export function given(trace: Trace, group: string): ConsumerRecord[] {
  return trace.flatMap(({ step, records }) => (step.do === 'poll' && step.group === group ? (records ?? []) : []));
}

/** Members start at the earliest offset, and commit only when they are told to. */
const consumers = { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false };

/** Three brokers, each with a copy of one topic's partitions. */
export function replicated(topic: Stage['topics'][number], more: Partial<Stage> = {}): Stage {
  return { brokers: 3, topics: [{ 'replication.factor': 3, ...topic }], consumers, ...more };
}

/** One broker with one topic, where nothing turns on replicas. */
export function onOneBroker(topic: Stage['topics'][number], more: Partial<Stage> = {}): Stage {
  return { brokers: 1, topics: [topic], consumers, ...more };
}

export const minutes = (count: number) => count * 60_000;

export function send(tp: string, value: string, more: Partial<Extract<Step, { do: 'produce' }>> = {}): Step {
  return { do: 'produce', tp, value, ...more };
}

export function join(memberId: string, group = 'billing', topics = ['orders']) {
  return { do: 'join', group, memberId, topics } as const;
}

export function poll(memberId: string, group = 'billing', max?: number): Step {
  return { do: 'poll', group, memberId, ...(max !== undefined && { max }) };
}

export function commit(memberId: string, group = 'billing'): Step {
  return { do: 'commit', group, memberId };
}

export function crash(memberId: string, group = 'billing'): Step {
  return { do: 'crash', group, memberId };
}
