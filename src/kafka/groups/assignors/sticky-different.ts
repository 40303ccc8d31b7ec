import { compareNames } from '../../topic-partition.ts';
import { type Claims, generationOf, NOBODY } from './claims.ts';
import type { GroupMember } from './group.ts';
import { LeastLoaded } from './levels.ts';
import { Movements } from './movements.ts';
import type { PartitionTable } from './partition-table.ts';
import { type RackInfo, racksMatch } from './rack-info.ts';
import type { Shares } from './sticky-equal.ts';
import type { SubscribedTopic } from './subscribers.ts';

/** A sharing-out in progress: who has each partition, by its id, and how many partitions each member has. */
interface Sharing {
  readonly owner: Int32Array;
  readonly sizes: Int32Array;
}

/** By a topic's index, its subscribers by member id: of those with equally many partitions Kafka takes the first. */
type Subscribers = readonly (readonly number[])[];

/**
 * The sticky assignors' rule where members subscribe to different topics (GeneralAssignmentBuilder). Members keep what
 * they may; each partition without an owner goes to the subscriber with the fewest; then partitions move while some
 * subscriber has at least two fewer than the owner, back to an earlier owner if there is one. With racks, members keep
 * what is near, and near ones come first when partitions are given out, but not when they move.
 */
export function shareUnevenly(
  members: readonly GroupMember[],
  topics: readonly SubscribedTopic[],
  table: PartitionTable,
  claims: Claims,
  racks?: RackInfo,
): Shares {
  const { topicOf } = table;
  const subscribers = subscribersById(members, topics);
  const sharing: Sharing = { owner: claims.keeper.slice(), sizes: new Int32Array(members.length) };
  const revokes = keepAllowed(sharing, topicOf, subscribers, racks);
  const isFirstTime = sharing.sizes.every((size) => size === 0);

  const scarcestFirst = topics.toSorted((a, b) => a.subscribers.length - b.subscribers.length);
  const ids = scarcestFirst.flatMap(({ topic }) => table.idsOf(topic));
  const unassigned = ids.filter((id) => sharing.owner[id] === NOBODY);
  const remaining =
    racks === undefined ? unassigned : giveWithinRacks(sharing, unassigned, topicOf, subscribers, racks);
  giveToLeastLoaded(sharing, remaining, topicOf, subscribers);

  const canMove = (id: number) => subscribers[topicOf[id]!]!.length > 1;
  const before: Sharing = { owner: sharing.owner.slice(), sizes: sharing.sizes.slice() };
  const rebalance = rebalancer(sharing, table, subscribers, earlierOwners(members, table, subscribers));
  if (!revokes) rebalance(unassigned.filter(canMove));
  const hasMoved = rebalance(ids.filter(canMove));
  const contenders = new Set(subscribers.filter((members) => members.length > 1).flat());
  const isBetter = () => imbalance(sharing, contenders) < imbalance(before, contenders);
  const { owner } = !isFirstTime && hasMoved && !isBetter() ? before : sharing;

  const lists: number[][] = members.map(() => []);
  for (const [id, member] of owner.entries()) lists[member]!.push(id);
  return { lists, inTransfer: changingHands(members, table, owner) };
}

function subscribersById(members: readonly GroupMember[], topics: readonly SubscribedTopic[]): Subscribers {
  const byTopic = new Map(topics.map(({ topic }): [string, number[]] => [topic, []]));
  const byId = [...members.keys()].sort((a, b) => compareNames(members[a]!.memberId, members[b]!.memberId));
  for (const member of byId) for (const topic of members[member]!.topics) byTopic.get(topic)?.push(member);
  return [...byTopic.values()];
}

