import { hashMapOrder } from '../../partitioning/java-order.ts';
import { compareNames } from '../../topic-partition.ts';
import type { GroupSubscription } from './group.ts';

/** The order in which the coordinator walks a set of topics: a HashSet of their ids, or by name if they have none. */
export function inTopicIdOrder({ topicIds }: GroupSubscription, topics: readonly string[]): string[] {
  return topicIds === undefined
    ? topics.toSorted(compareNames)
    : hashMapOrder(topics, (topic) => uuidHashCode(bytesOf(topicIds, topic)));
}

/** Compares topics as the coordinator does where nothing else tells them apart: by id, or by name if they have none. */
export function compareTopicIds({ topicIds }: GroupSubscription): (a: string, b: string) => number {
  if (topicIds === undefined) return compareNames;
  return (a, b) => compareUuids(bytesOf(topicIds, a), bytesOf(topicIds, b));
}

/** The sixteen bytes of an id that Kafka writes in URL-safe base64. */
function bytesOf(topicIds: Readonly<Record<string, string>>, topic: string): DataView {
  const text = Object.hasOwn(topicIds, topic) ? topicIds[topic]! : '';
  const characters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  if (characters.length !== 16) {
    throw new RangeError(`topicIds has no id of 16 bytes in base64 for topic ${topic}: give every topic one, or none`);
  }
  return new DataView(Uint8Array.from(characters, (character) => character.charCodeAt(0)).buffer);
}

/** org.apache.kafka.common.Uuid.hashCode: the four words, one over the other. */
function uuidHashCode(id: DataView): number {
  return id.getInt32(0) ^ id.getInt32(4) ^ id.getInt32(8) ^ id.getInt32(12);
}

/** org.apache.kafka.common.Uuid.compareTo: each half is a signed number. */
function compareUuids(a: DataView, b: DataView): number {
  for (const half of [0, 8]) {
    const difference = a.getBigInt64(half) - b.getBigInt64(half);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return 0;
}
