import type { ClassicGroup } from './classic-group.ts';
import type { CommittedOffset } from './committed-offsets.ts';
import { unpackSubscription } from './consumer-protocol.ts';
import type { CommitRequest, GroupErrorCode } from './group-messages.ts';

/**
 * Why a group refuses a commit, or `null` (ClassicGroup.validateOffsetCommit). While members rejoin, a commit of the
 * current generation is still accepted; once the next generation has begun, only after its sync. A transaction may also
 * commit for a consumer that is in no group.
 */
export function refusesCommit(
  group: Readonly<ClassicGroup>,
  { memberId, groupInstanceId, generation }: Omit<CommitRequest, 'offsets'>,
  how?: 'in a transaction',
): GroupErrorCode | null {
  const isNoMember = generation < 0 && memberId === '' && groupInstanceId === undefined;
  if (generation < 0 && group.state === 'Empty') return null;
  if (how === 'in a transaction' && isNoMember) return group.refusesAll();
  const error = group.refuses(memberId, groupInstanceId, generation);
  if (error !== null || how === 'in a transaction') return error;
  return group.state === 'CompletingRebalance' ? 'REBALANCE_IN_PROGRESS' : null;
}

/**
 * Which offsets a group may forget (ClassicGroup.offsetExpirationCondition, KIP-211): in an empty group all of them once
 * it has been empty for that long; in a stable one those of topics nobody subscribes to; in a group that never had members
 * each by its own age.
 */
export function isExpired(
  group: Readonly<ClassicGroup>,
  nowMs: number,
  retentionMs: number,
): (offset: CommittedOffset) => boolean {
  const { state, stateSinceMs, hadMembers } = group;
  if (hadMembers && state !== 'Empty' && state !== 'Stable') return () => false;
  const subscribed = new Set(group.joinedMembers().flatMap(({ metadata }) => unpackSubscription(metadata).topics));
  return ({ topic, commitTimeMs }) => {
    const sinceMs = hadMembers && state === 'Empty' ? stateSinceMs : commitTimeMs;
    return nowMs - sinceMs >= retentionMs && !subscribed.has(topic);
  };
}
