import { compareNames } from '../topic-partition.ts';
import { type Claims, generationOf, NOBODY } from './claims.ts';
import type { GroupMember } from './group.ts';
import { Movements } from './movements.ts';
import type { PartitionTable } from './partition-table.ts';
import type { Shares } from './sticky-equal.ts';
import type { SubscribedTopic } from './subscribers.ts';

/** A sharing-out in progress: who has each partition, by its id, and how many partitions each member has. */
interface Sharing {
  readonly owner: Int32Array;
  readonly sizes: Int32Array;
}

/**
 * The sticky assignors' rule where members subscribe to different topics (GeneralAssignmentBuilder). Members keep what
 * they may; each partition without an owner goes to the subscriber with the fewest; then partitions move while some
 * subscriber has at least two fewer than the owner, back to an earlier owner if there is one.
 */
export function shareUnevenly(
  members: readonly GroupMember[],
  topics: readonly SubscribedTopic[],
  table: PartitionTable,
  claims: Claims,
): Shares {
  const { topicOf } = table;
  const subscribers = topics.map((topic) => bySubscriberId(topic, members));
  const sharing: Sharing = { owner: claims.keeper.slice(), sizes: new Int32Array(members.length) };
  const revokes = keepSubscribed(sharing, topicOf, subscribers);
  const isFirstTime = sharing.sizes.every((size) => size === 0);

  const scarcestFirst = byScarcity(topics, table);
  const unassigned = scarcestFirst.filter((id) => sharing.owner[id] === NOBODY);
  for (const id of unassigned) give(sharing, id, leastLoaded(subscribers[topicOf[id]!]!, sharing.sizes));

  const canMove = (id: number) => subscribers[topicOf[id]!]!.length > 1;
  const before: Sharing = { owner: sharing.owner.slice(), sizes: sharing.sizes.slice() };
  const rebalance = rebalancer(sharing, topicOf, subscribers, earlierOwners(members, table, subscribers));
  if (!revokes) rebalance(unassigned.filter(canMove));
  const hasMoved = rebalance(scarcestFirst.filter(canMove));
  const contenders = new Set(subscribers.filter((ids) => ids.length > 1).flat());
  const isBetter = () => imbalance(sharing, contenders) < imbalance(before, contenders);
  const { owner } = !isFirstTime && hasMoved && !isBetter() ? before : sharing;

  const lists: number[][] = members.map(() => []);
  for (const [id, member] of owner.entries()) lists[member]!.push(id);
  return { lists, inTransfer: changingHands(members, table, owner) };
}

function bySubscriberId({ subscribers }: SubscribedTopic, members: readonly GroupMember[]): number[] {
  return subscribers.toSorted((a, b) => compareNames(members[a]!.memberId, members[b]!.memberId));
}

/** Takes away what its keeper no longer subscribes to, and says whether there was any. */
function keepSubscribed({ owner, sizes }: Sharing, topicOf: Int32Array, subscribers: readonly number[][]): boolean {
  const wants = subscribers.map((ids) => new Set(ids));
  let revokes = false;
  for (const [id, member] of owner.entries()) {
    if (member === NOBODY) continue;
    if (wants[topicOf[id]!]!.has(member)) sizes[member]!++;
    else {
      owner[id] = NOBODY;
      revokes = true;
    }
  }
  return revokes;
}

/** All partitions, those of the topics with the fewest subscribers first. */
function byScarcity(topics: readonly SubscribedTopic[], { idsOf }: PartitionTable): number[] {
  return topics.toSorted((a, b) => a.subscribers.length - b.subscribers.length).flatMap(({ topic }) => idsOf(topic));
}

function leastLoaded(subscribers: readonly number[], sizes: Int32Array): number {
  let least = subscribers[0]!;
  for (const member of subscribers) if (sizes[member]! < sizes[least]!) least = member;
  return least;
}

function give({ owner, sizes }: Sharing, id: number, member: number): void {
  const last = owner[id]!;
  if (last !== NOBODY) sizes[last]!--;
  owner[id] = member;
  sizes[member]!++;
}

/** Who had each partition in an earlier generation than the latest, as far as they still subscribe to it. */
function earlierOwners(
  members: readonly GroupMember[],
  { topicOf, idOf }: PartitionTable,
  subscribers: readonly number[][],
) {
  const latest = Math.max(...members.map(generationOf));
  const earlier = new Map<number, number>();
  for (const [index, member] of members.entries()) {
    if (generationOf(member) === latest) continue;
    for (const partition of member.owned ?? []) {
      const id = idOf(partition);
      if (id === -1 || !subscribers[topicOf[id]!]!.includes(index)) continue;
      const rival = earlier.get(id);
      if (rival === undefined || generationOf(members[rival]!) < generationOf(member)) earlier.set(id, index);
    }
  }
  return earlier;
}

/** Makes the function that moves some of `ids` while that evens out the sizes, and says whether it moved any. */
function rebalancer(
  sharing: Sharing,
  topicOf: Int32Array,
  subscribers: readonly number[][],
  earlierOwner: ReadonlyMap<number, number>,
): (ids: readonly number[]) => boolean {
  const movements = new Movements();
  const { owner, sizes } = sharing;

  function betterOwner(id: number): number | undefined {
    const mostAllowed = sizes[owner[id]!]! - 2;
    const earlier = earlierOwner.get(id);
    if (earlier !== undefined && sizes[earlier]! <= mostAllowed) return earlier;
    const least = leastLoaded(subscribers[topicOf[id]!]!, sizes);
    return sizes[least]! <= mostAllowed ? least : undefined;
  }

  return (ids) => {
    let hasMoved = false;
    for (let moved = true; moved; ) {
      moved = false;
      for (const id of ids) {
        const to = betterOwner(id);
        if (to === undefined) continue;
        const better = movements.better(topicOf[id]!, id, owner[id]!, to);
        movements.record(topicOf[id]!, better, owner[better]!, to);
        give(sharing, better, to);
        moved = true;
        hasMoved = true;
      }
    }
    return hasMoved;
  };
}

/** The sum of the differences between the sizes of any two members. */
function imbalance({ sizes }: Sharing, members: ReadonlySet<number>): number {
  const ascending = [...members].map((member) => sizes[member]!).sort((a, b) => a - b);
  return ascending.reduce((sum, size, index) => sum + size * (2 * index - ascending.length + 1), 0);
}

/** Partitions that somebody owned, but not the member that gets them now. */
function changingHands(members: readonly GroupMember[], { idOf }: PartitionTable, owner: Int32Array): Set<number> {
  const claimed = members.map(({ owned = [] }) => owned.map(idOf).filter((id) => id !== -1));
  const changing = new Set(claimed.flat());
  for (const [index, ids] of claimed.entries()) for (const id of ids) if (owner[id] === index) changing.delete(id);
  return changing;
}
