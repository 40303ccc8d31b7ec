import { PartitionMap } from '../partition-map.ts';
import type { Offset } from '../record.ts';
import type { TopicPartition } from '../topic-partition.ts';
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
  readonly #offsets = new PartitionMap<CommittedOffset>();
  readonly #pending = new Map<number, PartitionMap<CommittedOffset>>();
  /** All of them as they were last asked for; absent once they have changed. */
  #all: readonly CommittedOffset[] | undefined;

  commit(offsets: readonly OffsetToCommit[], nowMs: number): void {
    offsets.forEach((each) => {
      this.#offsets.set(each, committedAt(each, nowMs));
    });
    this.#all = undefined;
  }

  /** Keeps the offsets of an open transaction aside. */
  commitInTransaction(producerId: number, offsets: readonly OffsetToCommit[], nowMs: number): void {
    const pending = this.#pending.get(producerId) ?? new PartitionMap<CommittedOffset>();
    for (const each of offsets) pending.set(each, committedAt(each, nowMs));
    this.#pending.set(producerId, pending);
  }

  /** Ends a transaction: its offsets take effect, or never were. */
  endTransaction(producerId: number, outcome: 'commit' | 'abort'): void {
    if (outcome === 'commit') {
      for (const each of this.#pending.get(producerId)?.values() ?? []) this.#offsets.set(each, each);
      this.#all = undefined;
    }
    this.#pending.delete(producerId);
  }

  /** The offset to start from, or `null` if none is committed. */
  get(partition: TopicPartition): CommittedOffset | null {
    return this.#offsets.get(partition) ?? null;
  }

  /** Whether an open transaction may still change the answer: a consumer that must know is told UNSTABLE_OFFSET_COMMIT. */
  isPending(partition: TopicPartition): boolean {
    for (const pending of this.#pending.values()) if (pending.has(partition)) return true;
    return false;
  }

  /** Every committed offset, topic by topic. */
  all(): readonly CommittedOffset[] {
    this.#all ??= this.#offsets.values();
    return this.#all;
  }

  /** Forgets the offsets that `isExpired` names, except those an open transaction is about to replace. */
  expire(isExpired: (offset: CommittedOffset) => boolean): readonly CommittedOffset[] {
    const expired = this.all().filter((offset) => isExpired(offset) && !this.isPending(offset));
    for (const offset of expired) this.#offsets.delete(offset);
    if (expired.length > 0) this.#all = undefined;
    return expired;
  }

  clear(): void {
    this.#offsets.clear();
    this.#all = undefined;
    this.#pending.clear();
  }
}

function committedAt(commit: OffsetToCommit, nowMs: number): CommittedOffset {
  const { topic, partition, offset, leaderEpoch = null, metadata = '' } = commit;
  return { topic, partition, offset, leaderEpoch, metadata, commitTimeMs: nowMs };
}
