import type { TopicLeaders } from './sticky-partitioner.ts';

/**
 * Deals the records of one topic out in turn, whatever their key (RoundRobinPartitioner): only a producer that names
 * it in `partitioner.class` does this.
 */
export class RoundRobinPartitioner {
  #dealt = 0;

  /** The partition for the next record, with a key or without. */
  partition({ partitionCount, available }: TopicLeaders): number {
    const turn = this.#dealt++;
    return available.length > 0 ? available[turn % available.length]! : turn % partitionCount;
  }
}
