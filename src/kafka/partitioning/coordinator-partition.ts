import { javaHashCode } from './java-order.ts';

const SMALLEST_INT = -(2 ** 31);

/**
 * The partition of `__consumer_offsets` that keeps a group's offsets, or of `__transaction_state` for a transactional
 * id (GroupMetadataManager.partitionFor): its leader is the coordinator. Both topics have 50 partitions unless told.
 */
export function coordinatorPartition(id: string, partitionCount = 50): number {
  const hash = javaHashCode(id);
  return (hash === SMALLEST_INT ? 0 : Math.abs(hash)) % partitionCount;
}
