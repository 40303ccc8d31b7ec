import { KafkaError } from '../errors.ts';
import type { Offset } from '../record.ts';

/** What a consumer sees of a partition's log: where it begins and ends, and what is in it. There may be holes. */
export interface ReadableLog<Entry extends { readonly offset: Offset } = { readonly offset: Offset }> {
  readonly logStartOffset: Offset;
  readonly logEndOffset: Offset;
  readonly records: readonly Entry[];
}

/** Where a consumer starts if its group has committed nothing, or nothing that is still there (OffsetResetStrategy). */
export type AutoOffsetReset = 'earliest' | 'latest' | 'none';

/**
 * The next records from `position` on, at most `maxPollRecords`, and the position after them: the offset of the next record
 * to be given, never of the last one given. Throws RangeError for fewer than one.
 */
export function pollLog<Entry extends { readonly offset: Offset }>(
  log: ReadableLog<Entry>,
  position: Offset,
  maxPollRecords: number,
): { readonly records: readonly Entry[]; readonly position: Offset } {
  if (!(maxPollRecords >= 1)) throw new RangeError(`max.poll.records must be at least 1, not ${maxPollRecords}.`);
  const records = log.records.filter(({ offset }) => offset >= position).slice(0, maxPollRecords);
  const last = records.at(-1);
  return { records, position: last === undefined ? position : last.offset + 1 };
}

/** The offset to commit after processing these records of one partition: the next one to read, `null` after none. */
export function offsetToCommit(processed: readonly { readonly offset: Offset }[]): Offset | null {
  const last = processed.at(-1);
  return last === undefined ? null : last.offset + 1;
}

/**
 * Where a consumer that is given a partition begins (SubscriptionState): at the committed offset if it is within the log, a
 * hole included, else where `auto.offset.reset` says. Throws NO_OFFSET_FOR_PARTITION or OFFSET_OUT_OF_RANGE for `none`.
 */
export function startingPosition(
  committed: Offset | null,
  log: Pick<ReadableLog, 'logStartOffset' | 'logEndOffset'>,
  autoOffsetReset: AutoOffsetReset,
): Offset {
  const { logStartOffset, logEndOffset } = log;
  if (committed !== null && committed >= logStartOffset && committed <= logEndOffset) return committed;
  if (autoOffsetReset === 'earliest') return logStartOffset;
  if (autoOffsetReset === 'latest') return logEndOffset;
  throw committed === null
    ? new KafkaError(
        'NO_OFFSET_FOR_PARTITION',
        'Nothing is committed, and auto.offset.reset is none: commit or seek first.',
      )
    : new KafkaError(
        'OFFSET_OUT_OF_RANGE',
        `Offset ${committed} is outside of the log, ${logStartOffset} to ${logEndOffset}, and auto.offset.reset is none.`,
      );
}

/** How far a group is behind, in offsets: holes count too. */
export function lagOf(log: Pick<ReadableLog, 'logEndOffset'>, committed: Offset): number {
  return log.logEndOffset - committed;
}

/**
 * What may be committed when records are processed by several threads: the lowest offset that has started but not finished,
 * else the one after the highest finished; `null` before anything finished or started.
 */
export function safeOffset(
  events: readonly { readonly type: 'started' | 'finished'; readonly offset: Offset }[],
): Offset | null {
  const offsetsOf = (type: string) => events.filter((event) => event.type === type).map(({ offset }) => offset);
  const finished = new Set(offsetsOf('finished'));
  const unfinished = offsetsOf('started').filter((offset) => !finished.has(offset));
  if (unfinished.length > 0) return Math.min(...unfinished);
  return finished.size === 0 ? null : Math.max(...finished) + 1;
}
