// Exercise 4: Offset management. The task is in README.md beside this file.
// Grade it with:  npm run grade 4      A hint:  npm run hint 4

import { type ConsumerRecord, type Outcome, outcome, type PartitionLog } from './given.ts';

/** A · The next records from the position on, at most `maxPollRecords`, and the position after them. */
export function poll(
  log: PartitionLog,
  position: number,
  maxPollRecords: number,
): { records: ConsumerRecord[]; position: number } {
  throw new Error('TODO: part A');
}

/** A · The offset to commit once these records are processed; null if there are none. */
export function offsetToCommit(processed: ConsumerRecord[]): number | null {
  throw new Error('TODO: part A');
}

/** B · Where a consumer begins. `committed` is null if its group has committed nothing. */
export function startingPosition(
  committed: number | null,
  log: PartitionLog,
  autoOffsetReset: 'earliest' | 'latest' | 'none',
): number {
  throw new Error('TODO: part B');
}

/** B · How far the group is behind, in offsets. */
export function lag(log: PartitionLog, committed: number): number {
  throw new Error('TODO: part B');
}

export interface CrashPlan {
  /** Whether a batch is committed before it is processed, or after all of it is. */
  commit: 'before' | 'after';
  maxPollRecords: number;
  /** The consumer dies right after it has processed so many records. */
  crashAfter: number;
}

/** C · What comes of a consumer that dies and is started again. */
export function runWithCrash(log: PartitionLog, { commit, maxPollRecords, crashAfter }: CrashPlan): Outcome {
  const processed: number[] = [];

  /** Reads from `start` to the end of the log, or to the crash; gives the committed offset it leaves behind. */
  function live(start: number): number {
    throw new Error('TODO: part C, a loop of poll, process and commit');
  }

  // All that the second life knows of the first is what was committed. Without a crash that is the end: it reads nothing.
  const committed = live(log.logStartOffset);
  live(committed);
  return outcome(log, processed);
}

// Beyond the hour (parts D and E): export safeOffset(events) and runWithFailure(log, failing, policy).
