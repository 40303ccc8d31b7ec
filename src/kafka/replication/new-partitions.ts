import { KafkaError } from '../errors.ts';
import { type BrokerRegistration, isActive } from './broker-registration.ts';
import { newPartition, type PartitionRegistration } from './leader-election.ts';
import { type NextInt, type PlacementSpec, placeReplicas } from './replica-placement.ts';

/** The replicas of each new partition as a person chose them, the preferred leader first. */
export type Assignments = readonly (readonly number[])[];

/** Where new partitions may go, and who draws. */
export interface Placing {
  readonly brokers: ReadonlyMap<number, BrokerRegistration>;
  readonly nextInt: NextInt;
}

/** A new topic's partitions: so many (1) with so many replicas (1), or as assigned. */
export interface Wanted {
  readonly partitionCount?: number | undefined;
  readonly replicationFactor?: number | undefined;
  readonly assignments?: Assignments | undefined;
}

type Counts = Pick<PlacementSpec, 'partitionCount' | 'replicationFactor'>;

/**
 * The partitions of a new topic (ReplicationControlManager.createTopic).
 * Throws INVALID_REPLICATION_FACTOR, INVALID_PARTITIONS or INVALID_REPLICA_ASSIGNMENT.
 */
export function partitionsOfNewTopic(wanted: Wanted, placing: Placing): PartitionRegistration[] {
  const { partitionCount = 1, replicationFactor = 1, assignments } = wanted;
  if (assignments !== undefined) return assigned(assignments, placing);
  if (replicationFactor <= 0) {
    throw invalidFactor('Replication factor must be larger than 0, or -1 to use the default value.');
  }
  if (partitionCount <= 0) {
    throw new KafkaError('INVALID_PARTITIONS', 'Number of partitions was set to an invalid non-positive value.');
  }
  return active(placedForNewTopic({ partitionCount, replicationFactor }, placing), placing);
}

/** What raises a topic's partition count (ReplicationControlManager.createPartitions). Throws as `partitionsOfNewTopic`. */
export function additionalPartitions(
  topic: string,
  existing: readonly PartitionRegistration[],
  { partitionCount, assignments }: { readonly partitionCount: number; readonly assignments?: Assignments | undefined },
  placing: Placing,
): PartitionRegistration[] {
  const additional = partitionCount - existing.length;
  if (additional <= 0) {
    const has = `The topic ${topic} currently has ${existing.length} partition(s)`;
    throw new KafkaError(
      'INVALID_PARTITIONS',
      additional === 0
        ? `Topic already has ${existing.length} partition(s).`
        : `${has}; ${partitionCount} would not be an increase.`,
    );
  }
  const replicationFactor = existing[0]!.replicas.length;
  if (assignments === undefined) {
    return active(place({ partitionCount: additional, replicationFactor }, placing), placing);
  }
  if (assignments.length === additional) return assigned(assignments, placing, existing.length, replicationFactor);
  throw invalidAssignment(
    `Attempted to add ${additional} additional partition(s), but only ${assignments.length} assignment(s) were specified.`,
  );
}

function placedForNewTopic(counts: Counts, placing: Placing): number[][] {
  try {
    return place(counts, placing);
  } catch (error) {
    throw error instanceof KafkaError ? cannotReplicate(counts.replicationFactor, error.message) : error;
  }
}

function place(counts: Counts, { brokers, nextInt }: Placing): number[][] {
  return placeReplicas({ ...counts, brokers: [...brokers.values()] }, nextInt);
}

function active(placements: readonly (readonly number[])[], { brokers }: Placing): PartitionRegistration[] {
  return placements.map((replicas) => {
    const partition = newPartition(replicas, (id) => isActive(brokers.get(id)));
    if (partition !== undefined) return partition;
    throw cannotReplicate(replicas.length, 'All brokers are currently fenced or in controlled shutdown.');
  });
}

function assigned(
  assignments: Assignments,
  { brokers }: Placing,
  first = 0,
  replicationFactor = assignments[0]?.length ?? 0,
) {
  return assignments.map((replicas, index) => {
    checkAssignment(replicas, brokers, replicationFactor);
    const partition = newPartition(replicas, (id) => isActive(brokers.get(id)));
    if (partition !== undefined) return partition;
    const chosen = `All brokers specified in the manual partition assignment for partition ${first + index}`;
    throw invalidAssignment(`${chosen} are fenced or in controlled shutdown.`);
  });
}

function checkAssignment(replicas: readonly number[], brokers: Placing['brokers'], replicationFactor: number): void {
  const subject = 'The manual partition assignment includes';
  if (replicas.length === 0) throw invalidAssignment(`${subject} an empty replica list.`);
  const sorted = [...replicas].sort((a, b) => a - b);
  for (const [at, id] of sorted.entries()) {
    if (!brokers.has(id)) throw invalidAssignment(`${subject} broker ${id}, but no such broker is registered.`);
    if (sorted[at - 1] === id) throw invalidAssignment(`${subject} the broker ${id} more than once.`);
  }
  if (replicas.length === replicationFactor) return;
  throw invalidAssignment(
    `${subject} a partition with ${replicas.length} replica(s), but this is not consistent with previous partitions, ` +
      `which have ${replicationFactor} replica(s).`,
  );
}

function invalidAssignment(message: string): KafkaError {
  return new KafkaError('INVALID_REPLICA_ASSIGNMENT', message);
}

function invalidFactor(message: string): KafkaError {
  return new KafkaError('INVALID_REPLICATION_FACTOR', message);
}

function cannotReplicate(replicationFactor: number, why: string): KafkaError {
  return invalidFactor(`Unable to replicate the partition ${replicationFactor} time(s): ${why}`);
}
