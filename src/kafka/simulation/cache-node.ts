import type { PartitionLog } from '../log/partition-log.ts';
import type { ConsumerRecord, Offset } from '../record.ts';
import type { ProfileChanges } from './profile-changes.ts';

/** A node that keeps the latest profile of each user, as the topic tells it, and knows where it stopped reading. */
export class CacheNode {
  reads = 0;
  readonly #changes: ProfileChanges;
  readonly #key: string | null;
  readonly #positions = new Map<number, Offset>();
  /** By user, the change that the cached profile came from, or -1. */
  readonly #profiles: Int32Array;

  constructor(changes: ProfileChanges, key: string | null) {
    this.#changes = changes;
    this.#key = key;
    this.#profiles = new Int32Array(changes.entityCount).fill(-1);
  }

  /** The change behind a user's cached profile; -1 if the user is not in the cache. */
  versionOf(user: number): number {
    return this.#profiles[user]!;
  }

  /** Reads every partition, one after the other, from where it stopped to the end. */
  catchUp(logs: readonly PartitionLog[]): void {
    for (const log of logs) {
      const start = Math.max(this.#positions.get(log.partition) ?? 0, log.logStartOffset);
      const { records, position } = log.read(start);
      for (const record of records) this.#apply(record);
      this.#positions.set(log.partition, position);
      this.reads += records.length;
    }
  }

  /** A tombstone names nothing but its key, so only a key that names the user deletes one. */
  #apply({ key, value }: ConsumerRecord): void {
    if (value !== null) this.#profiles[this.#changes.entityOf[Number(value)]!] = Number(value);
    else if (this.#key === 'userId') this.#profiles[userOf(key as string)] = -1;
  }
}

/** The number in a key such as `user-17`. */
function userOf(key: string): number {
  return Number(key.slice(key.indexOf('-') + 1));
}
