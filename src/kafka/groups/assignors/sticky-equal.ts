import { compareNames } from '../../topic-partition.ts';
import { type Claims, NOBODY } from './claims.ts';
import type { GroupMember } from './group.ts';
import type { PartitionTable } from './partition-table.ts';
import { type RackInfo, racksMatch } from './rack-info.ts';
import { dealWithinRacks, type OpenMembers } from './sticky-equal-racks.ts';

/** Partition ids by member, and those that must first be given up by the member that still has them. */
export interface Shares {
  readonly lists: number[][];
  readonly inTransfer: ReadonlySet<number>;
}

/**
 * The sticky assignors' rule where all members subscribe to the same topics (ConstrainedAssignmentBuilder). Everyone
 * is to have `least` partitions, and as many members as needed one more. Members keep what they own up to that; what
 * is left goes round those still short of `least`, and then one by one to members that have exactly `least`.
 * The order of `members` decides who may keep one more. With racks, members keep what is near, and near ones are dealt to first.
 */
export function shareEqually(
  members: readonly GroupMember[],
  table: PartitionTable,
  claims: Claims,
  racks?: RackInfo,
): Shares {
  const least = Math.floor(table.partitions.length / members.length);
  const lists: number[][] = [];
  const revokedFrom = new Map<number, number>();
  const assigned = new Uint8Array(table.partitions.length);
  const open: OpenMembers = { least, short: [], atLeast: [], openExtras: table.partitions.length % members.length };

  for (const [member, claimed] of ownedBy(members, table, claims).entries()) {
    const owned = racks === undefined ? claimed : claimed.filter((id) => racksMatch(racks, member, id));
    const keepsExtra = owned.length > least && open.openExtras > 0;
    const kept = owned.slice(0, keepsExtra ? least + 1 : least);
    for (const id of kept) assigned[id] = 1;
    for (const id of claimed) if (assigned[id] === 0) revokedFrom.set(id, member);
    lists.push(kept);
    if (keepsExtra) open.openExtras--;
    if (owned.length < least) open.short.push(member);
    else if (!keepsExtra && open.openExtras > 0) open.atLeast.push(member);
  }
  if (open.openExtras === 0) open.atLeast.length = 0;

  const byId = (a: number, b: number) => compareNames(members[a]!.memberId, members[b]!.memberId);
  open.short.sort(byId);
  open.atLeast.sort(byId);
  const inTransfer = new Set<number>();
  const give = (id: number, member: number): number => {
    if (claims.contested.has(id) || (revokedFrom.get(id) ?? member) !== member) inTransfer.add(id);
    return lists[member]!.push(id);
  };
  const unassigned: number[] = [];
  for (const id of table.partitions.keys()) if (assigned[id] === 0) unassigned.push(id);
  const remaining = racks === undefined ? unassigned : dealWithinRacks(racks, unassigned, open, give);
  const receivers = dealingOrder(open, lists);
  for (const id of remaining) give(id, receivers.next().value!);
  return { lists, inTransfer };
}

/** What each member may keep, by partition number and then by topic: the order in which Kafka keeps it. */
function ownedBy(members: readonly GroupMember[], { partitions }: PartitionTable, claims: Claims): number[][] {
  const byNumber: number[][] = [];
  for (const [id, { partition }] of partitions.entries()) {
    byNumber[partition] ??= [];
    byNumber[partition].push(id);
  }
  const owned: number[][] = members.map(() => []);
  for (const id of byNumber.flat()) {
    const member = claims.keeper[id]!;
    if (member !== NOBODY && !claims.contested.has(id)) owned[member]!.push(id);
  }
  return owned;
}

/** Round and round the members that are short, each leaving when it has `least`; then once through the others and them. */
function* dealingOrder(
  { least, short, atLeast }: OpenMembers,
  lists: readonly number[][],
): Generator<number, undefined> {
  const filled = [...atLeast];
  for (let circle = short; circle.length > 0; ) {
    const filledBefore = filled.length;
    for (const member of circle) {
      yield member;
      if (lists[member]!.length >= least) filled.push(member);
    }
    if (filled.length > filledBefore) circle = circle.filter((member) => lists[member]!.length < least);
  }
  yield* filled;
}
