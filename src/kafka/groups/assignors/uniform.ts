import { hashMapOrder, javaHashCode } from '../../partitioning/java-order.ts';
import { type Assignment, assignmentOf, type GroupMember, type GroupSubscription } from './group.ts';
import { partitionTable } from './partition-table.ts';
import { subscribedTopics } from './subscribers.ts';
import { inTopicIdOrder } from './topic-ids.ts';
import { shareByTopic } from './uniform-different.ts';
import { shareByQuota } from './uniform-equal.ts';

/**
 * The coordinator's default assignor for groups of the consumer protocol (UniformAssignor, KIP-848): even, and then
 * sticky. It gives the target; members get there step by step, as others give up what they have.
 */
export function uniformAssignor(group: GroupSubscription): Assignment {
  const members = hashMapOrder(group.members, ({ memberId }) => javaHashCode(memberId));
  const topics = subscribedTopics(group, members);
  const table = partitionTable(topics);
  const shares = subscribeAlike(members)
    ? shareByQuota(members, table, inTopicIdOrder(group, group.members[0]?.topics ?? []))
    : shareByTopic(group, members, topics, table);
  return assignmentOf(
    members,
    shares.map((ids) => ids.map((id) => table.partitions[id]!)),
  );
}

function subscribeAlike([first, ...others]: readonly GroupMember[]): boolean {
  const wanted = new Set(first?.topics);
  return others.every(({ topics }) => topics.length === wanted.size && topics.every((topic) => wanted.has(topic)));
}
