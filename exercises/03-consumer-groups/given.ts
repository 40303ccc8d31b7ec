export interface TopicPartition {
  topic: string;
  partition: number;
}

export interface Member {
  memberId: string;
  /** The topics it subscribes to. */
  topics: string[];
}

/** How many partitions each topic has. */
export type PartitionCounts = Record<string, number>;

/** What each member owns, by its memberId: every member has an entry, `[]` if it owns nothing. */
export type Assignment = Record<string, TopicPartition[]>;

export interface GroupState {
  /** Counts the rebalances. */
  generation: number;
  partitionCounts: PartitionCounts;
  members: Member[];
  assignment: Assignment;
  /** Offsets of the next records to read, by partition, such as `{ 'orders-0': 5 }`. They are the group's, no member's. */
  committed: Record<string, number>;
}

export type GroupEvent =
  | { type: 'join'; member: Member }
  | { type: 'leave' | 'sessionTimeout'; memberId: string }
  | { type: 'partitionsChanged'; partitionCounts: PartitionCounts }
  | { type: 'commit'; memberId: string; generation: number; offsets: Record<string, number> };

export interface StepResult {
  state: GroupState;
  error?: 'UNKNOWN_MEMBER_ID' | 'ILLEGAL_GENERATION';
}

/** An assignment in which nobody owns anything yet. */
export function emptyAssignment(members: Member[]): Assignment {
  return Object.fromEntries(members.map(({ memberId }) => [memberId, []]));
}

/** The topics that exist and that somebody subscribes to, by name. */
export function subscribedTopics(
  partitionCounts: PartitionCounts,
  members: Member[],
): { topic: string; partitionCount: number }[] {
  const topics = [...new Set(members.flatMap(({ topics }) => topics))].sort();
  return topics.flatMap((topic) => {
    const partitionCount = partitionCounts[topic];
    return partitionCount === undefined ? [] : [{ topic, partitionCount }];
  });
}

/** Those of the partitions that are not among the others. */
export function without(partitions: TopicPartition[], others: TopicPartition[]): TopicPartition[] {
  return partitions.filter((one) => !others.some((other) => isSame(one, other)));
}

function isSame(a: TopicPartition, b: TopicPartition): boolean {
  return a.topic === b.topic && a.partition === b.partition;
}
