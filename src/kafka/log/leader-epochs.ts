import type { Offset } from '../record.ts';
import { firstFrom } from './log-segment.ts';

/** A leader epoch and the offset at which its leader took over. */
export interface LeaderEpochEntry {
  readonly epoch: number;
  readonly startOffset: Offset;
}

/** A leader epoch and the offset after its last record. */
export interface LeaderEpochEnd {
  readonly epoch: number;
  readonly endOffset: Offset;
}

/**
 * Which leader wrote which stretch of a log (LeaderEpochFileCache). Two replicas find where their logs part by comparing
 * epochs rather than high watermarks, which may lag (KIP-101, KIP-279).
 */
export class LeaderEpochs {
  #entries: LeaderEpochEntry[] = [];

  get entries(): readonly LeaderEpochEntry[] {
    return this.#entries;
  }

  /** The newest epoch; `undefined` before the first. */
  get latest(): number | undefined {
    return this.#entries[this.#entries.length - 1]?.epoch;
  }

  /** Notes that `epoch` begins at `startOffset`. What it contradicts, as a log that was truncated elsewhere would, is forgotten. */
  assign(epoch: number, startOffset: Offset): void {
    const last = this.#entries[this.#entries.length - 1];
    if (last !== undefined && last.epoch === epoch && last.startOffset <= startOffset) return;
    while (this.#entries.length > 0) {
      const { epoch: known, startOffset: start } = this.#entries.at(-1) as LeaderEpochEntry;
      if (known < epoch && start < startOffset) break;
      this.#entries.pop();
    }
    this.#entries.push({ epoch, startOffset });
  }

  /**
   * Answers a follower's OffsetsForLeaderEpoch: the largest known epoch up to `epoch`, and where it ended in this log.
   * `undefined` for an epoch this log has not heard of.
   */
  endOf(epoch: number, logEndOffset: Offset): LeaderEpochEnd | undefined {
    if (epoch === this.latest) return { epoch, endOffset: logEndOffset };
    const next = firstFrom(this.#entries, epochOf, epoch + 1);
    const higher = this.#entries[next];
    if (higher === undefined) return undefined;
    return { epoch: this.#entries[next - 1]?.epoch ?? epoch, endOffset: higher.startOffset };
  }

  /** The epoch that wrote, or will write, `offset`. */
  epochAt(offset: Offset): number | undefined {
    return this.#entries[firstFrom(this.#entries, startOffsetOf, offset + 1) - 1]?.epoch;
  }

  /** Forgets the epochs that begin at or after `endOffset`. */
  truncateFromEnd(endOffset: Offset): void {
    this.#entries = this.#entries.filter((entry) => entry.startOffset < endOffset);
  }

  /** Forgets the epochs that end by `startOffset`; the one it falls into begins there from now on. */
  truncateFromStart(startOffset: Offset): void {
    const kept = firstFrom(this.#entries, startOffsetOf, startOffset + 1);
    const straddling = this.#entries[kept - 1];
    if (straddling === undefined) return;
    this.#entries = [{ epoch: straddling.epoch, startOffset }, ...this.#entries.slice(kept)];
  }

  clear(): void {
    this.#entries = [];
  }
}

function epochOf({ epoch }: LeaderEpochEntry): number {
  return epoch;
}

function startOffsetOf({ startOffset }: LeaderEpochEntry): Offset {
  return startOffset;
}
