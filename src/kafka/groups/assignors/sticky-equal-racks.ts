import type { RackInfo } from './rack-info.ts';

/** Who may still get partitions: members with fewer than `least`, in a circle, and if there are extras, others with just that. */
export interface OpenMembers {
  readonly least: number;
  readonly short: number[];
  readonly atLeast: number[];
  openExtras: number;
}

/**
 * Deals partitions to open members in a rack of one of their replicas, those with the fewest such members in the group
 * first (ConstrainedAssignmentBuilder.assignRackAwareRoundRobin, KIP-881). `give` hands a partition over and answers how
 * many the member then has. What cannot be given so is the answer, in the order in which it was tried.
 */
export function dealWithinRacks(
  racks: RackInfo,
  ids: readonly number[],
  open: OpenMembers,
  give: (id: number, member: number) => number,
): number[] {
  const { least, short, atLeast } = open;
  let next = 0;

  function giveToShort(id: number): boolean {
    const turn = firstInRack(racks, id, short, next);
    if (turn === -1) return false;
    const member = short[turn]!;
    const isFilled = give(id, member) === least;
    if (isFilled) {
      short.splice(turn, 1);
      if (open.openExtras > 0) atLeast.push(member);
    }
    next = isFilled ? turn : turn + 1;
    return true;
  }

  function giveExtra(id: number): boolean {
    const turn = firstInRack(racks, id, atLeast, 0);
    if (turn === -1) return false;
    const [member] = atLeast.splice(turn, 1);
    give(id, member!);
    open.openExtras--;
    if (open.openExtras === 0) atLeast.length = 0;
    return true;
  }

  return scarcestFirst(racks, ids).filter((id) => !giveToShort(id) && !giveExtra(id));
}

/** The place in the circle of `members` of the first, from `start` on, who is in a rack of partition `id`; -1 if none is. */
function firstInRack(racks: RackInfo, id: number, members: readonly number[], start: number): number {
  for (let step = 0; step < members.length; step++) {
    const turn = (start + step) % members.length;
    if (isAmong(racks.ofMember[members[turn]!], racks.ofPartition[id]!)) return turn;
  }
  return -1;
}

function scarcestFirst({ ofMember, ofPartition }: RackInfo, ids: readonly number[]): number[] {
  const takers = ofPartition.map((racks) => ofMember.filter((rack) => isAmong(rack, racks)).length);
  return ids.toSorted((a, b) => takers[a]! - takers[b]!);
}

/** Unlike isInRack: here a member that does not say where it is has to wait. */
function isAmong(rack: string | undefined, racks: ReadonlySet<string>): boolean {
  return rack !== undefined && racks.has(rack);
}
