import type { GroupMember } from './group.ts';
import type { PartitionTable } from './partition-table.ts';

/**
 * The uniform assignor's rule where all members subscribe to the same topics (UniformHomogeneousAssignmentBuilder).
 * Members keep what they own up to their quota, in the order they list it; then those with room left are filled one
 * after the other, first with partitions nobody had, in the order of `topics`.
 */
export function shareByQuota(
  members: readonly GroupMember[],
  table: PartitionTable,
  topics: readonly string[],
): number[][] {
  const least = Math.floor(table.partitions.length / members.length);
  let openExtras = table.partitions.length % members.length;
  const owned = members.map(({ owned = [] }) => owned.map(table.idOf).filter((id) => id !== -1));
  const taken = new Set(owned.flat());
  const unassigned = topics.flatMap(table.idsOf).filter((id) => !taken.has(id));
  const shares: number[][] = [];
  const room: number[] = [];
  for (const [index, ids] of owned.entries()) {
    const hasExtra = openExtras > 0 && (ids.length > least || openExtras >= members.length - index);
    const quota = hasExtra ? least + 1 : least;
    if (hasExtra) openExtras--;
    shares.push(ids.slice(0, quota));
    unassigned.push(...ids.slice(quota));
    room.push(Math.max(0, quota - ids.length));
  }
  let next = 0;
  for (const [index, free] of room.entries()) {
    for (const id of unassigned.slice(next, next + free)) shares[index]!.push(id);
    next += free;
  }
  return shares;
}
