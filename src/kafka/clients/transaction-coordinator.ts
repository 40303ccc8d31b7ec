import type { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import type { OffsetToCommit } from '../groups/group-messages.ts';
import type { MarkerType } from '../log/record-batch.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';

/** Who a producer is: its id, and how many producers before it have had the same transactional.id. */
export interface ProducerIdentity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

const markerRetryMs = 100;

interface OpenTransaction {
  readonly partitions: Map<string, TopicPartition>;
  readonly groups: Set<string>;
}

interface TransactionalProducer {
  identity: ProducerIdentity;
  timeoutMs: number;
  transaction: OpenTransaction | undefined;
}

/**
 * Gives producers their ids and ends their transactions, with a marker in every partition they wrote to (TransactionCoordinator;
 * KIP-98). Markers bring the producer's next epoch (transaction version 2, KIP-890).
 */
export class TransactionCoordinator {
  readonly #cluster: Cluster;
  readonly #producers = new Map<string, TransactionalProducer>();
  #nextProducerId = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** A new idempotent producer, which no later one can replace. */
  newProducer(): ProducerIdentity {
    return { producerId: this.#nextProducerId++, producerEpoch: 0 };
  }

  /** A producer starts under a transactional.id: one before it is fenced, and its open transaction aborted. */
  initTransactions(transactionalId: string, timeoutMs: number): ProducerIdentity {
    const known = this.#producers.get(transactionalId);
    if (known === undefined) {
      const identity = this.newProducer();
      this.#producers.set(transactionalId, { identity, timeoutMs, transaction: undefined });
      return identity;
    }
    if (known.transaction !== undefined) this.#end(transactionalId, known, 'ABORT');
    else known.identity = nextEpoch(known.identity);
    known.timeoutMs = timeoutMs;
    return known.identity;
  }

  /** Notes that a producer writes to a partition in its transaction. Throws INVALID_PRODUCER_EPOCH to one that was replaced. */
  addPartition(transactionalId: string, identity: ProducerIdentity, tp: TopicPartition): void {
    this.#open(transactionalId, identity).partitions.set(nameOf(tp), tp);
  }

  /** Keeps a group's offsets until the transaction ends. Throws INVALID_PRODUCER_EPOCH to a producer that was replaced. */
  addOffsets(
    transactionalId: string,
    identity: ProducerIdentity,
    groupId: string,
    offsets: readonly OffsetToCommit[],
  ): void {
    this.#open(transactionalId, identity).groups.add(groupId);
    const { committed } = this.#cluster.group(groupId).coordinator;
    committed.commitInTransaction(identity.producerId, offsets, this.#cluster.nowMs);
  }

  /** Ends a producer's transaction, and answers who it is from now on. Throws INVALID_PRODUCER_EPOCH to one that was replaced. */
  end(transactionalId: string, identity: ProducerIdentity, type: MarkerType): ProducerIdentity {
    const producer = this.#known(transactionalId, identity);
    this.#end(transactionalId, producer, type);
    return producer.identity;
  }

  #open(transactionalId: string, identity: ProducerIdentity): OpenTransaction {
    const producer = this.#known(transactionalId, identity);
    if (producer.transaction === undefined) {
      producer.transaction = { partitions: new Map(), groups: new Set() };
      const dueMs = this.#cluster.nowMs + producer.timeoutMs;
      this.#cluster.setAlarm(timeoutOf(transactionalId), dueMs, () => this.#end(transactionalId, producer, 'ABORT'));
    }
    return producer.transaction;
  }

  #known(transactionalId: string, { producerEpoch }: ProducerIdentity): TransactionalProducer {
    const producer = this.#producers.get(transactionalId);
    if (producer?.identity.producerEpoch === producerEpoch) return producer;
    throw new KafkaError(
      'INVALID_PRODUCER_EPOCH',
      `Another producer has the transactional.id '${transactionalId}' now, or its transaction timed out: open a new one.`,
    );
  }

  /** A partition that cannot be reached gets its marker later; until then it holds read_committed readers up. */
  #mark(tp: TopicPartition, identity: ProducerIdentity, type: MarkerType): void {
    try {
      const hosted = this.#cluster.partition(tp);
      hosted.appendMarker({ ...identity, type });
      hosted.replicate();
    } catch (error) {
      if (!(error instanceof KafkaError && isUnreachable(error))) throw error;
      const name = `marker of ${identity.producerId} in ${nameOf(tp)}`;
      this.#cluster.setAlarm(name, this.#cluster.nowMs + markerRetryMs, () => this.#mark(tp, identity, type));
    }
  }

  #end(transactionalId: string, producer: TransactionalProducer, type: MarkerType): void {
    const { partitions, groups } = producer.transaction ?? {
      partitions: new Map<string, TopicPartition>(),
      groups: new Set<string>(),
    };
    this.#cluster.cancelAlarm(timeoutOf(transactionalId));
    producer.identity = nextEpoch(producer.identity);
    producer.transaction = undefined;
    for (const tp of partitions.values()) this.#mark(tp, producer.identity, type);
    const { producerId } = producer.identity;
    for (const groupId of groups) {
      const { committed } = this.#cluster.group(groupId).coordinator;
      committed.endTransaction(producerId, type === 'COMMIT' ? 'commit' : 'abort');
    }
  }
}

function nextEpoch({ producerId, producerEpoch }: ProducerIdentity): ProducerIdentity {
  return { producerId, producerEpoch: producerEpoch + 1 };
}

function timeoutOf(transactionalId: string): string {
  return `transaction of ${transactionalId}`;
}

function isUnreachable({ code }: KafkaError): boolean {
  return code === 'LEADER_NOT_AVAILABLE' || code === 'NETWORK_EXCEPTION';
}
