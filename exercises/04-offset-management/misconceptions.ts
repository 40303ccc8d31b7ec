import type { Misconceptions } from '#check';
import {
  type AutoOffsetReset,
  type FailurePolicy,
  type Offset,
  offsetToCommit,
  runWithCrash,
  runWithFailure,
  safeOffset,
} from '#kafka';
import { outcome } from './given.ts';
import { type CrashPlan, committedAtCrash, type Log, poll, startingPosition } from './reference.ts';

type Records = Log['records'];
type WorkEvents = readonly { readonly type: 'started' | 'finished'; readonly offset: Offset }[];

type Hand = (log: Log, position: Offset, maxPollRecords: number) => { records: Records; position: Offset };
type Begin = (committed: Offset | null, log: Log, reset: AutoOffsetReset) => Offset | undefined;

/** Ways to poll, each its own once it has agreed to hand out at least one record. */
function polling(...ways: readonly Hand[]) {
  return {
    poll: ways.map(
      (hand): Hand =>
        (log, position, maxPollRecords) =>
          (maxPollRecords < 1 ? poll : hand)(log, position, maxPollRecords),
    ),
  };
}

/** A poll that takes offsets for places in the list of records. */
function atPlace(
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
function inStretch(move: (records: Records, end: Offset, log: Log, position: Offset) => Offset) {
  return (log: Log, position: Offset, maxPollRecords: number) => {
    const end = position + maxPollRecords;
    const records = log.records.filter(({ offset }) => position <= offset && offset < end);
    return { records, position: move(records, end, log, position) };
  };
}

const byCount = (records: Records, position: Offset) => position + records.length;
const behindTheLast = (records: Records, position: Offset) => offsetToCommit(records) ?? position;

/** Ways to begin, each other than Kafka's where it gives anything at all. */
function starting(...ways: readonly Begin[]) {
  return {
    startingPosition: ways.map(
      (begin): Begin =>
        (committed, log, reset) =>
          begin(committed, log, reset) ?? startingPosition(committed, log, reset),
    ),
  };
}

function isInRange(committed: Offset | null, { logStartOffset, logEndOffset }: Log): committed is Offset {
  return committed !== null && logStartOffset <= committed && committed <= logEndOffset;
}

function nextRecord({ records }: Log, from: Offset, otherwise: Offset): Offset {
  return records.find(({ offset }) => offset >= from)?.offset ?? otherwise;
}

function nearest(offset: Offset, { logStartOffset, logEndOffset }: Log): Offset {
  return Math.min(Math.max(offset, logStartOffset), logEndOffset);
}

type Plans = (plan: CrashPlan) => Parameters<typeof runWithCrash>[1];
type Resumes = (committed: Offset | null, log: Log, plan: CrashPlan) => Offset;
type Run = (log: Log, plan: CrashPlan) => ReturnType<typeof outcome>;

/** Runs that follow another plan than the one they are given. */
function planning(...ways: readonly Plans[]) {
  return { runWithCrash: ways.map((change) => (log: Log, plan: CrashPlan) => runWithCrash(log, change(plan))) };
}

/** Runs whose second life begins elsewhere; `committed` is null where the first left nothing behind. */
function resuming(...ways: readonly Resumes[]) {
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
function livedTwice(log: Log, recordCount: number, from: Offset, most?: number): ReturnType<Run> {
  const offsets = log.records.map(({ offset }) => offset);
  const processed = [...offsets.slice(0, recordCount), ...offsets.filter((offset) => offset >= from)];
  return outcome({ ...log, records: [...log.records] }, processed.slice(0, most));
}

/** A run in which what was passed over is processed after all, somewhere. */
function skipping(process: (processed: readonly Offset[], failed: readonly Offset[]) => Offset[]) {
  return (log: Log, failing: readonly Offset[], policy: FailurePolicy) => {
    const run = runWithFailure(log, failing, policy);
    return policy === 'skip' ? { ...run, processed: process(run.processed, failedIn(log, failing)) } : run;
  };
}

function failedIn({ records }: Log, failing: readonly Offset[]): Offset[] {
  return records.map(({ offset }) => offset).filter((offset) => failing.includes(offset));
}

/** A run that stops at nothing, and says it is stuck at one of the records that failed. */
function readingOn(stuckAt: (failed: readonly Offset[]) => Offset | undefined) {
  return (log: Log, failing: readonly Offset[], policy: FailurePolicy) => {
    if (policy !== 'stop') return runWithFailure(log, failing, policy);
    return { ...runWithFailure(log, failing, 'skip'), stuckAt: stuckAt(failedIn(log, failing)) ?? null };
  };
}

function isAtBatchEnd({ records }: Log, { commit, maxPollRecords, crashAfter }: CrashPlan): boolean {
  return commit === 'after' && (crashAfter % maxPollRecords === 0 || crashAfter === records.length);
}

function dies(log: Log, { crashAfter }: CrashPlan): boolean {
  return crashAfter <= log.records.length;
}

/** What is safe to commit is made of what has finished; until then, of nothing or of the first that was started. */
function onceFinished(commit: (finished: readonly Offset[]) => Offset) {
  return [null, 0].map((first) => (events: WorkEvents) => {
    const finished = events.filter(({ type }) => type === 'finished').map(({ offset }) => offset);
    return finished.length > 0 ? commit(finished) : first === null ? null : (events[first]?.offset ?? null);
  });
}

function highestOffset(events: WorkEvents): Offset | null {
  return events.length === 0 ? null : Math.max(...events.map(({ offset }) => offset));
}

function lastOffset(records: Records): Offset | null {
  return records.at(-1)?.offset ?? null;
}

export default {
  'M3-10': {
    belief:
      'goes on after the crash where the first life had stopped; a position dies with its consumer, and only the committed offset survives',
    ...planning((plan) => ({ ...plan, commit: 'with effect' })),
  },
  'M4-01': {
    belief: 'commits the offset of the record it has just processed; the committed offset is the next one to read',
    offsetToCommit: lastOffset,
    ...resuming((committed, log) => (committed === null ? log.logStartOffset : committed - 1)),
    safeOffset: (events: WorkEvents) => {
      const due = safeOffset(events);
      return events.some(({ offset }) => offset === due) ? due : highestOffset(events);
    },
  },
  'M4-02': {
    belief: 'adds one to the offset that it reads from; that offset is already the next one to read',
    ...starting(
      (committed, log) => (isInRange(committed, log) ? committed + 1 : undefined),
      (committed, log) => (isInRange(committed, log) ? Math.min(committed + 1, log.logEndOffset) : undefined),
      (committed, log, reset) => (committed === null ? undefined : startingPosition(committed + 1, log, reset)),
    ),
    ...polling((log, position, maxPollRecords) => {
      const { records } = poll(log, position + 1, maxPollRecords);
      return { records, position: offsetToCommit(records) ?? position };
    }),
    ...resuming(
      (committed, log) => (committed === null ? log.logStartOffset : committed + 1),
      (committed, log) => (committed ?? log.logStartOffset) + 1,
    ),
  },
  'M4-03': {
    belief:
      'commits what poll has just handed out, as if the position and the committed offset were one number; only a commit moves the latter',
    ...planning((plan) => ({ ...plan, commit: 'before' })),
  },
  'M4-04': {
    belief:
      'commits each record as it finishes; a commit says that everything below is done, so the lowest unfinished one bounds it',
    safeOffset: onceFinished((finished) => finished.at(-1)! + 1),
  },
  'M4-06': {
    belief:
      'reads from the log start whenever auto.offset.reset is earliest; it is asked only if no committed offset can be used',
    ...starting(
      (_, log, reset) => (reset === 'earliest' ? log.logStartOffset : undefined),
      (_, __, reset) => (reset === 'earliest' ? 0 : undefined),
      (_, log, reset) => (reset === 'none' ? undefined : startingPosition(null, log, reset)),
    ),
  },
  'M4-07': {
    belief: 'takes latest for "where I was", so a new group begins at the log start; latest begins at the log end',
    ...starting(
      (committed, log, reset) => (reset === 'latest' ? (committed ?? log.logStartOffset) : undefined),
      (committed, _, reset) => (reset === 'latest' ? (committed ?? 0) : undefined),
      (committed, log, reset) => (reset === 'latest' && committed === null ? log.logStartOffset : undefined),
      (committed, log, reset) => (reset === 'latest' && !isInRange(committed, log) ? log.logStartOffset : undefined),
    ),
  },
  'M4-08': {
    belief: 'moves an offset that is out of range to the nearest one in range; Kafka asks auto.offset.reset instead',
    ...starting(
      (committed, log) => (committed === null ? undefined : nearest(committed, log)),
      (committed, log, reset) => (committed === null || reset === 'none' ? undefined : nearest(committed, log)),
      (committed, log) =>
        committed === null ? undefined : committed < log.logStartOffset ? log.logStartOffset : undefined,
    ),
  },
  'M4-09': {
    belief: 'takes a committed offset of 0 for none; 0 is an offset like any other, and only null means none',
    ...starting((committed, log, reset) => (committed === 0 ? startingPosition(null, log, reset) : undefined)),
  },
  'M4-10': {
    belief:
      "subtracts one offset too many from the lag; the log end offset is already the next record's, as the committed one is",
    lag: [
      (log: Log, committed: Offset) => log.logEndOffset - 1 - committed,
      (log: Log, committed: Offset) => Math.max(0, log.logEndOffset - 1 - committed),
      (log: Log, committed: Offset) => (lastOffset(log.records) ?? committed) - committed,
    ],
  },
  'M4-11': {
    belief:
      'takes an offset for a place in the list of records; a log has holes, so look for the first offset that is high enough',
    ...polling(
      atPlace((log, position) => position - log.logStartOffset, byCount),
      atPlace((_, position) => position, byCount),
      atPlace((log, position) => position - log.logStartOffset, behindTheLast),
      atPlace((_, position) => position, behindTheLast),
    ),
    offsetToCommit: [
      (processed: Records) => (processed[0] === undefined ? null : processed[0].offset + processed.length),
      (processed: Records) => processed.length || null,
    ],
  },
  'M4-13': {
    belief: 'has it the wrong way round: to commit before processing loses records, to commit after it repeats them',
    ...planning((plan) => ({ ...plan, commit: plan.commit === 'before' ? 'after' : 'before' })),
  },
  'M4-14': {
    belief: 'expects exactly once of a commit after processing; a crash between the two repeats what was processed',
    ...planning((plan) => (plan.commit === 'after' ? { ...plan, commit: 'with effect' } : plan)),
  },
  'M4-15': {
    belief:
      'expects a record that was passed over to come back; the next commit covers it, and nobody hands it out again',
    runWithFailure: [
      skipping((processed, failed) => [...processed, ...failed]),
      skipping((processed, failed) => [...processed, ...failed].sort((a, b) => a - b)),
    ],
  },
  'M4-19': {
    belief:
      "starts the second consumer from the log start, as if offsets were a consumer's own; they are the group's, and stay",
    runWithCrash: [
      (log: Log, plan: CrashPlan) =>
        livedTwice(log, plan.crashAfter, dies(log, plan) ? log.logStartOffset : log.logEndOffset),
      // Where nobody died in the first life, the second may reach the record to die after.
      (log: Log, plan: CrashPlan) =>
        livedTwice(log, plan.crashAfter, log.logStartOffset, dies(log, plan) ? undefined : plan.crashAfter),
    ],
  },
  'M4-22': {
    belief: 'leaves the position on the last record it handed out; the position is the next one',
    ...polling((log, position, maxPollRecords) => {
      const { records } = poll(log, position, maxPollRecords);
      return { records, position: lastOffset(records) ?? position };
    }),
  },
  'M4-23': {
    belief:
      'takes the position for the last record read, and begins behind it; the position is the next record to be read',
    ...polling((log, position, maxPollRecords) => {
      const { records } = poll(log, position + 1, maxPollRecords);
      return { records, position: lastOffset(records) ?? position };
    }),
  },
  'M4-24': {
    belief: 'takes maxPollRecords for a stretch of offsets; it counts records, and holes do not count',
    ...polling(
      inStretch((_, position, log) => Math.min(position, log.logEndOffset)),
      inStretch((_, position) => position),
      inStretch((records, _, __, from) => behindTheLast(records, from)),
    ),
  },
  'M4-25': {
    belief:
      'moves the position on by as many as it handed out; with a hole in between, that is short of the next record',
    ...polling((log, position, maxPollRecords) => {
      const { records } = poll(log, position, maxPollRecords);
      return { records, position: position + records.length };
    }),
  },
  'M4-26': {
    belief:
      'jumps to the log end whenever auto.offset.reset is latest; it is asked only if no committed offset can be used',
    ...starting((_, log, reset) => (reset === 'latest' ? log.logEndOffset : undefined)),
  },
  'M4-27': {
    belief: 'takes the log end for out of range; it is what a group that has read everything commits',
    ...starting((committed, log, reset) =>
      committed === log.logEndOffset ? startingPosition(null, log, reset) : undefined,
    ),
  },
  'M4-28': {
    belief:
      'starts at a committed offset that the log no longer has, or does not have yet; then auto.offset.reset decides',
    ...starting(
      (committed) => committed ?? undefined,
      (committed, log) => (committed !== null && committed > log.logEndOffset ? committed : undefined),
      (committed, log) => (committed !== null && committed < log.logStartOffset ? committed : undefined),
    ),
  },
  'M4-29': {
    belief:
      'moves a committed offset in a hole to the next record; it stays as it is, and poll finds the next record from there',
    ...starting(
      (committed, log) => (isInRange(committed, log) ? nextRecord(log, committed, committed) : undefined),
      (committed, log) => (isInRange(committed, log) ? nextRecord(log, committed, log.logEndOffset) : undefined),
    ),
  },
  'M4-30': {
    belief: 'counts the records that are left; lag is a difference of two offsets, holes and all',
    lag: [
      (log: Log, committed: Offset) => log.records.filter(({ offset }) => offset >= committed).length,
      (log: Log, committed: Offset) => log.records.length - committed,
    ],
  },
  'M4-31': {
    belief: 'commits after each record; this consumer commits once for each batch that poll hands out',
    ...planning(
      (plan) => (plan.commit === 'after' ? { ...plan, maxPollRecords: 1 } : plan),
      (plan) => ({ ...plan, maxPollRecords: 1 }),
    ),
  },
  'M4-32': {
    belief:
      'lets the consumer commit before it dies; the crash comes right after the record, and nothing comes after a crash',
    runWithCrash: (log: Log, plan: CrashPlan) =>
      runWithCrash(log, isAtBatchEnd(log, plan) ? { ...plan, commit: 'with effect' } : plan),
  },
  'M4-33': {
    belief:
      'commits after the highest record that has finished; a lower one that is still in work would be lost in a crash',
    safeOffset: onceFinished((finished) => Math.max(...finished) + 1),
  },
  'M4-35': {
    belief:
      'moves the position on by maxPollRecords; it moves behind the last record that was handed out, wherever that is',
    ...polling((log, position, maxPollRecords) => ({
      ...poll(log, position, maxPollRecords),
      position: position + maxPollRecords,
    })),
  },
  'M4-36': {
    belief: 'takes a hole for out of range; what lies between log start and log end is in range, record or not',
    ...starting((committed, log, reset) =>
      isInRange(committed, log) && nextRecord(log, committed, log.logEndOffset) !== committed
        ? startingPosition(null, log, reset)
        : undefined,
    ),
  },
  'M4-34': {
    belief: 'reads on behind a record that it stops at; the records behind it wait until it succeeds',
    runWithFailure: [readingOn((stuck) => stuck.at(0)), readingOn((stuck) => stuck.at(-1))],
  },
} satisfies Misconceptions;
