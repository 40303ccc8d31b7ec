import { KafkaError } from '../errors.ts';
import type { LeaderEpochEnd } from '../log/leader-epochs.ts';
import type { NewRecord } from '../log/log-validator.ts';
import type { Appended, AppendOptions, PartitionLog } from '../log/partition-log.ts';
import type { RecordBatch } from '../log/record-batch.ts';
import type { Offset } from '../record.ts';
import type { Acks } from '../scenario/step.ts';
import { nameOf } from '../topic-partition.ts';
import type { AlterPartition } from './alter-partition.ts';
import { afterFetch, type FollowerState, isCaughtUp, newFollower } from './follower-state.ts';
import type { PartitionRegistration } from './leader-election.ts';

/** The settings that replication goes by. */
export interface ReplicationSettings {
  readonly 'min.insync.replicas': number;
  readonly 'replica.lag.time.max.ms': number;
}

/** What a leader needs besides its log. */
export interface LeaderOptions {
  readonly broker: number;
  readonly settings: ReplicationSettings;
  /** Whether a broker may join an ISR: neither fenced nor shutting down. */
  readonly isActive: (broker: number) => boolean;
  /** The broker's clock, in ms. */
  readonly now: number;
}

/** A follower's fetch: its log end offset, and the epochs it knows. */
export interface FollowerFetch {
  readonly offset: Offset;
  readonly leaderEpoch: number;
  /** The epoch of its last record; `undefined` from an empty log. */
  readonly lastFetchedEpoch: number | undefined;
  /** Fetches no batch that ends at or after it; by default whatever there is. */
  readonly upTo?: Offset | undefined;
}

/** The answer to a fetch: batches, or where the follower's log parted from the leader's, which it has to truncate to. */
export interface FollowerFetchAnswer {
  readonly batches: readonly RecordBatch[];
  readonly highWatermark: Offset;
  readonly logStartOffset: Offset;
  readonly diverging?: LeaderEpochEnd;
}

const nothing: readonly RecordBatch[] = [];

/** What became of a write that waits for acks=all. */
export type WriteOutcome = 'waiting' | 'acknowledged' | 'NOT_ENOUGH_REPLICAS_AFTER_APPEND';

/**
 * One replica's time as leader: who is in sync, and how far the high watermark goes (core Partition.scala). A leader lasts as
 * long as its leader epoch. It only proposes another ISR; until the controller agrees, the larger of the two counts (KIP-497).
 */
export class PartitionLeader {
  readonly log: PartitionLog;
  readonly broker: number;
  settings: ReplicationSettings;
  /** The leader's log end offset when it took over. */
  readonly epochStartOffset: Offset;
  readonly #isActive: (broker: number) => boolean;
  readonly #followers = new Map<number, FollowerState>();
  #registration: PartitionRegistration;
  #proposedIsr: readonly number[] | undefined;

  constructor(
    log: PartitionLog,
    registration: PartitionRegistration,
    { broker, settings, isActive, now }: LeaderOptions,
  ) {
    this.log = log;
    this.broker = broker;
    this.settings = settings;
    this.epochStartOffset = log.logEndOffset;
    this.#isActive = isActive;
    this.#registration = registration;
    for (const replica of registration.replicas) {
      if (replica !== broker) this.#followers.set(replica, newFollower(registration.isr.includes(replica), now));
    }
    // A follower that is ahead in epochs asks this leader where to truncate to, so the new epoch must be known before any record has it.
    log.leaderEpochs.assign(registration.leaderEpoch, log.logEndOffset);
    this.#advanceHighWatermark(now);
  }

  get registration(): PartitionRegistration {
    return this.#registration;
  }

  /** What the leader knows of each follower, by broker. */
  get followers(): ReadonlyMap<number, FollowerState> {
    return this.#followers;
  }

