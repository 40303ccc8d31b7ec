import type { GroupMember } from './group.ts';
import type { PartitionTable } from './partition-table.ts';

/** Stands for "no member" where a member's index is expected. */
export const NOBODY = -1;

/** What members say they own, settled: by partition id. */
export interface Claims {
  /** The index of the member that may keep the partition, or NOBODY. */
  readonly keeper: Int32Array;
  /** Partitions that two members of the same generation both claimed. */
  readonly contested: ReadonlySet<number>;
}

/** The generation a member's claims come from; -1 for a new member. */
export function generationOf(member: GroupMember): number {
  return member.generation ?? -1;
}

/**
 * Settles who keeps what (AbstractStickyAssignor.allSubscriptionsEqual): of two claimants the one of the later
 * generation, and neither if both are of the same, because then one of them may be wrong and nobody knows which.
 */
export function settleClaims(members: readonly GroupMember[], { partitions, idOf }: PartitionTable): Claims {
  const keeper = new Int32Array(partitions.length).fill(NOBODY);
  const lastClaimant = new Int32Array(partitions.length).fill(NOBODY);
  const contested = new Set<number>();
  for (const [index, member] of members.entries()) {
    for (const partition of member.owned ?? []) {
      const id = idOf(partition);
      if (id === -1) continue;
      const rival = lastClaimant[id]!;
      const lead = rival === NOBODY ? 1 : generationOf(member) - generationOf(members[rival]!);
      if (lead < 0) continue;
      if (lead === 0) contested.add(id);
      keeper[id] = lead === 0 ? NOBODY : index;
      lastClaimant[id] = index;
    }
  }
  return { keeper, contested };
}
