import type { TopicPartition } from '../../topic-partition.ts';
import type { SubscribedTopic } from './subscribers.ts';

/** The partitions of a group's topics, numbered in the order of the topics; assignors that remember count in these ids. */
export interface PartitionTable {
  readonly partitions: readonly TopicPartition[];
  /** For each partition's id, the index of its topic. */
  readonly topicOf: Int32Array;
  /** The id of a partition, or -1 if the group's topics do not have it. */
  readonly idOf: (partition: TopicPartition) => number;
  /** The ids of a topic's partitions, ascending; none if it is not one of the group's topics. */
  readonly idsOf: (topic: string) => readonly number[];
}

/** Numbers the partitions of `topics`. */
export function partitionTable(topics: readonly SubscribedTopic[]): PartitionTable {
  const partitions: TopicPartition[] = [];
  const topicOf = new Int32Array(topics.reduce((sum, { partitionCount }) => sum + partitionCount, 0));
  const idsByTopic = new Map<string, number[]>();
  for (const [index, { topic, partitionCount }] of topics.entries()) {
    const ids: number[] = [];
    for (let partition = 0; partition < partitionCount; partition++) {
      topicOf[partitions.length] = index;
      ids.push(partitions.length);
      partitions.push({ topic, partition });
    }
    idsByTopic.set(topic, ids);
  }
  return {
    partitions,
    topicOf,
    idOf: ({ topic, partition }) => idsByTopic.get(topic)?.[partition] ?? -1,
    idsOf: (topic) => idsByTopic.get(topic) ?? [],
  };
}
