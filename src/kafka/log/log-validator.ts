import { KafkaError } from '../errors.ts';
import type { ConsumerRecord, Header, Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import { compacts, type LogSettings } from './log-settings.ts';
import { type ProducerStamp, type RecordBatch, recordBatchOverhead, recordSize } from './record-batch.ts';

/** What a producer puts into a batch; a `ProducerRecord` is one. */
export interface NewRecord {
  readonly key: string | null;
  readonly value: string | null;
  /** Milliseconds since the epoch; the broker's clock if absent. */
  readonly timestamp?: number | undefined;
  readonly headers?: readonly Header[] | undefined;
}

/** What the leader adds to a producer's records: their place, its clock and its epoch. */
interface BatchPlace {
  readonly baseOffset: Offset;
  readonly leaderEpoch: number;
  readonly now: number;
  readonly producer?: ProducerStamp | undefined;
}

const noHeaders: readonly Header[] = [];

/**
 * Makes a producer's records a batch of the log, if the topic's settings allow all of them (LogValidator). Throws
 * INVALID_RECORD, INVALID_TIMESTAMP, MESSAGE_TOO_LARGE or RECORD_LIST_TOO_LARGE.
 */
export function validBatch(
  { topic, partition }: TopicPartition,
  settings: LogSettings,
  records: readonly NewRecord[],
  { baseOffset, leaderEpoch, now, producer }: BatchPlace,
): RecordBatch {
  const first = records[0];
  if (first === undefined) throw new KafkaError('INVALID_RECORD', 'A batch needs at least one record.');
  const timestampType = settings['message.timestamp.type'];
  const latestAllowed = now + settings['message.timestamp.after.max.ms'];
  const needsKey = compacts(settings);
  const baseTimestamp = first.timestamp ?? now;
  let maxTimestamp = -1;
  let sizeInBytes = recordBatchOverhead;
  for (let i = 0; i < records.length; i++) {
    const record = records[i] as NewRecord;
    const sent = record.timestamp ?? now;
    const timestamp = timestampType === 'LogAppendTime' ? now : sent;
    if (record.key === null && needsKey) throw keyless({ topic, partition });
    if (timestamp > latestAllowed) throw fromTheFuture(timestamp, now);
    if (timestamp > maxTimestamp) maxTimestamp = timestamp;
    sizeInBytes += recordSize(record, i, sent - baseTimestamp);
  }
  checkSize(sizeInBytes, settings);
  const stored = records.map(({ key, value, headers = noHeaders, timestamp: sent = now }, i): ConsumerRecord => {
    const timestamp = timestampType === 'LogAppendTime' ? now : sent;
    return { topic, partition, offset: baseOffset + i, leaderEpoch, timestamp, timestampType, headers, key, value };
  });
  const lastOffset = baseOffset + stored.length - 1;
  return { baseOffset, lastOffset, leaderEpoch, maxTimestamp, sizeInBytes, records: stored, producer };
}

function checkSize(sizeInBytes: number, settings: LogSettings): void {
  const { 'max.message.bytes': maxMessageBytes, 'segment.bytes': segmentBytes } = settings;
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

function keyless(tp: TopicPartition): KafkaError {
  return new KafkaError(
    'INVALID_RECORD',
    `Compacted topic cannot accept message without key in topic partition ${nameOf(tp)}.`,
  );
}

function fromTheFuture(timestamp: number, now: number): KafkaError {
  return new KafkaError(
    'INVALID_TIMESTAMP',
    `Timestamp ${timestamp} is more than message.timestamp.after.max.ms ahead of the broker's clock, ${now}.`,
  );
}
