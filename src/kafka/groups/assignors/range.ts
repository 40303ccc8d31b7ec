import type { TopicPartition } from '../../topic-partition.ts';
import { type Assignment, assignmentOf, type GroupSubscription } from './group.ts';
import { inMemberOrder } from './member-order.ts';
import { subscribedTopics } from './subscribers.ts';

/**
 * Gives each subscriber of a topic one run of neighbouring partitions, topic by topic (RangeAssignor). Where a topic's
 * partitions do not divide evenly the first members get one more, and so they do in every topic.
 */
export function rangeAssignor(group: GroupSubscription): Assignment {
  const members = inMemberOrder(group.members);
  const lists: TopicPartition[][] = members.map(() => []);
  for (const { topic, partitionCount, subscribers } of subscribedTopics(group, members)) {
    const share = Math.floor(partitionCount / subscribers.length);
    const withOneMore = partitionCount % subscribers.length;
    let partition = 0;
    for (const [turn, member] of subscribers.entries()) {
      const end = partition + share + (turn < withOneMore ? 1 : 0);
      for (; partition < end; partition++) lists[member]!.push({ topic, partition });
    }
  }
  return assignmentOf(members, lists);
}
