import { partitionForKey } from '../partitioning/partitioner.ts';

/** Knows where keys go, and remembers it: a simulation sends each key many times. */
export class KeyPartitions {
  #partitionCount = 0;
  readonly #known = new Map<string, number>();

  /** As `partitionForKey`. */
  of(key: string, partitionCount: number): number {
    if (partitionCount !== this.#partitionCount) this.#known.clear();
    this.#partitionCount = partitionCount;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const partition = partitionForKey(key, partitionCount);
    this.#known.set(key, partition);
    return partition;
  }
}
