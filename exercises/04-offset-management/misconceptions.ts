import type { Misconceptions } from '#check';
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

type Records = Log['records'];
type WorkEvents = readonly { readonly type: 'started' | 'finished'; readonly offset: Offset }[];

/** A poll that does its own thing once it has agreed to hand out at least one record. */
function polling(hand: (log: Log, position: Offset, maxPollRecords: number) => { records: Records; position: Offset }) {
  return {
    poll: (log: Log, position: Offset, maxPollRecords: number) =>
      maxPollRecords < 1 ? poll(log, position, maxPollRecords) : hand(log, position, maxPollRecords),
  };
}

/** A start that differs from Kafka's where `begin` says so; elsewhere it gives undefined. */
function starting(begin: (committed: Offset | null, log: Log, reset: AutoOffsetReset) => Offset | undefined) {
  return {
    startingPosition: (committed: Offset | null, log: Log, reset: AutoOffsetReset) =>
      begin(committed, log, reset) ?? startingPosition(committed, log, reset),
  };
}

/** A run that follows another plan than the one it is given. */
function planning(change: (plan: CrashPlan) => Parameters<typeof runWithCrash>[1]) {
  return { runWithCrash: (log: Log, plan: CrashPlan) => runWithCrash(log, change(plan)) };
}

/** A run whose second life begins elsewhere; `committed` is null where the first left nothing behind. */
function resuming(start: (committed: Offset | null, log: Log, plan: CrashPlan) => Offset) {
  return {
    runWithCrash: (log: Log, plan: CrashPlan) => {
      const committed = dies(log, plan) ? committedAtCrash(log, plan) : offsetToCommit(log.records);
      const from = start(committed, log, plan);
      const offsets = log.records.map(({ offset }) => offset);
      const processed = [...offsets.slice(0, plan.crashAfter), ...offsets.filter((offset) => offset >= from)];
      return outcome({ ...log, records: [...log.records] }, processed);
    },
  };
}

