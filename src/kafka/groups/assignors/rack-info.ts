import type { GroupMember, GroupSubscription } from './group.ts';
import { isInRack, rackOf, racksMatter, replicaRacks } from './racks.ts';
import type { SubscribedTopic } from './subscribers.ts';

/** What a sticky assignor knows of racks (AbstractStickyAssignor.RackInfo, KIP-881). */
export interface RackInfo {
  /** By the index of a member: its rack, undefined if it does not say. */
  readonly ofMember: readonly (string | undefined)[];
  /** By the id of a partition: the racks of its replicas. */
  readonly ofPartition: readonly ReadonlySet<string>[];
}

/** Looks up where everybody and everything is; undefined where that cannot help. */
export function rackInfo(
  group: GroupSubscription,
  members: readonly GroupMember[],
  topics: readonly SubscribedTopic[],
): RackInfo | undefined {
  const ofMember = members.map(rackOf);
  if (ofMember.every((rack) => rack === undefined)) return undefined;
  const ofPartition = topics.flatMap(({ topic, partitionCount }) => replicaRacks(group, topic, partitionCount));
  return racksMatter(ofMember, ofPartition) ? { ofMember, ofPartition } : undefined;
}

/** Whether racks let `member` have partition `id`, as they do where they are not looked at. */
export function racksMatch(racks: RackInfo | undefined, member: number, id: number): boolean {
  return racks === undefined || isInRack(racks.ofMember[member], racks.ofPartition[id]!);
}
