import type { Offset } from '../record.ts';
import { firstFrom, lastOffsetOf } from './log-segment.ts';
import type { RecordBatch } from './record-batch.ts';

/** A stretch of a log between a transaction's first record and its marker, both included. */
interface TransactionRange {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
}

/**
 * Which transactions of a partition are open, and which were aborted (ProducerStateManager's transactions and TransactionIndex):
 * what a `read_committed` reader waits for, and what it leaves out.
 */
export class Transactions {
  /** First offset by producer id, in the order in which they began. */
  readonly #open = new Map<number, Offset>();
  #decidedUnreplicated: TransactionRange[] = [];
  readonly #aborted = new Map<number, TransactionRange[]>();

  /** Takes note of a batch that is in the log. */
  update({ producer, marker, baseOffset, lastOffset }: RecordBatch): void {
    if (!producer?.transactional) return;
    const { producerId } = producer;
    if (marker === undefined) {
      if (!this.#open.has(producerId)) this.#open.set(producerId, baseOffset);
      return;
    }
    const firstOffset = this.#open.get(producerId);
    if (firstOffset === undefined) return;
    this.#open.delete(producerId);
    this.#decidedUnreplicated.push({ firstOffset, lastOffset });
    if (marker === 'ABORT') {
      this.#aborted.set(producerId, [...(this.#aborted.get(producerId) ?? []), { firstOffset, lastOffset }]);
    }
  }

  /** A decided transaction keeps readers waiting until its marker, too, is below the high watermark. */
  onHighWatermark(highWatermark: Offset): void {
    if (this.#decidedUnreplicated.length === 0) return;
    this.#decidedUnreplicated = this.#decidedUnreplicated.filter(({ lastOffset }) => lastOffset >= highWatermark);
  }

  /** Where the earliest transaction begins that readers must still wait for; `undefined` if there is none. */
  get firstUnstableOffset(): Offset | undefined {
    let first: Offset | undefined;
    for (const start of this.#open.values()) if (first === undefined || start < first) first = start;
    for (const { firstOffset } of this.#decidedUnreplicated)
      if (first === undefined || firstOffset < first) first = firstOffset;
    return first;
  }

  /** Whether a batch belongs to a transaction that was aborted. */
  isAborted({ producer, baseOffset }: RecordBatch): boolean {
    if (!producer?.transactional) return false;
    const ranges = this.#aborted.get(producer.producerId);
    if (ranges === undefined) return false;
    const range = ranges[firstFrom(ranges, lastOffsetOf, baseOffset)];
    return range !== undefined && range.firstOffset <= baseOffset;
  }

  /** Forgets the aborted transactions that ended before `offset`, whose records are gone. */
  forgetBefore(offset: Offset): void {
    for (const [producerId, ranges] of this.#aborted) {
      const kept = ranges.filter(({ lastOffset }) => lastOffset >= offset);
      if (kept.length > 0) this.#aborted.set(producerId, kept);
      else this.#aborted.delete(producerId);
    }
  }
}
