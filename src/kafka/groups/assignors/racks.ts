import type { GroupMember, GroupSubscription } from './group.ts';

/** The rack a member is in; undefined if it does not say. */
export function rackOf({ rack }: GroupMember): string | undefined {
  return rack === '' ? undefined : rack;
}

/** For each partition of a topic, the racks where it has a replica. */
export function replicaRacks(
  { partitionRacks = {} }: GroupSubscription,
  topic: string,
  partitionCount: number,
): ReadonlySet<string>[] {
  const racks = Object.hasOwn(partitionRacks, topic) ? partitionRacks[topic]! : [];
  return Array.from({ length: partitionCount }, (_, partition) => new Set(racks[partition]));
}

/** Whether racks let a member have a partition: one that does not say where it is may have any. */
export function isInRack(rack: string | undefined, replicas: ReadonlySet<string>): boolean {
  return rack === undefined || replicas.has(rack);
}

/**
 * Whether looking at racks can help (AbstractPartitionAssignor.useRackAwareAssignment, KIP-881): some member is where
 * there are replicas, and not every partition is in all of the racks.
 */
export function racksMatter(
  members: readonly (string | undefined)[],
  partitions: readonly ReadonlySet<string>[],
): boolean {
  const all = new Set(partitions.flatMap((racks) => [...racks]));
  return (
    members.some((rack) => rack !== undefined && all.has(rack)) && partitions.some((racks) => racks.size < all.size)
  );
}
