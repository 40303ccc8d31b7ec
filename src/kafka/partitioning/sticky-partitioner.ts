/** The partitions a keyless record may go to: all of them are counted, those with a leader are listed. */
export interface TopicLeaders {
  readonly partitionCount: number;
  readonly available: readonly number[];
}

/**
 * How many batches wait for each partition, as the producer's accumulator counts them: `queueSizes[i]` for
 * `partitionIds[i]`. Partitions that answer too slowly are left out; `queueCount` counts them too.
 */
export interface PartitionLoad {
  readonly partitionIds: readonly number[];
  readonly queueSizes: readonly number[];
  readonly queueCount: number;
}

/**
 * Chooses partitions for the records of one topic that have no key (BuiltInPartitioner; KIP-480, KIP-794): stays on a
 * partition until a batch's worth of bytes went there, then draws another, which may be the same again.
 */
export class StickyPartitioner {
  readonly #batchSize: number;
  readonly #draw: () => number;
  #partition: number | undefined;
  #producedBytes = 0;
  #load: PartitionLoad | undefined;

  /** `batchSize` is `batch.size` in bytes; `draw` gives integers in [0, 2³¹). Throws RangeError for a size below 1. */
  constructor(batchSize: number, draw: () => number) {
    if (!(batchSize >= 1)) throw new RangeError(`batch.size must be at least 1 byte, not ${batchSize}`);
    this.#batchSize = batchSize;
    this.#draw = draw;
  }

  /** The partition for the next keyless record. */
  partition(leaders: TopicLeaders): number {
    this.#partition ??= this.#choose(leaders);
    return this.#partition;
  }

  /**
   * Counts bytes that went to the current partition, and moves on when they fill a batch. With `mayLeaveBatch` false
   * (the current batch still has room) it stays until there are two batches' worth.
   */
  appended(bytes: number, leaders: TopicLeaders, mayLeaveBatch = true): void {
    this.#producedBytes += bytes;
    const isFull = this.#producedBytes >= this.#batchSize;
    if ((isFull && mayLeaveBatch) || this.#producedBytes >= 2 * this.#batchSize) {
      this.#partition = this.#choose(leaders);
      this.#producedBytes = 0;
    }
  }

  /** Says how long the queues are, so that slow partitions are drawn less often (`partitioner.adaptive.partitioning.enable`). */
  observe(load: PartitionLoad | undefined): void {
    this.#load = load !== undefined && isUneven(load) ? load : undefined;
  }

  #choose({ partitionCount, available }: TopicLeaders): number {
    const draw = this.#draw();
    if (this.#load !== undefined) return drawByLoad(this.#load, draw);
    return available.length > 0 ? available[draw % available.length]! : draw % partitionCount;
  }
}

/** Equal queues everywhere say nothing, and a single queue leaves no choice. */
function isUneven({ partitionIds, queueSizes, queueCount }: PartitionLoad): boolean {
  if (partitionIds.length < 1 || queueCount < 2) return false;
  return partitionIds.length < queueCount || queueSizes.some((size) => size !== queueSizes[0]);
}

/** Each partition has as many tickets as its queue is shorter than the longest, and one more. */
function drawByLoad({ partitionIds, queueSizes }: PartitionLoad, draw: number): number {
  const longest = Math.max(...queueSizes);
  const tickets = queueSizes.map((size) => longest + 1 - size);
  let ticket = draw % tickets.reduce((sum, count) => sum + count, 0);
  const drawn = tickets.findIndex((count) => {
    ticket -= count;
    return ticket < 0;
  });
  return partitionIds[drawn]!;
}
