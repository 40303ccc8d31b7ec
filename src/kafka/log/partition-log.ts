import { KafkaError } from '../errors.ts';
import type { Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import { type Cleanable, cleanablePart } from './cleanable.ts';
import { compactSegments } from './compaction.ts';
import { LeaderEpochs } from './leader-epochs.ts';
import { type Isolation, type ReadOptions, type ReadResult, readRecords } from './log-reader.ts';
import { LogSegment, segmentsFrom, segmentsUpTo, shouldRoll } from './log-segment.ts';
import { deletes, type LogSettings, logSettings } from './log-settings.ts';
import { type NewRecord, validBatch } from './log-validator.ts';
import { offsetForTimestamp, offsetOfMaxTimestamp, type TimestampOffset } from './offsets-for-timestamp.ts';
import { type ProducerState, ProducerStates } from './producer-state.ts';
import { type MarkerType, markerBatchSize, type ProducerStamp, type RecordBatch } from './record-batch.ts';
import { expiredSegmentCount } from './retention.ts';
import { Transactions } from './transactions.ts';

/** Who appends, and when. */
export interface AppendOptions {
  /** The broker's clock, in ms since the epoch. */
  readonly now: number;
  /** The epoch of the leader that appends; if absent, the newest that the log knows, or 0. */
  readonly leaderEpoch?: number | undefined;
  /** Absent if the producer is not idempotent. */
  readonly producer?: ProducerStamp | undefined;
}

/** Where a batch went. */
export interface Appended {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
  /** The batch was there already, so nothing was written: these are its offsets of old. */
  readonly duplicate?: true;
}

/** The end of a transaction in a partition, as the transaction coordinator orders it. */
export interface TransactionEnd {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly type: MarkerType;
  /** The broker's clock, in ms since the epoch. */
  readonly now: number;
  readonly leaderEpoch?: number | undefined;
  /** 2, the default, if the marker brings a new producer epoch (KIP-890). */
  readonly transactionVersion?: 1 | 2 | undefined;
}

/**
 * The log of one replica of one partition (org.apache.kafka.storage.internals.log.UnifiedLog): batches of records in segments.
 * Its positions always stand so: logStartOffset ≤ highWatermark ≤ logEndOffset.
 */
export class PartitionLog implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly leaderEpochs = new LeaderEpochs();
  #settings: LogSettings;
  #segments: LogSegment[] = [new LogSegment(0)];
  #logStartOffset: Offset = 0;
  #logEndOffset: Offset = 0;
  #highWatermark: Offset = 0;
  #producers = new ProducerStates();
  #transactions = new Transactions();
  #cleanedUpTo: Offset | undefined;

  constructor({ topic, partition }: TopicPartition, settings: Partial<LogSettings> = {}) {
    this.topic = topic;
    this.partition = partition;
    this.#settings = logSettings(settings);
  }

  get settings(): LogSettings {
    return this.#settings;
  }

  /** What is not given has Kafka's default. */
  set settings(given: Partial<LogSettings>) {
    this.#settings = logSettings(given);
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
    const unstable = this.#transactions.firstUnstableOffset ?? this.#highWatermark;
    return Math.min(this.#highWatermark, Math.max(this.#logStartOffset, unstable));
  }

  /** What is known of the idempotent producers that wrote here, by producer id. */
  get producers(): ReadonlyMap<number, ProducerState> {
    return this.#producers.all;
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
   * MESSAGE_TOO_LARGE or RECORD_LIST_TOO_LARGE, and for an idempotent producer INVALID_PRODUCER_EPOCH,
   * OUT_OF_ORDER_SEQUENCE_NUMBER or INVALID_TXN_STATE; then nothing of the batch is written.
   */
  append(records: readonly NewRecord[], options: AppendOptions): Appended {
    const { now, producer, leaderEpoch = this.#currentEpoch } = options;
    const place = { baseOffset: this.#logEndOffset, leaderEpoch, now, producer };
    const batch = validBatch(this, this.settings, records, place);
    if (producer !== undefined) {
      const before = this.#producers.duplicateOf(producer, records.length);
      if (before !== undefined) return { ...before, duplicate: true };
      this.#producers.checkBatch(producer);
    }
    this.#write(batch);
    return { baseOffset: batch.baseOffset, lastOffset: batch.lastOffset };
  }

  /** Ends a producer's transaction with a marker, and answers the marker's offset. Throws INVALID_PRODUCER_EPOCH. */
  appendMarker({ producerId, producerEpoch, type, now, leaderEpoch, transactionVersion = 2 }: TransactionEnd): Offset {
    this.#producers.checkMarker(producerId, producerEpoch, transactionVersion);
    const offset = this.#logEndOffset;
    this.#write({
      baseOffset: offset,
      lastOffset: offset,
      leaderEpoch: leaderEpoch ?? this.#currentEpoch,
      maxTimestamp: now,
      sizeInBytes: markerBatchSize,
      records: [],
      producer: { producerId, producerEpoch, baseSequence: -1, transactional: true },
      marker: type,
    });
    return offset;
  }

  /** Forgets idempotent producers that have been silent for `expirationMs`; the default is producer.id.expiration.ms's. */
  expireProducers(now: number, expirationMs = 86_400_000): void {
    this.#producers.expire(now, expirationMs);
  }

  /** Appends batches as a follower, with the offsets and epochs their leader gave them. Throws UNKNOWN_SERVER_ERROR if they overlap. */
  appendAsFollower(batches: readonly RecordBatch[]): void {
    for (const batch of batches) {
      if (batch.baseOffset < this.#logEndOffset) {
        throw new KafkaError(
          'UNKNOWN_SERVER_ERROR',
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
    const { isolation = 'read_uncommitted' } = options;
    const hidesAborted = isolation === 'read_committed';
    return readRecords(
      {
        segments: this.#segmentsFrom(position),
        bound: this.#boundOf(isolation),
        isHidden: (batch) => hidesAborted && this.#transactions.isAborted(batch),
      },
      position,
      options,
    );
  }

  /** Reads whole batches, up to the log end offset, as a follower does; the first may begin before `position`. */
  readBatches(position: Offset, { maxBytes = Number.POSITIVE_INFINITY } = {}): readonly RecordBatch[] {
    const found: RecordBatch[] = [];
    let bytes = 0;
    for (const segment of this.#segmentsFrom(position)) {
      const { batches } = segment;
      for (let b = segment.indexOf(position); b < batches.length; b++) {
        const batch = batches[b] as RecordBatch;
        if (bytes > 0 && bytes + batch.sizeInBytes > maxBytes) return found;
        bytes += batch.sizeInBytes;
        found.push(batch);
      }
    }
    return found;
  }

  #segmentsFrom(position: Offset): readonly LogSegment[] {
    if (position >= this.#logStartOffset && position <= this.#logEndOffset)
      return segmentsFrom(this.#segments, position);
    throw new KafkaError(
      'OFFSET_OUT_OF_RANGE',
      `${nameOf(this)} has offsets ${this.#logStartOffset} to ${this.#logEndOffset}: there is no reading from ${position}.`,
    );
  }

  /** Moves the high watermark, kept within the log; the replica says where to. Answers where it now is. */
  updateHighWatermark(offset: Offset): Offset {
    this.#highWatermark = Math.max(this.#logStartOffset, Math.min(offset, this.#logEndOffset));
    this.#transactions.onHighWatermark(this.#highWatermark);
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
    this.#segments = segmentsUpTo(this.#segments, offset);
    this.#logEndOffset = offset;
    this.#logStartOffset = Math.min(this.#logStartOffset, offset);
    if (this.#cleanedUpTo !== undefined) this.#cleanedUpTo = Math.min(this.#cleanedUpTo, offset);
    this.#rebuildProducers();
    this.updateHighWatermark(this.#highWatermark);
  }

  /** Empties the log, which goes on at `offset`: what a follower does whose leader no longer has what it would need next. */
  truncateFullyAndStartAt(offset: Offset): void {
    this.leaderEpochs.clear();
    this.#segments = [new LogSegment(offset)];
    this.#cleanedUpTo = undefined;
    this.#logStartOffset = offset;
    this.#logEndOffset = offset;
    this.#rebuildProducers();
    this.updateHighWatermark(this.#highWatermark);
  }

  /**
   * Hides the records before `offset` (Admin.deleteRecords), -1 for all up to the high watermark; their segments go with the
   * next retention check. Throws OFFSET_OUT_OF_RANGE above the high watermark, POLICY_VIOLATION if the topic is only compacted.
   */
  deleteRecords(offset: Offset): void {
    if (!deletes(this.settings)) {
      throw new KafkaError(
        'POLICY_VIOLATION',
        `${nameOf(this)} is only compacted: add delete to its cleanup.policy to delete records from its start.`,
      );
    }
    this.incrementLogStartOffset(offset === -1 ? this.#highWatermark : offset);
  }

  /** Raises the log start offset, as a follower does after its leader; it never goes back. Throws OFFSET_OUT_OF_RANGE as above. */
  incrementLogStartOffset(offset: Offset): void {
    if (offset < 0 || offset > this.#highWatermark) {
      throw new KafkaError(
        'OFFSET_OUT_OF_RANGE',
        `${nameOf(this)} cannot begin at ${offset}: choose an offset from 0 to its high watermark, ${this.#highWatermark}.`,
      );
    }
    if (offset <= this.#logStartOffset) return;
    this.#logStartOffset = offset;
    this.leaderEpochs.truncateFromStart(offset);
  }

  /** Deletes the segments that retention is done with at `now`, and answers how many (UnifiedLog.deleteOldSegments). */
  deleteOldSegments(now: number): number {
    const count = expiredSegmentCount(this, now);
    if (count === 0) return 0;
    if (count === this.#segments.length) this.roll();
    this.#segments.splice(0, count);
    this.incrementLogStartOffset((this.#segments[0] as LogSegment).baseOffset);
    this.#transactions.forgetBefore(this.#logStartOffset);
    return count;
  }

  /** What the cleaner would find to do at `now`. */
  cleanable(now: number): Cleanable {
    return cleanablePart(this, this.#cleanedUpTo, now);
  }

  /** Cleans what can be cleaned at `now`, due or not, and answers from where on the log is dirty afterwards. */
  clean(now: number): Offset {
    const { firstDirtyOffset, firstUncleanableOffset } = this.cleanable(now);
    if (firstDirtyOffset >= firstUncleanableOffset) return firstDirtyOffset;
    this.#segments = compactSegments(this.#segments, {
      firstDirtyOffset,
      firstUncleanableOffset,
      now,
      deleteRetentionMs: this.settings['delete.retention.ms'],
      segmentBytes: this.settings['segment.bytes'],
      producers: this.producers,
      isAborted: (batch) => this.#transactions.isAborted(batch),
    });
    this.#cleanedUpTo = firstUncleanableOffset;
    return firstUncleanableOffset;
  }

  /** The first record with a timestamp of `target` or later, as a consumer's offsetsForTimes finds it; `null` if there is none. */
  offsetForTimestamp(target: number): TimestampOffset | null {
    return offsetForTimestamp(this.#segments, this.#logStartOffset, target);
  }

  /** The first record with the latest timestamp; `null` for an empty log. */
  offsetOfMaxTimestamp(): TimestampOffset | null {
    return offsetOfMaxTimestamp(this.#segments);
  }

  #rebuildProducers(): void {
    this.#producers = new ProducerStates();
    this.#transactions = new Transactions();
    for (const { batches } of this.#segments) {
      for (const batch of batches) {
        this.#producers.update(batch);
        this.#transactions.update(batch);
      }
    }
  }

  get #currentEpoch(): number {
    return this.leaderEpochs.latest ?? 0;
  }

  get #activeSegment(): LogSegment {
    return this.#segments[this.#segments.length - 1] as LogSegment;
  }

  #boundOf(isolation: Isolation): Offset {
    if (isolation === 'log_end') return this.#logEndOffset;
    return isolation === 'read_committed' ? this.lastStableOffset : this.#highWatermark;
  }

  #write(batch: RecordBatch): void {
    if (shouldRoll(this.#activeSegment, batch, this.settings)) this.roll();
    this.#activeSegment.append(batch);
    this.#logEndOffset = batch.lastOffset + 1;
    this.leaderEpochs.assign(batch.leaderEpoch, batch.baseOffset);
    this.#producers.update(batch);
    this.#transactions.update(batch);
  }
}
