import { compareNames } from '../../topic-partition.ts';
import type { GroupMember } from './group.ts';

/**
 * The order in which range and round robin serve members (AbstractPartitionAssignor.MemberInfo): static members first,
 * by instance id, so that a restart moves nothing; then the others by member id.
 */
export function inMemberOrder(members: readonly GroupMember[]): GroupMember[] {
  return members.toSorted(compareMembers);
}

function compareMembers(a: GroupMember, b: GroupMember): number {
  if (a.groupInstanceId !== undefined && b.groupInstanceId !== undefined) {
    return compareNames(a.groupInstanceId, b.groupInstanceId);
  }
  if (a.groupInstanceId !== undefined) return -1;
  if (b.groupInstanceId !== undefined) return 1;
  return compareNames(a.memberId, b.memberId);
}
