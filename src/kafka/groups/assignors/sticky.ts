import { hashMapOrder, javaHashCode } from '../../partitioning/java-order.ts';
import { settleClaims } from './claims.ts';
import { type Assignment, assignmentOf, type GroupMember, type GroupSubscription } from './group.ts';
import { type PartitionTable, partitionTable } from './partition-table.ts';
import { rackInfo } from './rack-info.ts';
import { shareUnevenly } from './sticky-different.ts';
import { type Shares, shareEqually } from './sticky-equal.ts';
import { subscribedTopics } from './subscribers.ts';

/**
 * As even as can be, moving as few partitions as can be (StickyAssignor, KIP-54): each member keeps what it owned, as
 * far as that leaves the others their share. It is an eager assignor: everyone stops while it is at work.
 */
export function stickyAssignor(group: GroupSubscription): Assignment {
  const { members, partitions, lists } = share(group);
  return assignmentOf(
    members,
    lists.map((ids) => ids.map((id) => partitions[id]!)),
  );
}

/**
 * The sticky assignment in two steps (CooperativeStickyAssignor, KIP-429): a partition that changes hands is in nobody's
 * assignment this time, so that its owner gives it up, and is handed out in the rebalance that follows.
 */
export function cooperativeStickyAssignor(group: GroupSubscription): Assignment {
  const { members, partitions, lists, inTransfer } = share(group);
  return assignmentOf(
    members,
    lists.map((ids) => ids.filter((id) => !inTransfer.has(id)).map((id) => partitions[id]!)),
  );
}

function share(group: GroupSubscription): Shares & Pick<PartitionTable, 'partitions'> & { members: GroupMember[] } {
  const members = hashMapOrder(group.members, ({ memberId }) => javaHashCode(memberId));
  const topics = subscribedTopics(group, members);
  const table = partitionTable(topics);
  const claims = settleClaims(members, table);
  const racks = rackInfo(group, members, topics);
  const shares = subscribeAlike(members)
    ? shareEqually(members, table, claims, racks)
    : shareUnevenly(members, topics, table, claims, racks);
  return { ...shares, partitions: table.partitions, members };
}

/**
 * Whether all subscribe to the same topics. As in Kafka, members that subscribe to nothing go unnoticed while no other
 * has been looked at; they are then given partitions like everyone else.
 */
function subscribeAlike(members: readonly GroupMember[]): boolean {
  const first = members.findIndex(({ topics }) => topics.length > 0);
  if (first === -1) return true;
  const wanted = new Set(members[first]!.topics);
  return members
    .slice(first)
    .every(({ topics }) => topics.length === wanted.size && topics.every((topic) => wanted.has(topic)));
}
