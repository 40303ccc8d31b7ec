import { KafkaError } from '../errors.ts';
import type { LeaderEpochEnd } from '../log/leader-epochs.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { Offset } from '../record.ts';
import type { PartitionLeader } from './partition-leader.ts';

/** A replica that follows: its own log, and the leader epoch in which it does. */
export interface Follower {
  readonly broker: number;
  readonly log: PartitionLog;
  readonly leaderEpoch: number;
  /** Stops before this offset; by default at the leader's log end. */
  readonly upTo?: Offset | undefined;
}

/** What one round did to the follower's log end offset: an append raised it, a truncation lowered it. */
export interface FetchRound {
  readonly from: Offset;
  readonly to: Offset;
}

/**
 * One round of a follower: it asks its leader for what comes next and appends it, or drops what the leader does not have
 * (AbstractFetcherThread). Where the logs parted several epochs ago, that takes several rounds. Throws FENCED_LEADER_EPOCH or
 * UNKNOWN_LEADER_EPOCH.
 */
export function fetchFromLeader(leader: PartitionLeader, follower: Follower, now: number): FetchRound {
  const from = follower.log.logEndOffset;
  try {
    fetch(leader, follower, now);
  } catch (error) {
    if (!(error instanceof KafkaError && error.code === 'OFFSET_OUT_OF_RANGE')) throw error;
    resume(leader.log, follower.log);
  }
  return { from, to: follower.log.logEndOffset };
}

function fetch(leader: PartitionLeader, { broker, log, leaderEpoch, upTo }: Follower, now: number): void {
  const request = { offset: log.logEndOffset, leaderEpoch, lastFetchedEpoch: log.leaderEpochs.latest, upTo };
  const { batches, highWatermark, logStartOffset, diverging } = leader.fetch(broker, request, now);
  if (diverging !== undefined) {
    log.truncateTo(truncationOffset(log, diverging));
    return;
  }
  log.appendAsFollower(batches);
  // A follower learns the high watermark with the next batches, so its own lags one round behind the leader's.
  log.updateHighWatermark(highWatermark);
  log.incrementLogStartOffset(logStartOffset);
}

/** Where a follower truncates to when its last epoch is not the leader's, or ended earlier there (KIP-101, KIP-279). */
export function truncationOffset(log: PartitionLog, leaders: LeaderEpochEnd): Offset {
  const own = log.leaderEpochs.endOf(leaders.epoch, log.logEndOffset);
  if (own === undefined) return Math.min(leaders.endOffset, log.logEndOffset);
  // Of another, older epoch the leader has said nothing yet: only what is newer can go for now.
  return own.epoch === leaders.epoch ? Math.min(own.endOffset, leaders.endOffset) : own.endOffset;
}

/** A follower outside the leader's offsets gives up what lies beyond them, or begins anew at the leader's first offset. */
function resume(leaders: PartitionLog, own: PartitionLog): void {
  if (leaders.logEndOffset < own.logEndOffset) own.truncateTo(leaders.logEndOffset);
  else if (leaders.logStartOffset > own.logEndOffset) own.truncateFullyAndStartAt(leaders.logStartOffset);
}
