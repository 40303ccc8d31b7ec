import type { Misconceptions } from '#check';
import { type Offset, offsetToCommit, runWithCrash, safeOffset } from '#kafka';
import {
  atPlace,
  behindTheLast,
  byCount,
  dies,
  highestOffset,
  inStretch,
  isAtBatchEnd,
  isInRange,
  lastOffset,
  livedTwice,
  nearest,
  nextRecord,
  onceFinished,
  planning,
  polling,
  type Records,
  readingOn,
  resuming,
  skipping,
  starting,
  unrefused,
  type WorkEvents,
} from './mistakes.ts';
import { type CrashPlan, type Log, poll, startingPosition } from './reference.ts';

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
  'M4-34': {
    belief: 'reads on behind a record that it stops at; the records behind it wait until it succeeds',
    runWithFailure: [readingOn((stuck) => stuck.at(0)), readingOn((stuck) => stuck.at(-1))],
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
  'M4-37': {
    belief:
      'goes on when fewer than one record may be handed out; that is a mistake in the settings, and Kafka refuses it',
    poll: unrefused(
      (_, position) => ({ records: [], position }),
      (log) => ({ records: [], position: log.logEndOffset }),
      (log, position) => poll(log, position, 1),
    ),
  },
} satisfies Misconceptions;
