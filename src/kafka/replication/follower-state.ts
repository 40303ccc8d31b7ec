import type { Offset } from '../record.ts';

/** What a leader knows of a follower, from its fetches (core Replica.scala's ReplicaState). Times are the broker's clock in ms. */
export interface FollowerState {
  /** Where its last fetch read from: it has everything before. -1 until its first fetch of this leader. */
  readonly logEndOffset: Offset;
  /** The largest time at which it had everything the leader had; `-Infinity` if not in this leader's time. */
  readonly lastCaughtUpTime: number;
  readonly lastFetchTime: number;
  /** The leader's log end offset at the time of the last fetch. */
  readonly leaderEndOffsetAtLastFetch: Offset;
}

/** A follower as a new leader first sees it: one from the ISR has the benefit of the doubt from now on. */
export function newFollower(isInSync: boolean, now: number): FollowerState {
  return {
    logEndOffset: -1,
    lastCaughtUpTime: isInSync ? now : Number.NEGATIVE_INFINITY,
    lastFetchTime: Number.NEGATIVE_INFINITY,
    leaderEndOffsetAtLastFetch: -1,
  };
}

/**
 * The follower after a fetch from `offset`. One that reached where the leader was when it last fetched was caught up then: so a
 * follower stays in sync although new records come faster than its fetches.
 */
export function afterFetch(state: FollowerState, offset: Offset, leaderEndOffset: Offset, now: number): FollowerState {
  let caughtUp = Number.NEGATIVE_INFINITY;
  if (offset >= leaderEndOffset) caughtUp = now;
  else if (offset >= state.leaderEndOffsetAtLastFetch) caughtUp = state.lastFetchTime;
  return {
    logEndOffset: offset,
    lastCaughtUpTime: Math.max(state.lastCaughtUpTime, caughtUp),
    lastFetchTime: now,
    leaderEndOffsetAtLastFetch: Math.max(leaderEndOffset, state.leaderEndOffsetAtLastFetch),
  };
}

/** Whether a follower keeps up. Time alone decides, never the number of records it lacks (`lagTimeMax`: replica.lag.time.max.ms). */
export function isCaughtUp(state: FollowerState, leaderEndOffset: Offset, now: number, lagTimeMax: number): boolean {
  return state.logEndOffset === leaderEndOffset || now - state.lastCaughtUpTime <= lagTimeMax;
}
