import { NOBODY } from './claims.ts';
import type { GroupMember, GroupSubscription } from './group.ts';
import { isInRack, rackOf, racksMatter, replicaRacks } from './racks.ts';
import type { TopicShare } from './topic-share.ts';

/** A topic's share with what is known of places: its subscribers' racks by turn, its replicas' by partition. */
interface PlacedShare {
  readonly share: TopicShare;
  readonly rackOfTurn: readonly (string | undefined)[];
  readonly racksOf: readonly ReadonlySet<string>[];
  readonly needsRacks: boolean;
}

/**
 * The range assignor's step before the ranges (RangeAssignor.assignWithRackMatching, KIP-881): gives partitions to
 * members in a rack of one of their replicas, as far as the shares go. Topics with the same subscribers and the same
 * number of partitions stay co-partitioned: whoever gets a partition of one gets it of all, or nobody does yet.
 */
export function shareWithinRacks(
  group: GroupSubscription,
  members: readonly GroupMember[],
  shares: readonly TopicShare[],
): void {
  const rackOfMember = members.map(rackOf);
  if (rackOfMember.every((rack) => rack === undefined)) return;
  const placed = shares.map((share): PlacedShare => {
    const rackOfTurn = share.subscribers.map((member) => rackOfMember[member]);
    const racksOf = replicaRacks(group, share.topic, share.turnOf.length);
    return { share, rackOfTurn, racksOf, needsRacks: racksMatter(rackOfTurn, racksOf) };
  });
  if (!placed.some(({ needsRacks }) => needsRacks)) return;

  for (const together of coPartitioned(placed)) {
    if (together.length > 1) shareTogether(together);
    else if (together[0]!.needsRacks) shareAlone(together[0]!);
  }
}

/** A topic none of whose subscribers says where it is belongs to no group. */
function coPartitioned(placed: readonly PlacedShare[]): Iterable<PlacedShare[]> {
  const alike = new Map<string, PlacedShare[]>();
  for (const each of placed) {
    if (each.rackOfTurn.every((rack) => rack === undefined)) continue;
    const key = `${each.share.turnOf.length}: ${each.share.subscribers}`;
    const others = alike.get(key);
    if (others === undefined) alike.set(key, [each]);
    else others.push(each);
  }
  return alike.values();
}

/** Partition by partition: the first member that has room for it, and is near it, in every topic. */
function shareTogether(together: readonly PlacedShare[]): void {
  const { subscribers, turnOf } = together[0]!.share;
  const turns = [...subscribers.keys()];
  for (const partition of turnOf.keys()) {
    const turn = turns.find((turn) => together.every((each) => mayTake(each, partition, turn)));
    if (turn !== undefined) for (const { share } of together) share.give(partition, turn);
  }
}

/** Member by member: the first partitions near it. */
function shareAlone(alone: PlacedShare): void {
  const { share } = alone;
  for (const turn of share.subscribers.keys()) {
    for (const [partition, taken] of share.turnOf.entries()) {
      if (taken === NOBODY && mayTake(alone, partition, turn)) share.give(partition, turn);
    }
  }
}

function mayTake({ share, rackOfTurn, racksOf }: PlacedShare, partition: number, turn: number): boolean {
  return share.hasRoom(turn) && isInRack(rackOfTurn[turn], racksOf[partition]!);
}
