import type { Offset } from '../record.ts';
import type { LogSegment } from './log-segment.ts';
import { compacts } from './log-settings.ts';
import type { LogView } from './log-view.ts';

/** Which part of a compacted log the cleaner could clean now, and whether it would (LogCleanerManager, LogToClean). */
export interface Cleanable {
  /** Everything before it was cleaned before. */
  readonly firstDirtyOffset: Offset;
  /** Where the cleaner stops; it is the beginning of a segment. */
  readonly firstUncleanableOffset: Offset;
  readonly cleanBytes: number;
  readonly cleanableBytes: number;
  /** The dirty ratio: cleanable bytes of clean and cleanable ones. 0 if there are none. */
  readonly ratio: number;
  /** Whether something has been dirty for longer than max.compaction.lag.ms. */
  readonly needCompactionNow: boolean;
  /** Whether the cleaner would take this log on. */
  readonly due: boolean;
}

/** Looks at a log that was cleaned up to `checkpoint`, if ever, as the cleaner does every log.cleaner.backoff.ms. */
export function cleanablePart(log: LogView, checkpoint: Offset | undefined, now: number): Cleanable {
  const { segments, settings } = log;
  const firstDirtyOffset = firstDirty(log, checkpoint);
  const firstUncleanableOffset = startOfSegmentAt(segments, firstUncleanable(log, firstDirtyOffset, now));
  const cleanBytes = sizeOf(segments.filter(({ baseOffset }) => baseOffset < firstDirtyOffset));
  const cleanableBytes = sizeOf(
    closedSegmentsFrom(segments, firstDirtyOffset).filter(({ baseOffset }) => baseOffset < firstUncleanableOffset),
  );
  const ratio = cleanableBytes === 0 ? 0 : cleanableBytes / (cleanBytes + cleanableBytes);
  const needCompactionNow = isOverdue(log, firstDirtyOffset, now);
  const isDirty = ratio > settings['min.cleanable.dirty.ratio'] || (needCompactionNow && cleanableBytes > 0);
  const due = compacts(settings) && isDirty;
  return { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, ratio, needCompactionNow, due };
}

function firstDirty({ logStartOffset, logEndOffset }: LogView, checkpoint = logStartOffset): Offset {
  return checkpoint < logStartOffset || checkpoint > logEndOffset ? logStartOffset : checkpoint;
}

/** Neither what readers may still be waiting for, nor the active segment, nor what is younger than min.compaction.lag.ms. */
function firstUncleanable({ segments, settings, lastStableOffset }: LogView, from: Offset, now: number): Offset {
  const active = segments.at(-1) as LogSegment;
  const lagMs = settings['min.compaction.lag.ms'];
  const young =
    lagMs > 0
      ? closedSegmentsFrom(segments, from).find((segment) => segment.largestTimestamp > now - lagMs)
      : undefined;
  return Math.max(from, Math.min(lastStableOffset, active.baseOffset, young?.baseOffset ?? Number.POSITIVE_INFINITY));
}

function isOverdue({ segments, settings }: LogView, from: Offset, now: number): boolean {
  const deadline = now - settings['max.compaction.lag.ms'];
  return closedSegmentsFrom(segments, from).some(({ batches }) => {
    const first = batches[0]?.maxTimestamp ?? -1;
    return first > 0 && first < deadline;
  });
}

/** All segments but the active one, from the one that `offset` falls into. */
function closedSegmentsFrom(segments: readonly LogSegment[], offset: Offset): readonly LogSegment[] {
  return segments.filter((_, i) => {
    const next = segments[i + 1];
    return next !== undefined && next.baseOffset > offset;
  });
}

function startOfSegmentAt(segments: readonly LogSegment[], offset: Offset): Offset {
  return segments.findLast(({ baseOffset }) => baseOffset <= offset)?.baseOffset ?? offset;
}

function sizeOf(segments: readonly LogSegment[]): number {
  return segments.reduce((size, { sizeInBytes }) => size + sizeInBytes, 0);
}
