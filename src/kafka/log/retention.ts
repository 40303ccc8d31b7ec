import type { LogSegment } from './log-segment.ts';
import { deletes } from './log-settings.ts';
import type { LogView } from './log-view.ts';

/**
 * How many of the oldest segments retention deletes at `now` (UnifiedLog.deleteOldSegments): those below the log start offset,
 * then those in excess of retention.bytes, then those whose newest record is older than retention.ms. Never one that holds
 * what is not below the high watermark; but the active segment goes like any other, if it is not empty.
 */
export function expiredSegmentCount(log: LogView, now: number): number {
  const { segments, settings, logStartOffset } = log;
  const { 'retention.ms': retentionMs, 'retention.bytes': retentionBytes } = settings;
  let count = countWhile(log, 0, (_, next) => next !== undefined && next.baseOffset <= logStartOffset);
  if (!deletes(settings)) return count;
  if (retentionBytes >= 0) {
    const remaining = segments.slice(count).reduce((size, segment) => size + segment.sizeInBytes, 0);
    let excess = remaining - retentionBytes;
    count = countWhile(log, count, ({ sizeInBytes }) => {
      excess -= sizeInBytes;
      return excess >= 0;
    });
  }
  if (retentionMs >= 0) count = countWhile(log, count, ({ largestTimestamp }) => now - largestTimestamp > retentionMs);
  return count;
}

function countWhile(
  { segments, highWatermark, logEndOffset }: LogView,
  from: number,
  expired: (segment: LogSegment, next: LogSegment | undefined) => boolean,
): number {
  const alive = segments.findIndex((segment, i) => {
    if (i < from) return false;
    const next = segments[i + 1];
    const isReplicated = (next?.baseOffset ?? logEndOffset) <= highWatermark;
    const isEmptyActive = next === undefined && segment.sizeInBytes === 0;
    return !isReplicated || isEmptyActive || !expired(segment, next);
  });
  return alive < 0 ? segments.length : alive;
}
