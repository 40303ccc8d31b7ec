import type { ConsumerRecord, Header, Offset } from '../record.ts';

/** The bytes of a record batch before its first record: Kafka's DefaultRecordBatch.RECORD_BATCH_OVERHEAD. */
export const recordBatchOverhead = 61;

/** The bytes of a transaction marker's batch: its one record has a key of 4 bytes and a value of 6 (EndTransactionMarker). */
export const markerBatchSize = 78;

/** What ends a transaction in a partition (ControlRecordType). */
export type MarkerType = 'COMMIT' | 'ABORT';

/** Who wrote a batch, and as which of its batches: the fields of a batch header that idempotence needs (KIP-98). */
export interface ProducerStamp {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Sequence number of the batch's first record; -1 in a transaction marker. */
  readonly baseSequence: number;
  readonly transactional: boolean;
}

/**
 * Records that were written, and are copied and compressed, as one (DefaultRecordBatch). A batch is never changed: compaction
 * writes another one, which keeps the offsets `baseOffset` to `lastOffset` even where records are gone.
 */
export interface RecordBatch {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
  readonly leaderEpoch: number;
  readonly maxTimestamp: number;
  readonly sizeInBytes: number;
  readonly records: readonly ConsumerRecord[];
  /** Absent if the producer was not idempotent. */
  readonly producer?: ProducerStamp | undefined;
  /**
   * Present in a transaction marker (a control batch), which has one offset and no record for consumers. `EMPTIED` is what the
   * cleaner leaves of one whose offset or epoch must not be forgotten.
   */
  readonly marker?: MarkerType | 'EMPTIED' | undefined;
  /** From when on the cleaner may drop the batch's tombstones or marker, in ms since the epoch (KIP-534). */
  readonly deleteHorizonMs?: number | undefined;
}

/** What decides a record's size; a record of any of our types has it. */
interface SizedRecord {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers?: readonly Header[] | undefined;
}

/** The bytes of one record in a batch, with the varint of its own length (DefaultRecord.sizeInBytes). */
export function recordSize(record: SizedRecord, offsetDelta: number, timestampDelta: number): number {
  const body =
    1 +
    varintSize(timestampDelta) +
    varintSize(offsetDelta) +
    fieldSize(record.key) +
    fieldSize(record.value) +
    (record.headers === undefined || record.headers.length === 0 ? 1 : headersSize(record.headers));
  return varintSize(body) + body;
}

/** The bytes of an uncompressed batch of records that already have their place and time. */
export function batchSize(baseOffset: Offset, baseTimestamp: number, records: readonly ConsumerRecord[]): number {
  let size = recordBatchOverhead;
  for (const record of records) {
    size += recordSize(record, record.offset - baseOffset, record.timestamp - baseTimestamp);
  }
  return size;
}

/** The bytes of a signed number as a zig-zag varint, seven bits to a byte (ByteUtils.sizeOfVarlong). */
export function varintSize(value: number): number {
  if (value >= 0 && value < 64) return 1;
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  let size = 1;
  for (; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** The bytes of a string in UTF-8. */
export function utf8Size(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A surrogate pair is two units and four bytes, so each half counts for two; any other unit above U+07FF takes three.
    size += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return size;
}

function fieldSize(field: string | null): number {
  if (field === null) return 1;
  const size = utf8Size(field);
  return varintSize(size) + size;
}

function headersSize(headers: readonly Header[]): number {
  return headers.reduce((size, [name, value]) => size + fieldSize(name) + fieldSize(value), varintSize(headers.length));
}

/** The sequence number of a batch's last record; after 2147483647 they go on at 0 (DefaultRecordBatch.incrementSequence). */
export function lastSequenceOf(baseSequence: number, recordCount: number): number {
  return (baseSequence + recordCount - 1) % 2 ** 31;
}

/** The latest of the records' timestamps; -1, Kafka's NO_TIMESTAMP, if there is none. */
export function latestTimestamp(records: readonly { readonly timestamp: number }[]): number {
  let latest = -1;
  for (const { timestamp } of records) if (timestamp > latest) latest = timestamp;
  return latest;
}
