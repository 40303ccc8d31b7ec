import type { Assignment, GroupSubscription } from './group.ts';
import { rangeAssignor } from './range.ts';

/**
 * The coordinator's range assignor for groups of the consumer protocol (org.apache.kafka.coordinator.group.assignor,
 * KIP-848): the same shares in the same order of members as the client's, no memory either, and no eye for racks.
 */
export function serverRangeAssignor(group: GroupSubscription): Assignment {
  return rangeAssignor({ ...group, partitionRacks: undefined });
}
