import type { TopicPartition } from './topic-partition.ts';

/** A place in a partition: Kafka's int64, kept as a safe integer. */
export type Offset = number;

/** A header's name and value. A record carries an ordered list of them, and names may repeat (KIP-82). */
export type Header = readonly [name: string, value: string | null];

/** Whose clock stamped a record: the producer's (the default) or the broker's. */
export type TimestampType = 'CreateTime' | 'LogAppendTime';

/** What a producer is given to send (ProducerRecord). Only a `null` key means "no key"; `''` is a key of zero bytes. */
export interface ProducerRecord {
  readonly topic: string;
  readonly partition?: number | undefined;
  readonly key: string | null;
  /** `null` is a tombstone, which means something under compaction only. */
  readonly value: string | null;
  /** Milliseconds since the epoch; the producer's clock if absent. */
  readonly timestamp?: number | undefined;
  readonly headers?: readonly Header[] | undefined;
}

/** What a consumer is given (ConsumerRecord): the record and the place the broker gave it. */
export interface ConsumerRecord extends TopicPartition {
  readonly offset: Offset;
  readonly leaderEpoch: number;
  readonly timestamp: number;
  readonly timestampType: TimestampType;
  readonly headers: readonly Header[];
  readonly key: string | null;
  readonly value: string | null;
}
