import type { Offset } from '../record.ts';
import { offsetToCommit, pollLog, type ReadableLog } from './offsets.ts';

/**
 * How a consumer commits: each batch before it processes it, or after, or each record's offset together with its effect, in
 * one transaction of the place where the effect is kept.
 */
export type CommitPolicy = 'before' | 'after' | 'with effect';

export interface CrashOptions {
  readonly commit: CommitPolicy;
  readonly maxPollRecords: number;
  /** The consumer dies right after processing so many records. */
  readonly crashAfter: number;
}

/** What a consumer did in its two lives. `processed` is in the order it happened; the others ascend, each offset once. */
export interface CrashOutcome {
  readonly processed: readonly Offset[];
  readonly lost: readonly Offset[];
  readonly repeated: readonly Offset[];
}

export type DeliveryGuarantee = 'at most once' | 'at least once' | 'exactly once' | 'none';

/**
 * Reads a log from its start, dies, starts again at what was committed (nothing yet: the log start) and reads to the end.
 * A crash that is never reached does not happen.
 */
export function runWithCrash(log: ReadableLog, options: CrashOptions): CrashOutcome {
  const first = consume(log, log.logStartOffset, options);
  const second = first.crashed
    ? consume(log, first.committed, { ...options, crashAfter: Number.POSITIVE_INFINITY })
    : undefined;
  const processed = [...first.processed, ...(second?.processed ?? [])];
  const times = new Map<Offset, number>();
  for (const offset of processed) times.set(offset, (times.get(offset) ?? 0) + 1);
  const offsets = log.records.map(({ offset }) => offset);
  return {
    processed,
    lost: offsets.filter((offset) => !times.has(offset)),
    repeated: offsets.filter((offset) => times.get(offset)! > 1),
  };
}

/** What a way of committing guarantees: looks at every moment at which the consumer may die. */
export function deliveryGuarantee(log: ReadableLog, options: Omit<CrashOptions, 'crashAfter'>): DeliveryGuarantee {
  const outcomes = log.records.map((_, n) => runWithCrash(log, { ...options, crashAfter: n + 1 }));
  const loses = outcomes.some(({ lost }) => lost.length > 0);
  const repeats = outcomes.some(({ repeated }) => repeated.length > 0);
  if (loses) return repeats ? 'none' : 'at most once';
  return repeats ? 'at least once' : 'exactly once';
}

function consume(log: ReadableLog, start: Offset, { commit, maxPollRecords, crashAfter }: CrashOptions) {
  const processed: Offset[] = [];
  let committed = start;
  let position = start;
  for (;;) {
    const batch = pollLog(log, position, maxPollRecords);
    if (batch.records.length === 0) return { processed, committed, crashed: false };
    position = batch.position;
    if (commit === 'before') committed = position;
    for (const record of batch.records) {
      processed.push(record.offset);
      if (commit === 'with effect') committed = record.offset + 1;
      if (processed.length === crashAfter) return { processed, committed, crashed: true };
    }
    if (commit === 'after') committed = offsetToCommit(batch.records) ?? committed;
  }
}

/** What to do with a record that cannot be processed: pass it over, stop in front of it, or put it aside in another topic. */
export type FailurePolicy = 'skip' | 'stop' | 'dead-letter';

/** Reads a log in which some records always fail. `stuckAt` is the offset a consumer that stops will try for ever. */
export function runWithFailure(log: ReadableLog, failing: readonly Offset[], policy: FailurePolicy) {
  const fails = new Set(failing);
  const offsets = log.records.map(({ offset }) => offset);
  const stuckAt = policy === 'stop' ? (offsets.find((offset) => fails.has(offset)) ?? null) : null;
  const reached = offsets.filter((offset) => stuckAt === null || offset < stuckAt);
  return {
    processed: reached.filter((offset) => !fails.has(offset)),
    deadLettered: policy === 'dead-letter' ? reached.filter((offset) => fails.has(offset)) : [],
    stuckAt,
  };
}
