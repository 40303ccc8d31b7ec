import {
  type AutoOffsetReset,
  type CrashOptions,
  lagOf,
  type Offset,
  offsetToCommit,
  pollLog,
  type ReadableLog,
  startingPosition as startingPositionOf,
} from '#kafka';

export type Log = ReadableLog;
export type CrashPlan = CrashOptions & { readonly commit: 'before' | 'after' };

/** As pollLog, but the error is of no certain class: the task does not name one. */
export function poll(log: Log, position: Offset, maxPollRecords: number) {
  return refusing(() => pollLog(log, position, maxPollRecords));
}

/** As the model's, but the error is of no certain class. */
export function startingPosition(committed: Offset | null, log: Log, autoOffsetReset: AutoOffsetReset): Offset {
  return refusing(() => startingPositionOf(committed, log, autoOffsetReset));
}

/** As lagOf. */
export function lag(log: Log, committed: Offset): number {
  return lagOf(log, committed);
}

/** The committed offset a crash leaves behind, null if nothing was committed by then: whole batches count, begun or done. */
export function committedAtCrash(log: Log, { commit, maxPollRecords, crashAfter }: CrashPlan): Offset | null {
  const begun = Math.ceil(crashAfter / maxPollRecords);
  const done = Math.floor((crashAfter - 1) / maxPollRecords);
  return offsetToCommit(log.records.slice(0, maxPollRecords * (commit === 'before' ? begun : done)));
}

function refusing<Result>(rule: () => Result): Result {
  try {
    return rule();
  } catch (error) {
    throw new Error((error as Error).message);
  }
}
