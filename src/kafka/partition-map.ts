import type { TopicPartition } from './topic-partition.ts';

/**
 * One value for each of many partitions, by topic and then by number, as Kafka's coordinator keeps offsets: to find one, no
 * name has to be made up first.
 */
export class PartitionMap<Value> {
  readonly #byTopic = new Map<string, Value[]>();

  get({ topic, partition }: TopicPartition): Value | undefined {
    return this.#byTopic.get(topic)?.[partition];
  }

  has(tp: TopicPartition): boolean {
    return this.get(tp) !== undefined;
  }

  set({ topic, partition }: TopicPartition, value: Value): void {
    const ofTopic = this.#byTopic.get(topic) ?? [];
    if (ofTopic.length === 0) this.#byTopic.set(topic, ofTopic);
    ofTopic[partition] = value;
  }

  delete({ topic, partition }: TopicPartition): void {
    delete this.#byTopic.get(topic)?.[partition];
  }

  clear(): void {
    this.#byTopic.clear();
  }

  /** The values, topic by topic, in the order of the partitions' numbers. */
  values(): Value[] {
    // Not every partition of a topic need be there.
    return [...this.#byTopic.values()].flatMap((ofTopic) => Object.values(ofTopic));
  }
}
