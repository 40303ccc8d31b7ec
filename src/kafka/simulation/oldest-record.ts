import type { Offset } from '../record.ts';
import type { UnreadLane } from './working-group.ts';

/** The record a group has left unread for longest. */
export interface OldestRecord {
  readonly event: number;
  readonly tp: string;
  readonly offset: Offset;
  readonly ageMs: number;
  readonly atMs: number;
}

/** Finds it: of the records at the group's positions, the one that was appended first; `undefined` when all are read. */
export function oldestRecord(lanes: ReadonlyMap<string, UnreadLane>, nowMs: number): OldestRecord | undefined {
  let oldest: UnreadLane | undefined;
  let appendedAtMs = Number.POSITIVE_INFINITY;
  lanes.forEach((lane) => {
    const { partition, appendedAtMs: times } = lane.journal;
    const end = partition.leader?.log.logEndOffset ?? times.length;
    if (lane.next >= end || !(times[lane.next]! < appendedAtMs)) return;
    oldest = lane;
    appendedAtMs = times[lane.next]!;
  });
  if (oldest === undefined) return undefined;
  const { journal, next } = oldest;
  const event = journal.eventAt[next]!;
  return { event, tp: journal.partition.name, offset: next, ageMs: nowMs - appendedAtMs, atMs: nowMs };
}
