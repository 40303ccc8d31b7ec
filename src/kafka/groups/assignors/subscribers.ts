import { compareNames } from '../../topic-partition.ts';
import { type GroupMember, type GroupSubscription, partitionCountOf } from './group.ts';

/** A topic that exists, and who wants it: indices into the list of members, ascending. */
export interface SubscribedTopic {
  readonly topic: string;
  readonly partitionCount: number;
  readonly subscribers: readonly number[];
}

/** The topics with partitions that at least one of `members` subscribes to, by name. */
export function subscribedTopics(group: GroupSubscription, members: readonly GroupMember[]): SubscribedTopic[] {
  const subscribersOf = new Map<string, number[]>();
  for (const [index, { topics }] of members.entries()) {
    for (const topic of topics) {
      const subscribers = subscribersOf.get(topic);
      if (subscribers?.at(-1) === index) continue;
      if (subscribers !== undefined) subscribers.push(index);
      else if (partitionCountOf(group, topic) > 0) subscribersOf.set(topic, [index]);
    }
  }
  return [...subscribersOf]
    .map(([topic, subscribers]) => ({ topic, partitionCount: partitionCountOf(group, topic), subscribers }))
    .sort((a, b) => compareNames(a.topic, b.topic));
}
