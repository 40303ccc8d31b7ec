import type { Offset } from '../record.ts';
import { compacts, type LogSettings } from './log-settings.ts';
import type { RecordBatch } from './record-batch.ts';

/**
 * A file of a partition's log: consecutive batches from `baseOffset` on (org.apache.kafka.storage.internals.log.LogSegment).
 * Only the last segment of a log, the active one, is written to.
 */
export class LogSegment {
  readonly baseOffset: Offset;
  readonly #batches: RecordBatch[] = [];
  #sizeInBytes = 0;
  #largestTimestamp = -1;

  constructor(baseOffset: Offset, batches: readonly RecordBatch[] = []) {
    this.baseOffset = baseOffset;
    for (const batch of batches) this.append(batch);
  }

  get batches(): readonly RecordBatch[] {
    return this.#batches;
  }

  get sizeInBytes(): number {
    return this.#sizeInBytes;
  }

  /** Milliseconds since the epoch; -1 for a segment without records. */
  get largestTimestamp(): number {
    return this.#largestTimestamp;
  }

  append(batch: RecordBatch): void {
    this.#batches.push(batch);
    this.#sizeInBytes += batch.sizeInBytes;
    if (batch.maxTimestamp > this.#largestTimestamp) this.#largestTimestamp = batch.maxTimestamp;
  }

  /** Place in `batches` of the first batch that ends at or after `offset`; `batches.length` if all end before it. */
  indexOf(offset: Offset): number {
    return firstFrom(this.#batches, lastOffsetOf, offset);
  }
}

/** The segments of a log from the one that `position` falls into, oldest first. */
export function segmentsFrom(segments: readonly LogSegment[], position: Offset): readonly LogSegment[] {
  const following = firstFrom(segments, baseOffsetOf, position + 1);
  return following > 1 ? segments.slice(following - 1) : segments;
}

/** The segments of a log cut off at `offset`; a batch that it falls into goes as a whole. */
export function segmentsUpTo(segments: readonly LogSegment[], offset: Offset): LogSegment[] {
  const kept = segments.filter(({ baseOffset }) => baseOffset <= offset);
  const last = kept.pop();
  return last ? [...kept, new LogSegment(last.baseOffset, last.batches.slice(0, last.indexOf(offset)))] : [];
}

/**
 * Whether a batch must go to a new segment, because the active one is full or old (LogSegment.shouldRoll). Only an append asks,
 * so an idle segment stays open.
 */
export function shouldRoll({ batches, sizeInBytes }: LogSegment, batch: RecordBatch, settings: LogSettings): boolean {
  const first = batches[0];
  if (first === undefined) return false;
  const { 'segment.bytes': segmentBytes, 'segment.ms': segmentMs, 'max.compaction.lag.ms': maxLagMs } = settings;
  const openedMs = batch.maxTimestamp - first.maxTimestamp;
  return (
    sizeInBytes > segmentBytes - batch.sizeInBytes ||
    openedMs > segmentMs ||
    (openedMs > maxLagMs && compacts(settings))
  );
}

/** Place of the first item whose number is `least` or more, in a list with rising numbers; else the list's length. */
export function firstFrom<T>(items: readonly T[], numberOf: (item: T) => number, least: number): number {
  let high = items.length;
  let step = 1;
  // Most readers follow a log's end: ever longer steps back from there, and only then by halving.
  for (; step <= high && numberOf(items[high - step] as T) >= least; step *= 2) high -= step;
  let low = Math.max(0, high - step + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numberOf(items[middle] as T) >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A batch's, or a transaction's, as `firstFrom` asks for it. */
export function lastOffsetOf({ lastOffset }: { readonly lastOffset: Offset }): Offset {
  return lastOffset;
}

function baseOffsetOf({ baseOffset }: LogSegment): Offset {
  return baseOffset;
}
