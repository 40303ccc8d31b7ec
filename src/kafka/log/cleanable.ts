import type { Offset } from '../record.ts';
import { type LogSegment, segmentsFrom } from './log-segment.ts';
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
  // All segments but the active one, from the one that is dirty first.
  const dirty = segmentsFrom(segments, firstDirtyOffset).slice(0, -1);
  const firstUncleanableOffset = startOfSegmentAt(segments, firstUncleanable(log, dirty, firstDirtyOffset, now));
  const cleanBytes = sizeUpTo(segments, firstDirtyOffset);
  const cleanableBytes = sizeUpTo(dirty, firstUncleanableOffset);
  const ratio = cleanableBytes === 0 ? 0 : cleanableBytes / (cleanBytes + cleanableBytes);
  const needCompactionNow = isOverdue(dirty, now - settings['max.compaction.lag.ms']);
  const isDirty = ratio > settings['min.cleanable.dirty.ratio'] || (needCompactionNow && cleanableBytes > 0);
  const due = compacts(settings) && isDirty;
  return { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, ratio, needCompactionNow, due };
}

function firstDirty({ logStartOffset, logEndOffset }: LogView, checkpoint = logStartOffset): Offset {
  return checkpoint < logStartOffset || checkpoint > logEndOffset ? logStartOffset : checkpoint;
}

/** Neither what readers may still be waiting for, nor the active segment, nor what is younger than min.compaction.lag.ms. */
function firstUncleanable(log: LogView, dirty: readonly LogSegment[], from: Offset, now: number): Offset {
  const { segments, settings, lastStableOffset } = log;
  const active = segments.at(-1) as LogSegment;
  const lagMs = settings['min.compaction.lag.ms'];
  const young = lagMs > 0 ? dirty.find(({ largestTimestamp }) => largestTimestamp > now - lagMs) : undefined;
  return Math.max(from, Math.min(lastStableOffset, active.baseOffset, young?.baseOffset ?? Number.POSITIVE_INFINITY));
}

function isOverdue(dirty: readonly LogSegment[], deadline: number): boolean {
  return dirty.some(({ batches }) => {
    const first = batches[0]?.maxTimestamp ?? -1;
    return first > 0 && first < deadline;
  });
}

function startOfSegmentAt(segments: readonly LogSegment[], offset: Offset): Offset {
  return segments.findLast(({ baseOffset }) => baseOffset <= offset)?.baseOffset ?? offset;
}

/** The bytes of the segments that begin before `offset`. */
function sizeUpTo(segments: readonly LogSegment[], offset: Offset): number {
  let size = 0;
  for (const { baseOffset, sizeInBytes } of segments) if (baseOffset < offset) size += sizeInBytes;
  return size;
}
