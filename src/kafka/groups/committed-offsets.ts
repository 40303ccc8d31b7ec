import type { Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import type { OffsetToCommit } from './group-messages.ts';

/** A committed offset as the coordinator keeps it (OffsetAndMetadata). */
export interface CommittedOffset extends TopicPartition {
  /** Offset of the next record to read after a restart. */
  readonly offset: Offset;
  readonly leaderEpoch: number | null;
  readonly metadata: string;
  readonly commitTimeMs: number;
}

/**
 * What one group has committed: a compacted list with the last commit of each partition, which may go back
 * (OffsetMetadataManager, `__consumer_offsets`). Offsets of a transaction count once it is committed (KIP-98).
 */
export class CommittedOffsets {
  readonly #offsets = new Map<string, CommittedOffset>();
  readonly #pending = new Map<number, Map<string, CommittedOffset>>();

  commit(offsets: readonly OffsetToCommit[], nowMs: number): void {
    for (const each of offsets) this.#offsets.set(nameOf(each), committedAt(each, nowMs));
  }

  /** Keeps the offsets of an open transaction aside. */
  commitInTransaction(producerId: number, offsets: readonly OffsetToCommit[], nowMs: number): void {
    const pending = this.#pending.get(producerId) ?? new Map<string, CommittedOffset>();
    for (const each of offsets) pending.set(nameOf(each), committedAt(each, nowMs));
    this.#pending.set(producerId, pending);
  }

  /** Ends a transaction: its offsets take effect, or never were. */
  endTransaction(producerId: number, outcome: 'commit' | 'abort'): void {
    if (outcome === 'commit') {
      for (const [name, offset] of this.#pending.get(producerId) ?? []) this.#offsets.set(name, offset);
    }
    this.#pending.delete(producerId);
  }

  /** The offset to start from, or `null` if none is committed. */
  get(partition: TopicPartition): CommittedOffset | null {
    return this.#offsets.get(nameOf(partition)) ?? null;
  }

  /** Whether an open transaction may still change the answer: a consumer that must know is told UNSTABLE_OFFSET_COMMIT. */
  isPending(partition: TopicPartition): boolean {
    return [...this.#pending.values()].some((pending) => pending.has(nameOf(partition)));
  }

  /** Every committed offset, in the order in which partitions were first committed. */
  all(): readonly CommittedOffset[] {
    return [...this.#offsets.values()];
  }

  /** Forgets the offsets that `isExpired` names, except those an open transaction is about to replace. */
  expire(isExpired: (offset: CommittedOffset) => boolean): readonly CommittedOffset[] {
    const expired = this.all().filter((offset) => isExpired(offset) && !this.isPending(offset));
    for (const offset of expired) this.#offsets.delete(nameOf(offset));
    return expired;
  }

  clear(): void {
    this.#offsets.clear();
    this.#pending.clear();
  }
}

function committedAt(commit: OffsetToCommit, nowMs: number): CommittedOffset {
  const { topic, partition, offset, leaderEpoch = null, metadata = '' } = commit;
  return { topic, partition, offset, leaderEpoch, metadata, commitTimeMs: nowMs };
}
