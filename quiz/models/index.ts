import { busyWithRange, busyWithUniform, idleMembers, ownedPartitions } from './groups.ts';
import type { Model } from './model.ts';
import {
  crashOutcome,
  lag,
  offsetAtTime,
  pollOverHoles,
  safeToCommit,
  startsAfterLoss,
  startsAt,
  toCommit,
} from './offsets.ts';
import { emptyPartitions, keyedOffsets, keyPartition, keysThatMove } from './partitions.ts';
import { retriedOrder } from './producers.ts';
import { highWatermark, surelySurvives, writeOutcome } from './replication.ts';
import { compactedOffsets, diskUsed, startAfterRetention } from './storage.ts';

/** Everything a computed question can name. */
export const models: Readonly<Record<string, Model>> = {
  busyWithRange,
  busyWithUniform,
  compactedOffsets,
  crashOutcome,
  diskUsed,
  emptyPartitions,
  highWatermark,
  idleMembers,
  keyedOffsets,
  keyPartition,
  keysThatMove,
  lag,
  offsetAtTime,
  ownedPartitions,
  pollOverHoles,
  retriedOrder,
  safeToCommit,
  startAfterRetention,
  startsAfterLoss,
  startsAt,
  surelySurvives,
  toCommit,
  writeOutcome,
};
