import type { TopicPartition } from '../topic-partition.ts';
import type { SubscribedTopic } from './subscribers.ts';

/** The partitions of a group's topics, numbered in the order of the topics; assignors that remember count in these ids. */
export interface PartitionTable {
  readonly partitions: readonly TopicPartition[];
  /** For each partition's id, the index of its topic. */
  readonly topicOf: Int32Array;
  /** The id of a topic's first partition, by the topic's index; the others follow. */
  readonly firstId: readonly number[];
  /** The id of a partition, or -1 if the group's topics do not have it. */
  readonly idOf: (partition: TopicPartition) => number;
}

/** Numbers the partitions of `topics`. */
export function partitionTable(topics: readonly SubscribedTopic[]): PartitionTable {
  const partitions: TopicPartition[] = [];
  const firstId: number[] = [];
  const indexOf = new Map<string, number>();
  for (const [index, { topic, partitionCount }] of topics.entries()) {
    indexOf.set(topic, index);
    firstId.push(partitions.length);
    for (let partition = 0; partition < partitionCount; partition++) partitions.push({ topic, partition });
  }
  const topicOf = new Int32Array(partitions.length);
  for (const [index, { partitionCount }] of topics.entries()) {
    topicOf.fill(index, firstId[index]!, firstId[index]! + partitionCount);
  }
  const idOf = ({ topic, partition }: TopicPartition) => {
    const index = indexOf.get(topic);
    return index !== undefined && partition < topics[index]!.partitionCount ? firstId[index]! + partition : -1;
  };
  return { partitions, topicOf, firstId, idOf };
}
