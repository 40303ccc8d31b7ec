import type { TopicPartition } from '../../topic-partition.ts';
import { type Assignment, assignmentOf, type GroupSubscription } from './group.ts';
import { inMemberOrder } from './member-order.ts';
import { subscribedTopics } from './subscribers.ts';

/**
 * Deals the partitions of all topics round the circle of members, passing over those that did not subscribe
 * (RoundRobinAssignor). The next topic goes on where the last one stopped.
 */
export function roundRobinAssignor(group: GroupSubscription): Assignment {
  const members = inMemberOrder(group.members);
  const lists: TopicPartition[][] = members.map(() => []);
  let next = 0;
  for (const { topic, partitionCount, subscribers } of subscribedTopics(group, members)) {
    const first = subscribers.findIndex((member) => member >= next);
    let turn = first === -1 ? 0 : first;
    for (let partition = 0; partition < partitionCount; partition++) {
      const member = subscribers[turn]!;
      lists[member]!.push({ topic, partition });
      next = member + 1;
      turn = (turn + 1) % subscribers.length;
    }
  }
  return assignmentOf(members, lists);
}