function dies(log: Log, { crashAfter }: CrashPlan): boolean {
  return crashAfter <= log.records.length;
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
  },
  'M4-02': {
    belief: 'adds one to the offset that it reads from; that offset is already the next one to read',
    ...starting((committed, log, reset) => {
      const isCommitted = committed !== null && startingPosition(null, log, 'earliest') <= committed;
      return isCommitted && committed <= log.logEndOffset ? startingPosition(committed, log, reset) + 1 : undefined;
    }),
    ...polling((log, position, maxPollRecords) => {
      const { records } = poll(log, position + 1, maxPollRecords);
      return { records, position: offsetToCommit(records) ?? position };
    }),
    ...resuming((committed, log) => (committed === null ? log.logStartOffset : committed + 1)),
  },
  'M4-03': {
    belief:
      'commits what poll has just handed out, as if the position and the committed offset were one number; only a commit moves the latter',
    ...planning((plan) => ({ ...plan, commit: 'before' })),
  },
  'M4-04': {
    belief:
      'commits each record as it finishes; a commit says that everything below is done, so the lowest unfinished one bounds it',
    safeOffset: (events: WorkEvents) => {
      const last = events.findLast(({ type }) => type === 'finished');
      return last === undefined ? null : last.offset + 1;
    },
  },
  'M4-06': {
    belief:
      'reads from the log start whenever auto.offset.reset is earliest; it is asked only if no committed offset can be used',
    ...starting((_, log, reset) => (reset === 'earliest' ? log.logStartOffset : undefined)),
  },
  'M4-07': {
    belief: 'takes latest for "where I was", so a new group begins at the log start; latest begins at the log end',
    ...starting((committed, log, reset) => (reset === 'latest' ? (committed ?? log.logStartOffset) : undefined)),
  },
  'M4-08': {
    belief: 'moves an offset that is out of range to the nearest one in range; Kafka asks auto.offset.reset instead',
    ...starting((committed, log) =>
      committed === null ? undefined : Math.min(Math.max(committed, log.logStartOffset), log.logEndOffset),
    ),
  },
  'M4-09': {
    belief: 'takes a committed offset of 0 for none; 0 is an offset like any other, and only null means none',
    ...starting((committed, log, reset) => (committed === 0 ? startingPosition(null, log, reset) : undefined)),
  },
  'M4-10': {
    belief:
      "subtracts one offset too many from the lag; the log end offset is already the next record's, as the committed one is",
    lag: (log: Log, committed: Offset) => log.logEndOffset - 1 - committed,
  },
  'M4-11': {
    belief:
      'takes an offset for a place in the list of records; a log has holes, so look for the first offset that is high enough',
    ...polling((log, position, maxPollRecords) => {
      const from = position - log.logStartOffset;
      const records = log.records.slice(from, from + maxPollRecords);
      return { records, position: position + records.length };
    }),
    offsetToCommit: (processed: Records) =>
      processed[0] === undefined ? null : processed[0].offset + processed.length,
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
    runWithFailure: (log: Log, failing: readonly Offset[], policy: FailurePolicy) => {
      const run = runWithFailure(log, failing, policy);
      const again = log.records.map(({ offset }) => offset).filter((offset) => failing.includes(offset));
      return policy === 'skip' ? { ...run, processed: [...run.processed, ...again] } : run;
    },
  },
  'M4-19': {
    belief:
      "starts the second consumer from the log start, as if offsets were a consumer's own; they are the group's, and stay",
    ...resuming((_, log, plan) => (dies(log, plan) ? log.logStartOffset : log.logEndOffset)),
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
    ...polling((log, position, maxPollRecords) => ({
      records: log.records.filter(({ offset }) => position <= offset && offset < position + maxPollRecords),
      position: Math.min(position + maxPollRecords, log.logEndOffset),
    })),
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
    ...starting((committed) => committed ?? undefined),
  },
  'M4-29': {
    belief:
      'moves a committed offset in a hole to the next record; it stays as it is, and poll finds the next record from there',
    ...starting((committed, log, reset) => {
      const start = startingPosition(committed, log, reset);
      return committed === start ? (log.records.find(({ offset }) => offset >= start)?.offset ?? start) : start;
    }),
  },
  'M4-30': {
    belief: 'counts the records that are left; lag is a difference of two offsets, holes and all',
    lag: (log: Log, committed: Offset) => log.records.filter(({ offset }) => offset >= committed).length,
  },
  'M4-31': {
    belief: 'commits after each record; this consumer commits once for each batch that poll hands out',
    ...planning((plan) => (plan.commit === 'after' ? { ...plan, maxPollRecords: 1 } : plan)),
  },
  'M4-32': {
    belief:
      'lets the consumer commit before it dies; the crash comes right after the record, and nothing comes after a crash',
    ...resuming((committed, log, plan) => {
      if (!dies(log, plan)) return committed ?? log.logStartOffset;
      const crashAfter = plan.crashAfter + (plan.commit === 'after' ? 1 : 0);
      return committedAtCrash(log, { ...plan, crashAfter }) ?? log.logStartOffset;
    }),
  },
  'M4-33': {
    belief:
      'commits after the highest record that has finished; a lower one that is still in work would be lost in a crash',
    safeOffset: (events: WorkEvents) => {
      const finished = events.filter(({ type }) => type === 'finished').map(({ offset }) => offset);
      return finished.length === 0 ? null : Math.max(...finished) + 1;
    },
  },
  'M4-34': {
    belief: 'reads on behind a record that it stops at; the records behind it wait until it succeeds',
    runWithFailure: (log: Log, failing: readonly Offset[], policy: FailurePolicy) => {
      const { processed } = runWithFailure(log, failing, 'skip');
      const run = runWithFailure(log, failing, policy);
      return policy === 'stop' ? { ...run, processed } : run;
    },
  },
} satisfies Misconceptions;