/** Takes away what its keeper no longer subscribes to or is not near, and says whether there was any. */
function keepAllowed(
  { owner, sizes }: Sharing,
  topicOf: Int32Array,
  subscribers: Subscribers,
  racks: RackInfo | undefined,
): boolean {
  const wants = subscribers.map((members) => new Set(members));
  let revokes = false;
  for (const [id, member] of owner.entries()) {
    if (member === NOBODY) continue;
    if (wants[topicOf[id]!]!.has(member) && racksMatch(racks, member, id)) sizes[member]!++;
    else {
      owner[id] = NOBODY;
      revokes = true;
    }
  }
  return revokes;
}

/** Gives partitions to the subscribers near them that have the fewest, and answers with those near nobody. */
function giveWithinRacks(
  sharing: Sharing,
  ids: readonly number[],
  topicOf: Int32Array,
  subscribers: Subscribers,
  racks: RackInfo,
): number[] {
  return ids.filter((id) => {
    const near = subscribers[topicOf[id]!]!.filter((member) => racksMatch(racks, member, id));
    if (near.length > 0) give(sharing, id, fewest(near, sharing));
    return near.length === 0;
  });
}

/** Of `members`, at least one, the first with the fewest partitions. */
function fewest(members: readonly number[], { sizes }: Sharing): number {
  return members.reduce((a, b) => (sizes[b]! < sizes[a]! ? b : a));
}

/** `ids` come topic by topic. */
function giveToLeastLoaded(
  sharing: Sharing,
  ids: readonly number[],
  topicOf: Int32Array,
  subscribers: Subscribers,
): void {
  let topic = -1;
  let leastLoaded: LeastLoaded | undefined;
  for (const id of ids) {
    if (leastLoaded === undefined || topicOf[id] !== topic) {
      topic = topicOf[id]!;
      leastLoaded = new LeastLoaded(subscribers[topic]!, sharing.sizes, { byPlace: true });
    }
    give(sharing, id, leastLoaded.next());
  }
}

function give({ owner, sizes }: Sharing, id: number, member: number): void {
  const last = owner[id]!;
  if (last !== NOBODY) sizes[last]!--;
  owner[id] = member;
  sizes[member]!++;
}

/** Who had each partition in an earlier generation than the latest, as far as they still subscribe to it. */
function earlierOwners(members: readonly GroupMember[], { topicOf, idOf }: PartitionTable, subscribers: Subscribers) {
  const latest = members.reduce((highest, member) => Math.max(highest, generationOf(member)), -1);
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
  { partitions, topicOf }: PartitionTable,
  subscribers: Subscribers,
  earlierOwner: ReadonlyMap<number, number>,
): (ids: readonly number[]) => boolean {
  const { owner, sizes } = sharing;
  const movements = new Movements(partitions);
  const leastLoadedOf = new Map<number, number>();

  /** The first of a topic's subscribers with the fewest partitions; remembered until something moves. */
  function leastLoaded(topic: number): number {
    const known = leastLoadedOf.get(topic);
    if (known !== undefined) return known;
    const least = fewest(subscribers[topic]!, sharing);
    leastLoadedOf.set(topic, least);
    return least;
  }

  function betterOwner(id: number): number | undefined {
    const mostAllowed = sizes[owner[id]!]! - 2;
    const earlier = earlierOwner.get(id);
    if (earlier !== undefined && sizes[earlier]! <= mostAllowed) return earlier;
    const least = leastLoaded(topicOf[id]!);
    return sizes[least]! <= mostAllowed ? least : undefined;
  }

  function moveOnce(ids: readonly number[]): boolean {
    let hasMoved = false;
    for (const id of ids) {
      const to = betterOwner(id);
      if (to === undefined) continue;
      const topic = topicOf[id]!;
      const better = movements.better(topic, id, owner[id]!, to);
      movements.record(topic, better, owner[better]!, to);
      give(sharing, better, to);
      leastLoadedOf.clear();
      hasMoved = true;
    }
    return hasMoved;
  }

  return (ids) => {
    if (!moveOnce(ids)) return false;
    while (moveOnce(ids));
    return true;
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
