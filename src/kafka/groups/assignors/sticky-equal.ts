import { compareNames } from '../../topic-partition.ts';
import { type Claims, NOBODY } from './claims.ts';
import type { GroupMember } from './group.ts';
import type { PartitionTable } from './partition-table.ts';

/** Partition ids by member, and those that must first be given up by the member that still has them. */
export interface Shares {
  readonly lists: number[][];
  readonly inTransfer: ReadonlySet<number>;
}

/**
 * The sticky assignors' rule where all members subscribe to the same topics (ConstrainedAssignmentBuilder). Everyone
 * is to have `least` partitions, and as many members as needed one more. Members keep what they own up to that; what
 * is left goes round those still short of `least`, and then one by one to members that have exactly `least`.
 * The order of `members` decides who may keep one more.
 */
export function shareEqually(members: readonly GroupMember[], table: PartitionTable, claims: Claims): Shares {
  const least = Math.floor(table.partitions.length / members.length);
  let openExtras = table.partitions.length % members.length;
  const lists: number[][] = [];
  const revokedFrom = new Map<number, number>();
  const assigned = new Uint8Array(table.partitions.length);
  const short: number[] = [];
  let atLeast: number[] = [];

  for (const [member, owned] of ownedBy(members, table, claims).entries()) {
    const keepsExtra = owned.length > least && openExtras > 0;
    const kept = owned.slice(0, keepsExtra ? least + 1 : least);
    for (const id of kept) assigned[id] = 1;
    for (const id of owned.slice(kept.length)) revokedFrom.set(id, member);
    lists.push(kept);
    if (keepsExtra) openExtras--;
    if (owned.length < least) short.push(member);
    else if (!keepsExtra && openExtras > 0) atLeast.push(member);
  }
  if (openExtras === 0) atLeast = [];

  const byId = (a: number, b: number) => compareNames(members[a]!.memberId, members[b]!.memberId);
  const receivers = dealingOrder(short.sort(byId), atLeast.sort(byId), lists, least);
  const inTransfer = new Set<number>();
  for (const id of table.partitions.keys()) {
    if (assigned[id] === 1) continue;
    const member: number = receivers.next().value!;
    lists[member]!.push(id);
    if (claims.contested.has(id) || (revokedFrom.get(id) ?? member) !== member) inTransfer.add(id);
  }
  return { lists, inTransfer };
}

/** What each member may keep, by partition number and then by topic: the order in which Kafka keeps it. */
function ownedBy(members: readonly GroupMember[], { partitions }: PartitionTable, claims: Claims): number[][] {
  const owned: number[][][] = members.map(() => []);
  claims.keeper.forEach((member, id) => {
    if (member === NOBODY || claims.contested.has(id)) return;
    const byNumber = owned[member]!;
    const { partition } = partitions[id]!;
    byNumber[partition] ??= [];
    byNumber[partition].push(id);
  });
  return owned.map((byNumber) => byNumber.flat());
}

/** Round and round the members that are short, each leaving when it has `least`; then once through the others and them. */
function* dealingOrder(short: number[], atLeast: readonly number[], lists: readonly number[][], least: number) {
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