  /** The same leader of another log, which must be equal to this one's; it has asked the controller for nothing. */
  onLog(log: PartitionLog): PartitionLeader {
    const { broker, settings } = this;
    const copy = new PartitionLeader(log, this.#registration, { broker, settings, isActive: this.#isActive, now: 0 });
    for (const [follower, state] of this.#followers) copy.#followers.set(follower, state);
    return copy;
  }

  /** min.insync.replicas, but never more than there are replicas. */
  get effectiveMinIsr(): number {
    return Math.min(this.settings['min.insync.replicas'], this.#registration.replicas.length);
  }

  /** Appends one batch. Throws NOT_ENOUGH_REPLICAS, for acks=all only, and whatever the log refuses; nothing is then written. */
  append(records: readonly NewRecord[], acks: Acks, options: Omit<AppendOptions, 'leaderEpoch'>): Appended {
    const { isr, leaderEpoch } = this.#registration;
    if (acks === 'all' && isr.length < this.effectiveMinIsr) {
      throw new KafkaError(
        'NOT_ENOUGH_REPLICAS',
        `The size of the current ISR [${isr}] is insufficient to satisfy the min.isr requirement of ` +
          `${this.effectiveMinIsr} for partition ${nameOf(this.log)}`,
      );
    }
    const { now, producer } = options;
    const appended = this.log.append(records, { now, producer, leaderEpoch });
    this.#advanceHighWatermark(now);
    return appended;
  }

  /**
   * What a producer with acks=all may be told of a write whose last record is at `lastOffset`. While the ISR is too small the high
   * watermark stands still, so such a write waits, and its producer gives up after request.timeout.ms; the record stays.
   */
  outcomeOf(lastOffset: Offset): WriteOutcome {
    if (this.log.highWatermark <= lastOffset) return 'waiting';
    return this.#maximalIsr.length >= this.effectiveMinIsr ? 'acknowledged' : 'NOT_ENOUGH_REPLICAS_AFTER_APPEND';
  }

  /**
   * Answers a follower, and takes the fetch as its word that it has everything before `offset`. Throws FENCED_LEADER_EPOCH,
   * UNKNOWN_LEADER_EPOCH or OFFSET_OUT_OF_RANGE.
   */
  fetch(follower: number, request: FollowerFetch, now: number): FollowerFetchAnswer {
    const { offset, leaderEpoch, lastFetchedEpoch, upTo } = request;
    const state = this.#followerOf(follower, leaderEpoch);
    const { highWatermark, logStartOffset, logEndOffset } = this.log;
    const diverging = this.#divergence(offset, lastFetchedEpoch);
    if (diverging !== undefined) return { batches: [], highWatermark, logStartOffset, diverging };
    const batches = offset === logEndOffset ? nothing : this.#batchesFrom(offset, upTo);
    this.#followers.set(follower, afterFetch(state, offset, logEndOffset, now));
    if (state.logEndOffset !== offset) this.#advanceHighWatermark(now);
    // A fetch that finds nothing waits for something, and then learns the high watermark of that later moment.
    return { batches, logStartOffset, highWatermark: batches.length > 0 ? highWatermark : this.log.highWatermark };
  }

  /** A follower that had everything asked again and again, the last time at `ms`, and was told that there is nothing. */
  noteIdleFetches(follower: number, ms: number): void {
    const state = this.#followers.get(follower);
    const { logEndOffset } = this.log;
    if (state === undefined || state.logEndOffset !== logEndOffset || state.lastFetchTime >= ms) return;
    this.#followers.set(follower, afterFetch(state, logEndOffset, logEndOffset, ms));
  }

  /** Proposes to take out whoever has not caught up for replica.lag.time.max.ms; asked for twice in that time. */
  proposeShrink(now: number): AlterPartition | undefined {
    const lagTimeMax = this.settings['replica.lag.time.max.ms'];
    const isInSync = (member: number) => {
      const state = this.#followers.get(member);
      return (
        member === this.broker || (state !== undefined && isCaughtUp(state, this.log.logEndOffset, now, lagTimeMax))
      );
    };
    const { isr } = this.#registration;
    return this.#propose(isr.filter(isInSync));
  }

  /** Proposes to take in a follower that has reached the high watermark and the start of the leader's epoch. */
  proposeExpansion(follower: number): AlterPartition | undefined {
    const { isr } = this.#registration;
    const reached = this.#followers.get(follower)?.logEndOffset ?? -1;
    const isInSync = reached >= this.log.highWatermark && reached >= this.epochStartOffset;
    return this.#propose(isInSync && !isr.includes(follower) && this.#isActive(follower) ? [...isr, follower] : isr);
  }

  /** The controller refused the proposal as INELIGIBLE_REPLICA. */
  withdrawProposal(): void {
    this.#proposedIsr = undefined;
  }

  /** The controller's news of this partition, in the same leader epoch. Older news than the leader's own is passed over. */
  update(registration: PartitionRegistration, now: number): void {
    if (registration.partitionEpoch < this.#registration.partitionEpoch) return;
    this.#registration = registration;
    this.#proposedIsr = undefined;
    this.#advanceHighWatermark(now);
  }

  /** The latest offset a client may be told of. A new leader's watermark may lag behind its own epoch: OFFSET_NOT_AVAILABLE. */
  checkOffsetsAvailable(): void {
    if (this.log.highWatermark >= this.epochStartOffset) return;
    throw new KafkaError(
      'OFFSET_NOT_AVAILABLE',
      `The high watermark of ${nameOf(this.log)}, ${this.log.highWatermark}, has yet to reach ${this.epochStartOffset}, ` +
        'where its new leader began: ask again.',
    );
  }

  get #maximalIsr(): readonly number[] {
    const { isr } = this.#registration;
    return this.#proposedIsr !== undefined && this.#proposedIsr.length > isr.length ? this.#proposedIsr : isr;
  }

  #propose(newIsr: readonly number[]): AlterPartition | undefined {
    const { isr, leaderEpoch, partitionEpoch } = this.#registration;
    if (this.#proposedIsr !== undefined || newIsr.length === isr.length) return undefined;
    this.#proposedIsr = newIsr;
    const { topic, partition } = this.log;
    return { topic, partition, broker: this.broker, newIsr, leaderEpoch, partitionEpoch };
  }

  #batchesFrom(offset: Offset, upTo: Offset | undefined): readonly RecordBatch[] {
    const all = this.log.readBatches(offset);
    return upTo === undefined ? all : all.filter(({ lastOffset }) => lastOffset < upTo);
  }

  #followerOf(follower: number, leaderEpoch: number): FollowerState {
    const own = this.#registration.leaderEpoch;
    const state = this.#followers.get(follower);
    if (leaderEpoch === own && state !== undefined) return state;
    throw new KafkaError(
      leaderEpoch < own ? 'FENCED_LEADER_EPOCH' : 'UNKNOWN_LEADER_EPOCH',
      `Broker ${follower} fetches ${nameOf(this.log)} in leader epoch ${leaderEpoch}, but ${this.broker} leads in ${own}.`,
    );
  }

  /** Where the logs parted, if the follower has records that this leader has not. */
  #divergence(offset: Offset, lastFetchedEpoch: number | undefined): LeaderEpochEnd | undefined {
    if (lastFetchedEpoch === undefined) return undefined;
    const { leaderEpochs, logStartOffset, logEndOffset } = this.log;
    if (lastFetchedEpoch === leaderEpochs.latest && offset >= logStartOffset && offset <= logEndOffset)
      return undefined;
    const end = leaderEpochs.endOf(lastFetchedEpoch, logEndOffset);
    if (end === undefined || offset < logStartOffset) {
      throw new KafkaError(
        'OFFSET_OUT_OF_RANGE',
        `${nameOf(this.log)} has no offset ${offset} in epoch ${lastFetchedEpoch}.`,
      );
    }
    return end.epoch < lastFetchedEpoch || end.endOffset < offset ? end : undefined;
  }

  /**
   * Moves the high watermark to the least that everyone in sync has, and never back. Not at all while the ISR is below the minimum
   * (KIP-966). It also waits for who is about to join, or such a follower might never reach it.
   */
  #advanceHighWatermark(now: number): void {
    const { logEndOffset, highWatermark } = this.log;
    if (highWatermark === logEndOffset || this.#registration.isr.length < this.effectiveMinIsr) return;
    const lagTimeMax = this.settings['replica.lag.time.max.ms'];
    const isr = this.#maximalIsr;
    let least = logEndOffset;
    this.#followers.forEach((state, follower) => {
      if (state.logEndOffset >= least) return;
      const counts =
        isr.includes(follower) || (isCaughtUp(state, logEndOffset, now, lagTimeMax) && this.#isActive(follower));
      if (counts) least = state.logEndOffset;
    });
    if (least > highWatermark) this.log.updateHighWatermark(least);
  }
}
