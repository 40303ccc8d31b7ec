export { KafkaError } from './errors.ts';
export type { ConsumerRecord, Header, Offset, ProducerRecord, TimestampType } from './record.ts';
export type { TopicPartition } from './topic-partition.ts';
export { compareNames, comparePartitions, nameOf, topicPartition } from './topic-partition.ts';
