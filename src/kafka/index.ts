export { KafkaError } from './errors.ts';
export { murmur2 } from './murmur2.ts';
export { keyBytes, partitionForKey, toPositive } from './partitioner.ts';
export type { ConsumerRecord, Header, Offset, ProducerRecord, TimestampType } from './record.ts';
export type {
  Acks,
  AdminStep,
  BackgroundStep,
  BrokerStep,
  GroupStep,
  ProducerStep,
  Stage,
  Step,
  TopicSettings,
  Wire,
} from './step.ts';
export type { TopicPartition } from './topic-partition.ts';
export { compareNames, comparePartitions, nameOf, topicPartition } from './topic-partition.ts';
export type {
  BrokerSnapshot,
  GroupSnapshot,
  Happening,
  LoggedRecord,
  MemberSnapshot,
  PartitionSnapshot,
  ReplicaSnapshot,
  Snapshot,
  Trace,
  TraceEntry,
} from './trace.ts';
