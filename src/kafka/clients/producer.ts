import type { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import type { ProducerStamp } from '../log/record-batch.ts';
import { recordSize } from '../log/record-batch.ts';
import { partitionFor } from '../partitioning/key-placement.ts';
import { StickyPartitioner } from '../partitioning/sticky-partitioner.ts';
import type { Offset, ProducerRecord } from '../record.ts';
import type { HostedPartition } from '../replication/hosted-partition.ts';
import type { Wire } from '../scenario/step.ts';
import { type ProducerValues, producerValues } from '../settings/producer-settings.ts';
import type { Given } from '../settings/setting.ts';
import { type TopicPartition, topicPartition } from '../topic-partition.ts';
import type { ProducerIdentity } from './transaction-coordinator.ts';

export interface ProducerOptions {
  /** How traces call it. */
  readonly name: string;
  /** Under Kafka's names; what is left out has its default. */
  readonly settings?: Given;
}

/** What a producer knows of a record it sent. `offset` is -1 where the broker never told: with acks=0. */
export interface SendReport extends TopicPartition {
  readonly status: 'acknowledged' | 'waiting' | 'unanswered';
  readonly offset: Offset;
}

interface Unanswered {
  readonly record: ProducerRecord;
  readonly partition: HostedPartition;
  readonly deadlineMs: number;
  stamp: ProducerStamp | undefined;
  leaderEpoch: number;
  offset: Offset;
}

/**
 * A producer (KafkaProducer), one record to a batch. It chooses partitions, retries what the network loses, keeps what is
 * not acknowledged yet, and numbers its batches if it is idempotent. `settle` looks after what waits.
 */
export class Producer {
  readonly name: string;
  readonly settings: ProducerValues;
  readonly #cluster: Cluster;
  readonly #stickies = new Map<string, StickyPartitioner>();
  readonly #nextSequences = new Map<string, number>();
  #identity: ProducerIdentity | undefined;
  #inTransaction = false;
  #waiting: Unanswered[] = [];

  /** Throws INVALID_CONFIG for settings that cannot be, or do not go together. */
  constructor(cluster: Cluster, { name, settings = {} }: ProducerOptions) {
    this.name = name;
    this.settings = producerValues(settings);
    this.#cluster = cluster;
    const isTransactional = this.settings['transactional.id'] !== null;
    if (this.settings['enable.idempotence'] && !isTransactional) this.#identity = cluster.transactions.newProducer();
  }

  /** Producer id and epoch; `undefined` if it is not idempotent. */
  get identity(): ProducerIdentity | undefined {
    return this.#identity;
  }

  /**
   * Sends one record. `wire` says what becomes of each attempt; whatever the network loses is tried again. Throws what the
   * broker refuses, NETWORK_EXCEPTION when the retries are used up, and INVALID_TXN_STATE outside of a transaction.
   */
  send(record: ProducerRecord, wire: readonly Wire[] = []): SendReport {
    const { topic } = record;
    const count = this.#cluster.partitionCount(topic);
    const partition = this.#cluster.partition({ topic, partition: this.#choose(record, count) });
    if (this.settings['transactional.id'] !== null) this.#addToTransaction(partition);
    const deadlineMs = this.#cluster.nowMs + this.settings['delivery.timeout.ms'];
    const stamp = this.#stampFor(partition);
    return this.#deliver({ record, partition, deadlineMs, stamp, leaderEpoch: -1, offset: -1 }, wire);
  }

  /** Fences every producer before it with the same transactional.id. Throws INVALID_TXN_STATE without one. */
  initTransactions(): void {
    const { 'transaction.timeout.ms': timeoutMs } = this.settings;
    this.#identity = this.#cluster.transactions.initTransactions(this.#transactionalId(), timeoutMs);
    this.#nextSequences.clear();
  }

  /** Throws INVALID_TXN_STATE before initTransactions or within a transaction. */
  beginTransaction(): void {
    this.#transactionalId();
    if (this.#identity === undefined) throw invalidState(`${this.name} has to call initTransactions first.`);
    if (this.#inTransaction) throw invalidState(`${this.name} has begun a transaction already.`);
    this.#inTransaction = true;
  }

  /** Makes a group's offsets part of the transaction. Throws INVALID_TXN_STATE and INVALID_PRODUCER_EPOCH. */
  sendOffsetsToTransaction(groupId: string, offsets: Readonly<Record<string, Offset>>): void {
    const identity = this.#openTransaction();
    const committing = Object.entries(offsets).map(([name, offset]) => ({ ...topicPartition(name), offset }));
    this.#cluster.transactions.addOffsets(this.#transactionalId(), identity, groupId, committing);
  }

  commitTransaction(): void {
    this.#endTransaction('COMMIT');
  }

  abortTransaction(): void {
    this.#endTransaction('ABORT');
  }

  /** Looks after what waits: what is on every in-sync replica is acknowledged, what a new leader has not is sent again. */
  settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const sending of waiting) {
      try {
        this.#lookAfter(sending);
      } catch (error) {
        // It was told as refused; whoever sent it has its report already.
        if (!(error instanceof KafkaError)) throw error;
      }
    }
  }

  #choose(record: ProducerRecord, count: number): number {
    const { topic } = record;
    // A partition that does not exist is for the cluster to refuse.
    if (record.partition !== undefined) return record.partition;
    if (record.key !== null) return partitionFor(record, count, 0);
    const sticky = this.#stickies.get(topic) ?? this.#newSticky(topic);
    const leaders = { partitionCount: count, available: this.#availablePartitions(topic, count) };
    const partition = sticky.partition(leaders);
    sticky.appended(recordSize(record, 0, 0), leaders);
    return partition;
  }

  #newSticky(topic: string): StickyPartitioner {
    const draw = () => Math.floor(this.#cluster.random() * 2 ** 31);
    const sticky = new StickyPartitioner(this.settings['batch.size'], draw);
    this.#stickies.set(topic, sticky);
    return sticky;
  }

  #availablePartitions(topic: string, count: number): number[] {
    const all = Array.from({ length: count }, (_, partition) => partition);
    return all.filter((partition) => this.#cluster.partition({ topic, partition }).leader !== undefined);
  }

  #stampFor({ name }: HostedPartition): ProducerStamp | undefined {
    if (this.#identity === undefined) return undefined;
    const baseSequence = this.#nextSequences.get(name) ?? 0;
    return { ...this.#identity, baseSequence, transactional: this.#inTransaction };
  }

  #deliver(sending: Unanswered, wire: readonly Wire[]): SendReport {
    const { partition } = sending;
    const tp = partition.name;
    for (let attempt = 0; attempt <= this.settings.retries; attempt++) {
      const outcome = wire[attempt] ?? 'ok';
      if (attempt > 0) this.#cluster.tell({ type: 'retried', tp, attempt, producer: this.name });
      if (outcome !== 'error') this.#append(sending);
      if (outcome === 'ok') return this.#answered(sending);
      if (this.settings.acks === '0') return this.#report(sending, 'unanswered');
    }
    throw new KafkaError(
      'NETWORK_EXCEPTION',
      `${this.name} used up its retries for ${tp}; the record may or may not be there.`,
    );
  }

  /** A leader that lost records it once acknowledged misses their sequence numbers: the producer then begins a new epoch (KIP-360). */
  #append(sending: Unanswered): void {
    try {
      this.#tryToAppend(sending);
    } catch (error) {
      const isGap = error instanceof KafkaError && error.code === 'OUT_OF_ORDER_SEQUENCE_NUMBER';
      if (!isGap || this.#inTransaction || this.#identity === undefined) throw error;
      this.#identity = { ...this.#identity, producerEpoch: this.#identity.producerEpoch + 1 };
      this.#nextSequences.clear();
      sending.stamp = this.#stampFor(sending.partition);
      this.#tryToAppend(sending);
    }
  }

  #tryToAppend(sending: Unanswered): void {
    const { record, partition, stamp } = sending;
    try {
      const appended = partition.append([record], this.settings.acks, stamp);
      sending.offset = appended.baseOffset;
      sending.leaderEpoch = partition.registration.leaderEpoch;
      if (stamp !== undefined) this.#nextSequences.set(partition.name, stamp.baseSequence + 1);
      if (appended.duplicate === undefined) return;
      this.#cluster.tell({
        type: 'duplicate dropped',
        tp: partition.name,
        offset: sending.offset,
        producer: this.name,
      });
    } catch (error) {
      if (error instanceof KafkaError) {
        this.#cluster.tell({ type: 'refused', tp: partition.name, code: error.code, producer: this.name });
      }
      throw error;
    }
  }

  /** acks=all waits, and while it does followers fetch; acks=1 has its answer; acks=0 never hears. */
  #answered(sending: Unanswered): SendReport {
    const { partition, offset } = sending;
    if (this.settings.acks === '0') return this.#report(sending, 'unanswered');
    if (this.settings.acks === 'all') {
      partition.replicate();
      if (this.#lookAfter(sending) === 'waiting') return this.#report(sending, 'waiting');
    } else {
      this.#cluster.tell({ type: 'acknowledged', tp: partition.name, offset, producer: this.name });
    }
    return this.#report(sending, 'acknowledged');
  }

  #lookAfter(sending: Unanswered): 'acknowledged' | 'waiting' {
    const { partition } = sending;
    const { leader } = partition;
    const producer = this.name;
    if (leader !== undefined && this.#isReachable(partition)) {
      if (partition.registration.leaderEpoch !== sending.leaderEpoch) this.#append(sending);
      if (leader.outcomeOf(sending.offset) === 'acknowledged') {
        this.#cluster.tell({ type: 'acknowledged', tp: partition.name, offset: sending.offset, producer });
        return 'acknowledged';
      }
    }
    if (this.#cluster.nowMs >= sending.deadlineMs) {
      this.#cluster.tell({ type: 'refused', tp: partition.name, code: 'REQUEST_TIMED_OUT', producer });
    } else {
      this.#cluster.tell({ type: 'waiting', tp: partition.name, offset: sending.offset, producer });
      this.#waiting.push(sending);
    }
    return 'waiting';
  }

  #isReachable(partition: HostedPartition): boolean {
    return partition.leader !== undefined && this.#cluster.isRunning(partition.leader.broker);
  }

  #report({ partition, offset }: Unanswered, status: SendReport['status']): SendReport {
    const known = status === 'unanswered' ? -1 : offset;
    return { topic: partition.topic, partition: partition.partition, status, offset: known };
  }

  #addToTransaction(tp: TopicPartition): void {
    this.#cluster.transactions.addPartition(this.#transactionalId(), this.#openTransaction(), tp);
  }

  #openTransaction(): ProducerIdentity {
    if (this.#inTransaction && this.#identity !== undefined) return this.#identity;
    throw invalidState(`${this.name} has a transactional.id, so it has to call beginTransaction first.`);
  }

  #endTransaction(type: 'COMMIT' | 'ABORT'): void {
    const identity = this.#openTransaction();
    this.#inTransaction = false;
    this.#identity = this.#cluster.transactions.end(this.#transactionalId(), identity, type);
    this.#nextSequences.clear();
  }

  #transactionalId(): string {
    const { 'transactional.id': transactionalId } = this.settings;
    if (transactionalId !== null) return transactionalId;
    throw invalidState(`${this.name} has no transactional.id.`);
  }
}

function invalidState(why: string): KafkaError {
  return new KafkaError('INVALID_TXN_STATE', why);
}
