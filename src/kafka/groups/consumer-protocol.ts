import type { TopicPartition } from '../topic-partition.ts';

/**
 * What a consumer tells the leader of its group when it joins (ConsumerProtocol's Subscription): its topics and what it
 * owned in which generation, -1 for none.
 */
export interface Subscription {
  readonly topics: readonly string[];
  readonly owned: readonly TopicPartition[];
  readonly generation: number;
}

/** Packs a subscription for the coordinator, which does not look inside. */
export function packSubscription(subscription: Subscription): string {
  return JSON.stringify(subscription);
}

/** Reads back what `packSubscription` wrote. */
export function unpackSubscription(metadata: string): Subscription {
  return JSON.parse(metadata);
}

/** Packs one member's assignment for the coordinator, which does not look inside. */
export function packAssignment(partitions: readonly TopicPartition[]): string {
  return JSON.stringify(partitions);
}

/** Reads back what `packAssignment` wrote; a member the leader forgot gets `''`, which is nothing. */
export function unpackAssignment(assignment: string): readonly TopicPartition[] {
  return assignment === '' ? [] : JSON.parse(assignment);
}
