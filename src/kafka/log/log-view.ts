import type { Offset } from '../record.ts';
import type { LogSegment } from './log-segment.ts';
import type { LogSettings } from './log-settings.ts';

/** What retention and compaction look at in a partition's log; `PartitionLog` is one. */
export interface LogView {
  readonly settings: LogSettings;
  /** Oldest first; the last one is active. */
  readonly segments: readonly LogSegment[];
  readonly logStartOffset: Offset;
  readonly lastStableOffset: Offset;
  readonly highWatermark: Offset;
  readonly logEndOffset: Offset;
}
