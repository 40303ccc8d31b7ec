import type { Offset } from '../record.ts';
import type { LogSegment } from './log-segment.ts';

/** A record's place and its timestamp. */
export interface TimestampOffset {
  readonly timestamp: number;
  readonly offset: Offset;
}

/**
 * The first record from the log start offset on whose timestamp is `target` or later, in the first segment that has such a
 * timestamp at all (UnifiedLog.fetchOffsetByTimestamp). `null` if that segment has none left; later ones are not searched.
 */
export function offsetForTimestamp(
  segments: readonly LogSegment[],
  logStartOffset: Offset,
  target: number,
): TimestampOffset | null {
  const segment = segments.find(({ largestTimestamp }) => largestTimestamp >= target);
  for (const { maxTimestamp, records } of segment?.batches ?? []) {
    if (maxTimestamp < target) continue;
    const record = records.find(({ offset, timestamp }) => offset >= logStartOffset && timestamp >= target);
    if (record !== undefined) return { timestamp: record.timestamp, offset: record.offset };
  }
  return null;
}

/** The first record with the latest timestamp of the whole log (OffsetSpec.maxTimestamp); `null` for an empty log. */
export function offsetOfMaxTimestamp(segments: readonly LogSegment[]): TimestampOffset | null {
  const latest = segments.reduce((max, { largestTimestamp }) => Math.max(max, largestTimestamp), -1);
  return latest < 0 ? null : offsetForTimestamp(segments, 0, latest);
}
