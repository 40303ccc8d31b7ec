import {
  type AutoOffsetReset,
  type FailurePolicy,
  type Offset,
  offsetToCommit,
  runWithCrash,
  runWithFailure,
} from '#kafka';
import { outcome } from './given.ts';
import { type CrashPlan, committedAtCrash, type Log, poll, startingPosition } from './reference.ts';

/** What poll hands out. */
export type Records = Log['records'];
/** What workers report of the records they take. */
export type WorkEvents = readonly { readonly type: 'started' | 'finished'; readonly offset: Offset }[];

type Hand = (log: Log, position: Offset, maxPollRecords: number) => { records: Records; position: Offset };
type Begin = (committed: Offset | null, log: Log, reset: AutoOffsetReset) => Offset | undefined;

/** Ways to poll, each its own once it has agreed to hand out at least one record. */
export function polling(...ways: readonly Hand[]) {
  return {
    poll: ways.map(
      (hand): Hand =>
        (log, position, maxPollRecords) =>
          (maxPollRecords < 1 ? poll : hand)(log, position, maxPollRecords),
    ),
  };
}

/** A poll that does not refuse fewer than one record, but answers in one of these ways. */
export function unrefused(...ways: readonly Hand[]): readonly Hand[] {
  return ways.map(
    (hand): Hand =>
      (log, position, maxPollRecords) =>
        (maxPollRecords < 1 ? hand : poll)(log, position, maxPollRecords),
  );
}

/** A poll that takes offsets for places in the list of records. */
export function atPlace(
  placeOf: (log: Log, position: Offset) => number,
  move: (records: Records, position: Offset) => Offset,
) {
  return (log: Log, position: Offset, maxPollRecords: number) => {
    const from = placeOf(log, position);
    const records = log.records.slice(from, from + maxPollRecords);
    return { records, position: move(records, position) };
  };
}

/** A poll that looks at as many offsets as it may hand out records. */
export function inStretch(move: (records: Records, end: Offset, log: Log, position: Offset) => Offset) {
  return (log: Log, position: Offset, maxPollRecords: number) => {
    const end = position + maxPollRecords;
    const records = log.records.filter(({ offset }) => position <= offset && offset < end);
    return { records, position: move(records, end, log, position) };
  };
}

/** Moves the position on by as many as were handed out. */
export const byCount = (records: Records, position: Offset) => position + records.length;
/** Moves the position behind the last one handed out, as Kafka does. */
export const behindTheLast = (records: Records, position: Offset) => offsetToCommit(records) ?? position;

/** Ways to begin, each other than Kafka's where it gives anything at all. */
export function starting(...ways: readonly Begin[]) {
  return {
    startingPosition: ways.map(
      (begin): Begin =>
        (committed, log, reset) =>
          begin(committed, log, reset) ?? startingPosition(committed, log, reset),
    ),
  };
}

/** Whether a group can go on at its committed offset. */
export function isInRange(committed: Offset | null, { logStartOffset, logEndOffset }: Log): committed is Offset {
  return committed !== null && logStartOffset <= committed && committed <= logEndOffset;
}

/** The first record from an offset on, or something else if there is none. */
export function nextRecord({ records }: Log, from: Offset, otherwise: Offset): Offset {
  return records.find(({ offset }) => offset >= from)?.offset ?? otherwise;
}

/** The offset in range that is nearest. */
export function nearest(offset: Offset, { logStartOffset, logEndOffset }: Log): Offset {
  return Math.min(Math.max(offset, logStartOffset), logEndOffset);
}

type Plans = (plan: CrashPlan) => Parameters<typeof runWithCrash>[1];
type Resumes = (committed: Offset | null, log: Log, plan: CrashPlan) => Offset;
type Run = (log: Log, plan: CrashPlan) => ReturnType<typeof outcome>;

/** Runs that follow another plan than the one they are given. */
export function planning(...ways: readonly Plans[]) {
  return { runWithCrash: ways.map((change) => (log: Log, plan: CrashPlan) => runWithCrash(log, change(plan))) };
}

/** Runs whose second life begins elsewhere; `committed` is null where the first left nothing behind. */
export function resuming(...ways: readonly Resumes[]) {
  return {
    runWithCrash: ways.map(
      (start): Run =>
        (log, plan) => {
          const committed = dies(log, plan) ? committedAtCrash(log, plan) : offsetToCommit(log.records);
          return livedTwice(log, plan.crashAfter, start(committed, log, plan));
        },
    ),
  };
}

/** A first life of so many records, and a second from an offset on; both together have no more than `most`. */
export function livedTwice(log: Log, recordCount: number, from: Offset, most?: number): ReturnType<Run> {
  const offsets = log.records.map(({ offset }) => offset);
  const processed = [...offsets.slice(0, recordCount), ...offsets.filter((offset) => offset >= from)];
  return outcome({ ...log, records: [...log.records] }, processed.slice(0, most));
}

/** A run in which what was passed over is processed after all, somewhere. */
export function skipping(process: (processed: readonly Offset[], failed: readonly Offset[]) => Offset[]) {
  return (log: Log, failing: readonly Offset[], policy: FailurePolicy) => {
    const run = runWithFailure(log, failing, policy);
    return policy === 'skip' ? { ...run, processed: process(run.processed, failedIn(log, failing)) } : run;
  };
}

function failedIn({ records }: Log, failing: readonly Offset[]): Offset[] {
  return records.map(({ offset }) => offset).filter((offset) => failing.includes(offset));
}

/** A run that stops at nothing, and says it is stuck at one of the records that failed. */
export function readingOn(stuckAt: (failed: readonly Offset[]) => Offset | undefined) {
  return (log: Log, failing: readonly Offset[], policy: FailurePolicy) => {
    if (policy !== 'stop') return runWithFailure(log, failing, policy);
    return { ...runWithFailure(log, failing, 'skip'), stuckAt: stuckAt(failedIn(log, failing)) ?? null };
  };
}

/** Whether the consumer dies behind the last record of a batch that it commits afterwards. */
export function isAtBatchEnd({ records }: Log, { commit, maxPollRecords, crashAfter }: CrashPlan): boolean {
  return commit === 'after' && (crashAfter % maxPollRecords === 0 || crashAfter === records.length);
}

/** Whether there are records enough to die after. */
export function dies(log: Log, { crashAfter }: CrashPlan): boolean {
  return crashAfter <= log.records.length;
}

/** What is safe to commit is made of what has finished; until then, of nothing or of the first that was started. */
export function onceFinished(commit: (finished: readonly Offset[]) => Offset) {
  return [null, 0].map((first) => (events: WorkEvents) => {
    const finished = events.filter(({ type }) => type === 'finished').map(({ offset }) => offset);
    return finished.length > 0 ? commit(finished) : first === null ? null : (events[first]?.offset ?? null);
  });
}

/** The highest offset that was taken. */
export function highestOffset(events: WorkEvents): Offset | null {
  return events.length === 0 ? null : Math.max(...events.map(({ offset }) => offset));
}

/** The offset of the last of these records. */
export function lastOffset(records: Records): Offset | null {
  return records.at(-1)?.offset ?? null;
}
