import { KafkaError } from './errors.ts';
import { LeaderEpochs } from './leader-epochs.ts';
import { firstWhere, LogSegment } from './log-segment.ts';
import { compacts, defaultLogSettings, deletes, type LogSettings } from './log-settings.ts';
import type { ConsumerRecord, Header, Offset } from './record.ts';
import { latestTimestamp, type RecordBatch, recordBatchOverhead, recordSize } from './record-batch.ts';
import { nameOf, type TopicPartition } from './topic-partition.ts';

/** What a producer puts into a batch; a `ProducerRecord` is one. */
export interface NewRecord {
  readonly key: string | null;
  readonly value: string | null;
  /** Milliseconds since the epoch; `now` if absent. */
  readonly timestamp?: number | undefined;
  readonly headers?: readonly Header[] | undefined;
}

export interface AppendOptions {
  /** The broker's clock, in ms since the epoch. */
  readonly now: number;
  /** The epoch of the leader that appends; if absent, the newest that the log knows, or 0. */
  readonly leaderEpoch?: number | undefined;
}

/** Where a batch went. */
export interface Appended {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
}

/**
 * How far a reader sees: a replica up to the log end offset, a consumer up to the high watermark (`read_uncommitted`, the
 * default) or the last stable offset, without aborted transactions (`read_committed`).
 */
export type Isolation = 'log_end' | 'read_uncommitted' | 'read_committed';

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

const noHeaders: readonly Header[] = [];

/**
 * The log of one replica of one partition (org.apache.kafka.storage.internals.log.UnifiedLog): batches of records in segments.
 * Its positions always stand so: logStartOffset ≤ highWatermark ≤ logEndOffset.
 */
