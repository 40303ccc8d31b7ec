/** One partition of one topic (org.apache.kafka.common.TopicPartition). */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The name Kafka prints for a partition, such as `orders-0`; also the key under which maps keep it. */
export function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

/** Reads `orders-0` back; the partition is what follows the last dash. */
export function topicPartition(name: string): TopicPartition {
  const dash = name.lastIndexOf('-');
  return { topic: name.slice(0, dash), partition: Number(name.slice(dash + 1)) };
}

/** Java's String.compareTo: by UTF-16 code unit, so `c10` comes before `c2`. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order in which Kafka's tools list partitions: by topic name, then by number. */
export function comparePartitions(a: TopicPartition, b: TopicPartition): number {
  return compareNames(a.topic, b.topic) || a.partition - b.partition;
}
