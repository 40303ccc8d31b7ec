import {
  type ConsumerRecord,
  type Outcome,
  outcome,
  type PartitionLog,
} from '../exercises/04-offset-management/given.ts';

// Look for offsets, never count cells: with a hole in the log, the record at offset 3 is not the fourth of the list.
export function poll(
  log: PartitionLog,
  position: number,
  maxPollRecords: number,
): { records: ConsumerRecord[]; position: number } {
  if (maxPollRecords < 1) throw new RangeError(`a poll hands out at least one record, not ${maxPollRecords}`);
  const records = log.records.filter(({ offset }) => offset >= position).slice(0, maxPollRecords);
  return { records, position: offsetToCommit(records) ?? position };
}

// Both the position and the committed offset name the next record, so a consumer that commits 5 has done with 4.
export function offsetToCommit(processed: ConsumerRecord[]): number | null {
  const last = processed.at(-1);
  return last === undefined ? null : last.offset + 1;
}

// 0 is falsy and is a committed offset; the log end is in range, and is what a group that has read everything commits.
export function startingPosition(
  committed: number | null,
  log: PartitionLog,
  autoOffsetReset: 'earliest' | 'latest' | 'none',
): number {
  const { logStartOffset, logEndOffset } = log;
  if (committed !== null && logStartOffset <= committed && committed <= logEndOffset) return committed;
  if (autoOffsetReset === 'none') throw new RangeError(`no offset to start from: ${committed}`);
  return autoOffsetReset === 'earliest' ? logStartOffset : logEndOffset;
}

// Offsets, not records: nobody knows how many of them are holes without reading them.
export function lag(log: PartitionLog, committed: number): number {
  return log.logEndOffset - committed;
}

export interface CrashPlan {
  commit: 'before' | 'after';
  maxPollRecords: number;
  crashAfter: number;
}

// The two policies differ in one line's place. Between the commit and the processing there is always a moment in which a
// crash loses (commit first) or repeats (process first); no place for the line closes it.
export function runWithCrash(log: PartitionLog, { commit, maxPollRecords, crashAfter }: CrashPlan): Outcome {
  const processed: number[] = [];

  function live(start: number): number {
    let position = start;
    let committed = start;
    for (;;) {
      const batch = poll(log, position, maxPollRecords);
      if (batch.records.length === 0) return committed;
      position = batch.position;
      if (commit === 'before') committed = position;
      for (const { offset } of batch.records) {
        processed.push(offset);
        if (processed.length === crashAfter) return committed;
      }
      if (commit === 'after') committed = position;
    }
  }

  const committed = live(log.logStartOffset);
  live(committed);
  return outcome(log, processed);
}

// A commit says "everything below is done". While record 2 is still in work, that is true of no offset above 2.
export function safeOffset(events: { type: 'started' | 'finished'; offset: number }[]): number | null {
  const unfinished = new Set<number>();
  let next: number | null = null;
  for (const { type, offset } of events) {
    if (type === 'started') unfinished.add(offset);
    else {
      unfinished.delete(offset);
      next = Math.max(next ?? 0, offset + 1);
    }
  }
  return unfinished.size > 0 ? Math.min(...unfinished) : next;
}

// Kafka hands out no record twice because it was not committed: the next commit covers it. What is skipped is gone.
export function runWithFailure(log: PartitionLog, failing: number[], policy: 'skip' | 'stop' | 'dead-letter') {
  const processed: number[] = [];
  const deadLettered: number[] = [];
  for (const { offset } of log.records) {
    if (!failing.includes(offset)) processed.push(offset);
    else if (policy === 'stop') return { processed, deadLettered, stuckAt: offset };
    else if (policy === 'dead-letter') deadLettered.push(offset);
  }
  return { processed, deadLettered, stuckAt: null };
}
