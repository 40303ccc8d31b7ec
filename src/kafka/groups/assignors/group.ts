import type { TopicPartition } from '../../topic-partition.ts';

/** One member as an assignor sees it. */
export interface GroupMember {
  readonly memberId: string;
  /** `group.instance.id`, which makes the member static (KIP-345). */
  readonly groupInstanceId?: string | undefined;
  /** `client.rack`, where it is; `''` says nothing, like none. */
  readonly rack?: string | undefined;
  /** The topics it subscribes to, each once; those that do not exist are ignored. */
  readonly topics: readonly string[];
  /** What it owns from the last assignment; only the sticky and the uniform assignors ask. */
  readonly owned?: readonly TopicPartition[] | undefined;
  /** The generation `owned` comes from; absent, or -1, for a new member. */
  readonly generation?: number | undefined;
}

/**
 * What an assignor is given: the partition counts of the topics that exist, and the members in the order they joined.
 * `partitionRacks` (by topic, for each partition the racks of its replicas) matters where members have racks. `topicIds` (name to base64 UUID) matters to the coordinator's own assignors only, where it breaks ties.
 */
export interface GroupSubscription {
  readonly partitionCounts: Readonly<Record<string, number>>;
  readonly members: readonly GroupMember[];
  readonly partitionRacks?: Readonly<Record<string, readonly (readonly string[])[]>> | undefined;
  readonly topicIds?: Readonly<Record<string, string>> | undefined;
}

/** Who gets what: an entry for every member, in an object without a prototype, so that any member id is safe. */
export type Assignment = Record<string, TopicPartition[]>;

/** Shares the partitions of a group's topics out to its members. Pure: the same group gives the same assignment. */
export type Assignor = (group: GroupSubscription) => Assignment;

/** A topic's partition count, 0 if it does not exist. */
export function partitionCountOf({ partitionCounts }: GroupSubscription, topic: string): number {
  return Object.hasOwn(partitionCounts, topic) ? partitionCounts[topic]! : 0;
}

/** Puts each member's partitions, listed in the order of the members, under its id. */
export function assignmentOf(members: readonly GroupMember[], lists: readonly TopicPartition[][]): Assignment {
  const assignment: Assignment = Object.create(null);
  for (const [index, { memberId }] of members.entries()) assignment[memberId] = lists[index]!;
  return assignment;
}
