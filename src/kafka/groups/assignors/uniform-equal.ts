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
  const taken = new Set<number>();
  const owned = members.map(({ owned = [] }) => claim(owned.map(table.idOf), taken));
  const unassigned = topics.flatMap(table.idsOf).filter((id) => !taken.has(id));
  const shares: number[][] = [];
  const room: number[] = [];
  for (const [index, ids] of owned.entries()) {
    const hasExtra = openExtras > 0 && (ids.length > least || openExtras >= members.length - index);
    const quota = hasExtra ? least + 1 : least;
    if (hasExtra) openExtras--;
    shares.push(ids.slice(0, quota));
    for (const id of ids.slice(quota)) unassigned.push(id);
    room.push(Math.max(0, quota - ids.length));
  }
  let next = 0;
  for (const [index, free] of room.entries()) {
    for (const id of unassigned.slice(next, next + free)) shares[index]!.push(id);
    next += free;
  }
  return shares;
}

/** Those of `ids` that exist and are nobody's yet, which they then are no more. */
function claim(ids: readonly number[], taken: Set<number>): number[] {
  const free = ids.filter((id) => id !== -1 && !taken.has(id));
  for (const id of free) taken.add(id);
  return free;
}
