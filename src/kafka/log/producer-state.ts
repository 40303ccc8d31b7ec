import { KafkaError } from '../errors.ts';
import type { Offset } from '../record.ts';
import { lastSequenceOf, type ProducerStamp, type RecordBatch } from './record-batch.ts';

/** How many batches of a producer a partition remembers (ProducerStateEntry.NUM_BATCHES_TO_RETAIN). */
const rememberedBatchCount = 5;

const largestSequence = 2 ** 31 - 1;

/** A batch that a producer may send again without harm. */
interface RememberedBatch {
  readonly baseSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
}

/** What a partition knows of one idempotent producer (ProducerStateEntry). */
export interface ProducerState {
  readonly producerEpoch: number;
  /** -1 before the first batch of this epoch. */
  readonly lastSequence: number;
  /** Offset of its newest data batch of this epoch; -1 if there is none. */
  readonly lastDataOffset: Offset;
  /** Where its open transaction begins in this partition. */
  readonly transactionStart?: Offset | undefined;
}

class Entry implements ProducerState {
  producerEpoch: number;
  transactionStart: Offset | undefined;
  lastTimestamp = -1;
  batches: RememberedBatch[] = [];

  constructor(producerEpoch: number) {
    this.producerEpoch = producerEpoch;
  }

  get lastSequence(): number {
    return this.batches.at(-1)?.lastSequence ?? -1;
  }

  get lastDataOffset(): Offset {
    return this.batches.at(-1)?.lastOffset ?? -1;
  }

  moveTo(producerEpoch: number): void {
    if (producerEpoch === this.producerEpoch) return;
    this.producerEpoch = producerEpoch;
    this.batches = [];
  }
}

/**
 * What a partition remembers of its idempotent producers (ProducerStateManager, ProducerAppendInfo; KIP-98): enough to answer
 * a batch that was sent twice, and to refuse one that comes out of order or from a producer that was replaced. Every replica
 * builds it from the batches of its log.
 */
export class ProducerStates {
  readonly #entries = new Map<number, Entry>();

  /** By producer id. */
  get all(): ReadonlyMap<number, ProducerState> {
    return this.#entries;
  }

  /** Where the same batch went before, if it is one of the producer's last five. */
  duplicateOf(stamp: ProducerStamp, recordCount: number): { baseOffset: Offset; lastOffset: Offset } | undefined {
    const entry = this.#entries.get(stamp.producerId);
    if (entry?.producerEpoch !== stamp.producerEpoch) return undefined;
    const lastSequence = lastSequenceOf(stamp.baseSequence, recordCount);
    const batch = entry.batches.find(
      (known) => known.baseSequence === stamp.baseSequence && known.lastSequence === lastSequence,
    );
    return batch && { baseOffset: batch.baseOffset, lastOffset: batch.lastOffset };
  }

  /**
   * Throws INVALID_PRODUCER_EPOCH, OUT_OF_ORDER_SEQUENCE_NUMBER or INVALID_TXN_STATE if the leader must refuse the batch. A
   * producer of which nothing is known may start at any sequence number.
   */
  checkBatch(stamp: ProducerStamp): void {
    const entry = this.#entries.get(stamp.producerId);
    if (entry === undefined) return;
    if (stamp.producerEpoch < entry.producerEpoch) throw staleEpoch(stamp, entry);
    const expected = stamp.producerEpoch === entry.producerEpoch ? sequenceAfter(entry.lastSequence) : 0;
    if (stamp.baseSequence !== expected) throw outOfOrder(stamp, expected);
    if (entry.transactionStart !== undefined && !stamp.transactional) throw notTransactional(stamp);
  }

  /**
   * Throws INVALID_PRODUCER_EPOCH if the leader must refuse a transaction marker. Since KIP-890 (transaction version 2) a marker
   * carries a larger epoch than the transaction, which fences whatever of it is still on its way; only a marker that was sent
   * again may bring the epoch it brought before.
   */
  checkMarker(producerId: number, producerEpoch: number, transactionVersion: 1 | 2): void {
    const entry = this.#entries.get(producerId);
    if (entry === undefined || producerEpoch > entry.producerEpoch) return;
    const sameEpochWillDo = transactionVersion === 1 || entry.transactionStart === undefined;
    if (producerEpoch < entry.producerEpoch || !sameEpochWillDo) throw staleEpoch({ producerId, producerEpoch }, entry);
  }

  /** Takes note of a batch that is in the log. */
  update(batch: RecordBatch): void {
    const { producer, marker, baseOffset, lastOffset } = batch;
    if (producer === undefined || marker === 'EMPTIED') return;
    const entry = this.#entryOf(producer);
    entry.moveTo(producer.producerEpoch);
    entry.lastTimestamp = batch.maxTimestamp;
    if (marker !== undefined) {
      entry.transactionStart = undefined;
      return;
    }
    const { baseSequence, transactional } = producer;
    const lastSequence = lastSequenceOf(baseSequence, lastOffset - baseOffset + 1);
    entry.batches.push({ baseSequence, lastSequence, baseOffset, lastOffset });
    if (entry.batches.length > rememberedBatchCount) entry.batches.shift();
    if (transactional) entry.transactionStart ??= baseOffset;
  }

  /** Forgets producers that have been silent for `expirationMs` and have no open transaction (producer.id.expiration.ms). */
  expire(now: number, expirationMs: number): void {
    for (const [producerId, { lastTimestamp, transactionStart }] of this.#entries) {
      if (transactionStart === undefined && now - lastTimestamp >= expirationMs) this.#entries.delete(producerId);
    }
  }

  #entryOf({ producerId, producerEpoch }: ProducerStamp): Entry {
    let entry = this.#entries.get(producerId);
    if (entry === undefined) {
      entry = new Entry(producerEpoch);
      this.#entries.set(producerId, entry);
    }
    return entry;
  }
}

function sequenceAfter(sequence: number): number {
  return sequence === largestSequence ? 0 : sequence + 1;
}

function staleEpoch(
  { producerId, producerEpoch }: { producerId: number; producerEpoch: number },
  entry: Entry,
): KafkaError {
  return new KafkaError(
    'INVALID_PRODUCER_EPOCH',
    `Producer ${producerId} wrote with epoch ${producerEpoch}, but the partition has seen epoch ${entry.producerEpoch}: a newer producer has taken its place.`,
  );
}

function outOfOrder({ producerId, producerEpoch, baseSequence }: ProducerStamp, expected: number): KafkaError {
  return new KafkaError(
    'OUT_OF_ORDER_SEQUENCE_NUMBER',
    `Producer ${producerId} sent sequence number ${baseSequence} in epoch ${producerEpoch} where ${expected} comes next.`,
  );
}

function notTransactional({ producerId }: ProducerStamp): KafkaError {
  return new KafkaError(
    'INVALID_TXN_STATE',
    `Producer ${producerId} has an open transaction in this partition, and may only write to it within that.`,
  );
}
