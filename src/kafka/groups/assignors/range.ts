import type { TopicPartition } from '../../topic-partition.ts';
import { type Assignment, assignmentOf, type GroupSubscription } from './group.ts';
import { inMemberOrder } from './member-order.ts';
import { shareWithinRacks } from './range-racks.ts';
import { subscribedTopics } from './subscribers.ts';
import { TopicShare } from './topic-share.ts';

/**
 * Gives each subscriber of a topic one run of neighbouring partitions, topic by topic (RangeAssignor). Where a topic's
 * partitions do not divide evenly the first members get one more, and so they do in every topic. Racks come before
 * neighbourhood, and even shares before racks.
 */
export function rangeAssignor(group: GroupSubscription): Assignment {
  const members = inMemberOrder(group.members);
  const shares = subscribedTopics(group, members).map((topic) => new TopicShare(topic));
  shareWithinRacks(group, members, shares);
  const lists: TopicPartition[][] = members.map(() => []);
  for (const share of shares) {
    share.giveRanges();
    const { topic, subscribers, turnOf } = share;
    turnOf.forEach((turn, partition) => {
      lists[subscribers[turn]!]!.push({ topic, partition });
    });
  }
  return assignmentOf(members, lists);
}
