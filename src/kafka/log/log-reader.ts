import type { ConsumerRecord, Offset } from '../record.ts';
import type { LogSegment } from './log-segment.ts';
import type { RecordBatch } from './record-batch.ts';

/**
 * How far a reader sees: a replica up to the log end offset, a consumer up to the high watermark (`read_uncommitted`, the
 * default) or the last stable offset, without aborted transactions (`read_committed`). Kafka's FetchIsolation.
 */
export type Isolation = 'log_end' | 'read_uncommitted' | 'read_committed';

/** How much to read at most, and how far. */
export interface ReadOptions {
  readonly isolation?: Isolation | undefined;
  readonly maxRecords?: number | undefined;
  /** Batches are read whole, and at least one, as a fetch does. */
  readonly maxBytes?: number | undefined;
}

/** What was read, and the position from which to read on: behind holes, markers and aborted records. */
export interface ReadResult {
  readonly records: readonly ConsumerRecord[];
  readonly position: Offset;
}

/** What a reader may see of a log. */
interface Readable {
  /** The segments from the position on, oldest first. */
  readonly segments: readonly LogSegment[];
  /** The first offset that is out of sight. */
  readonly bound: Offset;
  readonly isHidden: (batch: RecordBatch) => boolean;
}

/** Reads records from `position` on, and passes over offsets that have none (CompletedFetch). */
export function readRecords(
  { segments, bound, isHidden }: Readable,
  position: Offset,
  options: ReadOptions,
): ReadResult {
  const { maxRecords = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY } = options;
  const records: ConsumerRecord[] = [];
  let next = position;
  let bytes = 0;
  for (const segment of segments) {
    const { batches } = segment;
    for (let b = segment.indexOf(position); b < batches.length; b++) {
      const batch = batches[b] as RecordBatch;
      if (batch.baseOffset >= bound) break;
      if (bytes > 0 && bytes + batch.sizeInBytes > maxBytes) return { records, position: next };
      bytes += batch.sizeInBytes;
      const visible = isHidden(batch) ? [] : batch.records;
      for (let r = 0; r < visible.length; r++) {
        const record = visible[r] as ConsumerRecord;
        if (record.offset < position) continue;
        if (record.offset >= bound || records.length === maxRecords) return { records, position: next };
        records.push(record);
        next = record.offset + 1;
      }
      next = Math.min(batch.lastOffset + 1, bound);
    }
  }
  return { records, position: Math.max(next, bound) };
}