export class PartitionLog implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly leaderEpochs = new LeaderEpochs();
  settings: LogSettings;
  #segments: LogSegment[] = [new LogSegment(0)];
  #logStartOffset: Offset = 0;
  #logEndOffset: Offset = 0;
  #highWatermark: Offset = 0;

  constructor({ topic, partition }: TopicPartition, settings: Partial<LogSettings> = {}) {
    this.topic = topic;
    this.partition = partition;
    this.settings = { ...defaultLogSettings, ...settings };
  }

  /** The first offset a reader may ask for. */
  get logStartOffset(): Offset {
    return this.#logStartOffset;
  }

  /** The offset that the next record will get. */
  get logEndOffset(): Offset {
    return this.#logEndOffset;
  }

  /** The first offset that is not yet on every in-sync replica; consumers see what is below. */
  get highWatermark(): Offset {
    return this.#highWatermark;
  }

  /** The first offset that a read_committed consumer may not see yet. */
  get lastStableOffset(): Offset {
    return this.#highWatermark;
  }

  /** Oldest first; the last one is active. There always is one. */
  get segments(): readonly LogSegment[] {
    return this.#segments;
  }

  get sizeInBytes(): number {
    return this.#segments.reduce((size, segment) => size + segment.sizeInBytes, 0);
  }

  /**
   * Appends one batch as the leader, which gives the records their offsets. Throws INVALID_RECORD, INVALID_TIMESTAMP,
   * MESSAGE_TOO_LARGE or RECORD_LIST_TOO_LARGE, and then nothing of the batch is written.
   */
  append(records: readonly NewRecord[], options: AppendOptions): Appended {
    const batch = this.#batchOf(records, options);
    this.#write(batch);
    return { baseOffset: batch.baseOffset, lastOffset: batch.lastOffset };
  }

  /** Appends batches as a follower, with the offsets and epochs their leader gave them. */
  appendAsFollower(batches: readonly RecordBatch[]): void {
    for (const batch of batches) {
      if (batch.baseOffset < this.#logEndOffset) {
        throw new KafkaError(
          'OFFSET_OUT_OF_RANGE',
          `${nameOf(this)} ends at ${this.#logEndOffset}, so a batch from ${batch.baseOffset} on cannot follow.`,
        );
      }
      this.#write(batch);
    }
  }

  /**
   * Reads records from `position` on. Offsets without a record are passed over; between what the reader may see and the log
   * end offset there is nothing to read. Throws OFFSET_OUT_OF_RANGE outside of log start and log end.
   */
  read(position: Offset, options: ReadOptions = {}): ReadResult {
    const { maxRecords = Number.POSITIVE_INFINITY, maxBytes = Number.POSITIVE_INFINITY } = options;
    const bound = this.#boundOf(options.isolation ?? 'read_uncommitted');
    const records: ConsumerRecord[] = [];
    let next = position;
    let bytes = 0;
    for (const batch of this.batchesFrom(position)) {
      if (batch.baseOffset >= bound) break;
      if (bytes > 0 && bytes + batch.sizeInBytes > maxBytes) return { records, position: next };
      bytes += batch.sizeInBytes;
      for (const record of batch.records) {
        if (record.offset < position) continue;
        if (record.offset >= bound || records.length === maxRecords) return { records, position: next };
        records.push(record);
        next = record.offset + 1;
      }
      next = Math.min(batch.lastOffset + 1, bound);
    }
    return { records, position: Math.max(next, bound) };
  }

  /** Reads whole batches, up to the log end offset, as a follower does; the first may begin before `position`. */
  readBatches(position: Offset, { maxBytes = Number.POSITIVE_INFINITY } = {}): readonly RecordBatch[] {
    const batches: RecordBatch[] = [];
    let bytes = 0;
    for (const batch of this.batchesFrom(position)) {
      if (bytes > 0 && bytes + batch.sizeInBytes > maxBytes) break;
      bytes += batch.sizeInBytes;
      batches.push(batch);
    }
    return batches;
  }

  /** The batches that end at or after `position`, oldest first. Throws OFFSET_OUT_OF_RANGE outside of log start and log end. */
  *batchesFrom(position: Offset): Generator<RecordBatch> {
    this.#checkInRange(position);
    const following = firstWhere(this.#segments, (segment) => segment.baseOffset > position);
    for (let s = Math.max(0, following - 1); s < this.#segments.length; s++) {
      const { batches } = this.#segments[s] as LogSegment;
      const first = s < following ? (this.#segments[s] as LogSegment).indexOf(position) : 0;
      for (let b = first; b < batches.length; b++) yield batches[b] as RecordBatch;
    }
  }

  /** Moves the high watermark, kept within the log; the replica says where to. Answers where it now is. */
  updateHighWatermark(offset: Offset): Offset {
    this.#highWatermark = Math.max(this.#logStartOffset, Math.min(offset, this.#logEndOffset));
    return this.#highWatermark;
  }

  /** Closes the active segment, if it holds anything, and begins another at the log end offset. */
  roll(): void {
    if (this.#activeSegment.sizeInBytes > 0) this.#segments.push(new LogSegment(this.#logEndOffset));
  }

  /**
   * Drops the records from `offset` on, as a follower does whose log parted from its leader's. A batch that `offset` falls into
   * goes as a whole. Nothing happens if the log ends before it.
   */
  truncateTo(offset: Offset): void {
    this.leaderEpochs.truncateFromEnd(Math.min(offset, this.#logEndOffset));
    if (offset >= this.#logEndOffset) return;
    if (offset < (this.#segments[0] as LogSegment).baseOffset) {
      this.truncateFullyAndStartAt(offset);
      return;
    }
    const kept = this.#segments.filter((segment) => segment.baseOffset <= offset);
    const last = kept.pop() as LogSegment;
    this.#segments = [...kept, new LogSegment(last.baseOffset, last.batches.slice(0, last.indexOf(offset)))];
    this.#logEndOffset = offset;
    this.#logStartOffset = Math.min(this.#logStartOffset, offset);
    this.updateHighWatermark(this.#highWatermark);
  }

  /** Empties the log, which goes on at `offset`: what a follower does whose leader no longer has what it would need next. */
  truncateFullyAndStartAt(offset: Offset): void {
    this.leaderEpochs.clear();
    this.#segments = [new LogSegment(offset)];
    this.#logStartOffset = offset;
    this.#logEndOffset = offset;
    this.updateHighWatermark(this.#highWatermark);
  }

  /**
   * Hides the records before `offset` (AdminClient.deleteRecords); their segments go with the next retention check. Throws
   * OFFSET_OUT_OF_RANGE above the high watermark, and POLICY_VIOLATION for a topic that is only compacted.
   */
  deleteRecords(offset: Offset): void {
    if (!deletes(this.settings)) {
      throw new KafkaError(
        'POLICY_VIOLATION',
        `${nameOf(this)} is only compacted: add delete to its cleanup.policy to delete records from its start.`,
      );
    }
    if (offset < 0 || offset > this.#highWatermark) {
      throw new KafkaError(
        'OFFSET_OUT_OF_RANGE',
        `Cannot delete ${nameOf(this)} up to ${offset}: choose an offset from 0 to its high watermark, ${this.#highWatermark}.`,
      );
    }
    this.#startAt(offset);
  }

  #startAt(offset: Offset): void {
    if (offset <= this.#logStartOffset) return;
    this.#logStartOffset = offset;
    this.leaderEpochs.truncateFromStart(offset);
  }

  get #activeSegment(): LogSegment {
    return this.#segments.at(-1) as LogSegment;
  }

  #boundOf(isolation: Isolation): Offset {
    if (isolation === 'log_end') return this.#logEndOffset;
    return isolation === 'read_committed' ? this.lastStableOffset : this.#highWatermark;
  }

  #checkInRange(position: Offset): void {
    if (position >= this.#logStartOffset && position <= this.#logEndOffset) return;
    throw new KafkaError(
      'OFFSET_OUT_OF_RANGE',
      `${nameOf(this)} has offsets ${this.#logStartOffset} to ${this.#logEndOffset}: there is no reading from ${position}.`,
    );
  }

  #batchOf(
    records: readonly NewRecord[],
    { now, leaderEpoch = this.leaderEpochs.latest ?? 0 }: AppendOptions,
  ): RecordBatch {
    if (records.length === 0) throw new KafkaError('INVALID_RECORD', 'A batch needs at least one record.');
    const { topic, partition } = this;
    const timestampType = this.settings['message.timestamp.type'];
    const latestAllowed = now + this.settings['message.timestamp.after.max.ms'];
    const keyless = !compacts(this.settings);
    const baseOffset = this.#logEndOffset;
    let baseTimestamp = now;
    let sizeInBytes = recordBatchOverhead;
    const stored = records.map((record, i): ConsumerRecord => {
      const { key, value, headers = noHeaders } = record;
      const timestamp = timestampType === 'LogAppendTime' ? now : (record.timestamp ?? now);
      if (!keyless && key === null) throw this.#keyless();
      if (timestamp > latestAllowed) throw this.#fromTheFuture(timestamp, now);
      if (i === 0) baseTimestamp = timestamp;
      sizeInBytes += recordSize(record, i, timestamp - baseTimestamp);
      return { topic, partition, offset: baseOffset + i, leaderEpoch, timestamp, timestampType, headers, key, value };
    });
    this.#checkSize(sizeInBytes);
    const lastOffset = baseOffset + stored.length - 1;
    return { baseOffset, lastOffset, leaderEpoch, maxTimestamp: latestTimestamp(stored), sizeInBytes, records: stored };
  }

  #keyless(): KafkaError {
    return new KafkaError('INVALID_RECORD', `${nameOf(this)} is compacted, and cannot accept a record without key.`);
  }

  #fromTheFuture(timestamp: number, now: number): KafkaError {
    return new KafkaError(
      'INVALID_TIMESTAMP',
      `Timestamp ${timestamp} is more than message.timestamp.after.max.ms ahead of the broker's clock, ${now}.`,
    );
  }

  #checkSize(sizeInBytes: number): void {
    const { 'max.message.bytes': maxMessageBytes, 'segment.bytes': segmentBytes } = this.settings;
    if (sizeInBytes > maxMessageBytes) {
      throw new KafkaError(
        'MESSAGE_TOO_LARGE',
        `A batch of ${sizeInBytes} bytes is larger than max.message.bytes, ${maxMessageBytes}: send fewer or smaller records.`,
      );
    }
    if (sizeInBytes > segmentBytes) {
      throw new KafkaError(
        'RECORD_LIST_TOO_LARGE',
        `A batch of ${sizeInBytes} bytes does not fit a segment of segment.bytes, ${segmentBytes}.`,
      );
    }
  }

  #write(batch: RecordBatch): void {
    if (this.#shouldRollFor(batch)) this.roll();
    this.#activeSegment.append(batch);
    this.#logEndOffset = batch.lastOffset + 1;
    this.leaderEpochs.assign(batch.leaderEpoch, batch.baseOffset);
  }

  /** LogSegment.shouldRoll: an append rolls a full or old segment first; nothing else does, so an idle one stays open. */
  #shouldRollFor(batch: RecordBatch): boolean {
    const { sizeInBytes, batches } = this.#activeSegment;
    const first = batches[0];
    if (first === undefined) return false;
    const { 'segment.bytes': segmentBytes, 'segment.ms': segmentMs } = this.settings;
    const openMs = compacts(this.settings) ? Math.min(segmentMs, this.settings['max.compaction.lag.ms']) : segmentMs;
    return sizeInBytes > segmentBytes - batch.sizeInBytes || batch.maxTimestamp - first.maxTimestamp > openMs;
  }
}
