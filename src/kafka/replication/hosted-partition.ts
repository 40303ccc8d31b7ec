import { KafkaError } from '../errors.ts';
import type { ReadOptions, ReadResult } from '../log/log-reader.ts';
import type { NewRecord } from '../log/log-validator.ts';
import type { Appended, PartitionLog, TransactionEnd } from '../log/partition-log.ts';
import type { ProducerStamp } from '../log/record-batch.ts';
import type { Offset } from '../record.ts';
import type { Acks } from '../scenario/step.ts';
import type { Happening } from '../scenario/trace.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import type { AlterPartition } from './alter-partition.ts';
import { NO_LEADER, type PartitionRegistration } from './leader-election.ts';
import type { PartitionLeader } from './partition-leader.ts';
import { fetchFromLeader } from './replica-fetcher.ts';
import type { PartitionSettings, Replicas } from './replicas.ts';

/** What a partition needs to know of the cluster it lives in. */
export interface PartitionHost {
  readonly nowMs: number;
  /** Whether a broker's process runs; the controller may not have heard yet that it does not. */
  readonly isRunning: (broker: number) => boolean;
  /** Whether a broker's followers fetch. */
  readonly isFetching: (broker: number) => boolean;
  /** Whether a broker may lead and be in sync, by the controller's word. */
  readonly isActive: (broker: number) => boolean;
  /** Carries a leader's wish for another ISR to the controller. */
  readonly alterPartition: (request: AlterPartition) => void;
  /** Hears that followers of a partition may have something to do, before that is so. */
  readonly stir: (partition: HostedPartition) => void;
  /** Absent when nobody listens. */
  readonly tell?: ((happening: Happening) => void) | undefined;
}

/**
 * A partition on its brokers: a log for each replica, and the one that leads. What a client asks of it is refused as its leader's
 * broker would: LEADER_NOT_AVAILABLE without a leader, NETWORK_EXCEPTION if that broker is down and nobody else leads yet.
 */
export class HostedPartition implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly name: string;
  readonly #host: PartitionHost;
  #replicas: Replicas;
  #isSharing = true;

  /** `replicas` are shared until something happens to this partition alone. */
  constructor({ topic, partition }: TopicPartition, host: PartitionHost, replicas: Replicas) {
    this.topic = topic;
    this.partition = partition;
    this.name = nameOf({ topic, partition });
    this.#host = host;
    this.#replicas = replicas;
  }

  get registration(): PartitionRegistration {
    return this.#replicas.registration;
  }

  /** Whoever leads by the controller's word, to be looked at only; its broker may be down. */
  get leader(): PartitionLeader | undefined {
    return this.#replicas.leader;
  }

  /** Every replica's log, by broker, the preferred leader first; to be looked at only. */
  get logs(): ReadonlyMap<number, PartitionLog> {
    return this.#replicas.logs;
  }

  /** Whether followers may have something to do. */
  get isRestless(): boolean {
    return this.#replicas.isRestless;
  }

  /** Its replicas, as long as it shares them with partitions that are alike: nothing was ever written in it then. */
  get shared(): Replicas | undefined {
    return this.#isSharing ? this.#replicas : undefined;
  }

  /** Shares replicas with others from now on. */
  share(replicas: Replicas): void {
    this.#replicas = replicas;
    this.#isSharing = true;
  }

  /** Gets replicas of its own, if it has none, and answers them: whatever changes them asks here first. */
  detach(): Replicas {
    if (this.#isSharing) this.#replicas = this.#replicas.copyFor(this);
    this.#isSharing = false;
    return this.#replicas;
  }

  /** The leader, if a client can reach it. Throws LEADER_NOT_AVAILABLE or NETWORK_EXCEPTION. */
  reachableLeader(): PartitionLeader {
    const { leader } = this.#replicas;
    if (leader === undefined) throw new KafkaError('LEADER_NOT_AVAILABLE', `${this.name} has no leader at the moment.`);
    if (this.#host.isRunning(leader.broker)) return leader;
    throw new KafkaError('NETWORK_EXCEPTION', `Broker ${leader.broker}, which leads ${this.name}, does not answer.`);
  }

  /** Appends one batch. Throws as `reachableLeader`, NOT_ENOUGH_REPLICAS for acks=all, and whatever the log refuses. */
  append(records: readonly NewRecord[], acks: Acks, producer?: ProducerStamp): Appended {
    const leader = this.#changeableLeader();
    const { highWatermark } = leader.log;
    const appended = leader.append(records, acks, { now: this.#host.nowMs, producer });
    if (appended.duplicate === undefined) this.#tellAppended(leader.broker, appended);
    this.#tellHighWatermark(highWatermark);
    return appended;
  }

  /** Ends a producer's transaction here with a marker. Throws as `reachableLeader`, and INVALID_PRODUCER_EPOCH. */
  appendMarker(end: Omit<TransactionEnd, 'now' | 'leaderEpoch'>): void {
    const leader = this.#changeableLeader();
    const { nowMs: now } = this.#host;
    const offset = leader.log.appendMarker({ ...end, now, leaderEpoch: this.registration.leaderEpoch });
    this.#tellAppended(leader.broker, { baseOffset: offset, lastOffset: offset });
    // A leader looks at its high watermark after an append of its own, and after news.
    leader.update(this.registration, now);
  }

  /** Hides the records before `offset`. Throws as `reachableLeader`, and what PartitionLog.deleteRecords does. */
  deleteRecords(offset: Offset): void {
    this.#changeableLeader().log.deleteRecords(offset);
  }

  /** What a consumer reads. Throws as `reachableLeader`, and OFFSET_OUT_OF_RANGE. */
  read(position: Offset, options?: ReadOptions): ReadResult {
    // A refusal names the partition, and a log that is shared may have the name of another.
    if (position !== 0) this.detach();
    return this.reachableLeader().log.read(position, options);
  }

  /** Lets one replica fetch once, up to `upTo` at most. Answers whether that changed anything. */
  fetch(broker: number, upTo?: Offset): boolean {
    if (!this.#canFetch(broker)) return false;
    const { leader, logs, registration } = this.detach();
    const log = logs.get(broker);
    if (leader === undefined || log === undefined) return false;
    const { highWatermark } = leader.log;
    const before = leader.followers.get(broker);
    const ownWatermark = log.highWatermark;
    const { leaderEpoch, isr } = registration;
    const { from, to } = fetchFromLeader(leader, { broker, log, leaderEpoch, upTo }, this.#host.nowMs);
    if (to > from) this.#host.tell?.({ type: 'fetched', tp: this.name, broker, from, to });
    if (to < from) this.#host.tell?.({ type: 'truncated', tp: this.name, broker, from, to });
    this.#tellHighWatermark(highWatermark);
    if (!isr.includes(broker)) this.#alter(leader.proposeExpansion(broker));
    const isKnown = before?.logEndOffset === leader.followers.get(broker)?.logEndOffset;
    return from !== to || !isKnown || log.highWatermark !== ownWatermark || isr !== this.registration.isr;
  }

  /** Lets the replicas fetch, one or all, until there is nothing more to fetch. */
  replicate(broker?: number, upTo?: Offset): void {
    const followers = this.registration.replicas.filter((replica) => broker === undefined || replica === broker);
    for (let moved = true; moved; ) {
      moved = false;
      for (const follower of followers) moved = this.fetch(follower, upTo) || moved;
      if (this.isAtRest) return;
    }
  }

  /** Whether followers have nothing to do here, and will not before there is news: everyone has everything, or can neither fetch nor fall behind. */
  get isAtRest(): boolean {
    const { leader, registration } = this.#replicas;
    if (leader === undefined || !this.#host.isRunning(leader.broker)) return true;
    const { replicas, isr } = registration;
    return replicas.every((broker) => {
      if (broker === leader.broker) return true;
      return this.#host.isFetching(broker)
        ? isr.includes(broker) && this.#hasEverything(broker, leader)
        : !isr.includes(broker);
    });
  }

  /** Followers may have something to do from now on. Those that had everything went on asking while nobody looked, until `ms`. */
  stir(ms: number): void {
    if (this.isRestless) return;
    const { leader, registration } = this.detach();
    this.#replicas.isRestless = true;
    if (leader === undefined || !this.#host.isRunning(leader.broker)) return;
    for (const broker of registration.replicas) {
      if (broker !== leader.broker && this.#host.isFetching(broker)) leader.noteIdleFetches(broker, ms);
    }
  }

  /** Nobody needs to look before the next `stir`, if it is at rest. */
  rest(): void {
    if (this.isAtRest) this.detach().isRestless = false;
  }

  /** What a leader does every half replica.lag.time.max.ms: whoever has not caught up for that long leaves the ISR. */
  checkIsr(): void {
    const { leader } = this.detach();
    if (leader !== undefined && this.#host.isRunning(leader.broker)) {
      this.#alter(leader.proposeShrink(this.#host.nowMs));
    }
  }

  /** The controller's news. */
  adopt(registration: PartitionRegistration): void {
    this.#host.stir(this);
    const replicas = this.detach();
    const before = replicas.registration;
    const highWatermark = replicas.leader?.log.highWatermark ?? 0;
    replicas.registration = registration;
    if (registration.leaderEpoch !== before.leaderEpoch) {
      replicas.takeOver({ isActive: this.#host.isActive, now: this.#host.nowMs });
    } else {
      replicas.leader?.update(registration, this.#host.nowMs);
      this.#tellHighWatermark(highWatermark);
    }
    this.#tellChange(before);
  }

  /** Gives every log, and whoever leads, new settings. */
  configure(settings: PartitionSettings): void {
    this.#host.stir(this);
    const replicas = this.detach();
    replicas.settings = settings;
    for (const log of replicas.logs.values()) log.settings = settings;
    if (replicas.leader !== undefined) replicas.leader.settings = settings;
  }

  /** Replaces a replica's log by an empty one, as after a lost disk. */
  loseLog(broker: number): void {
    this.detach().loseLog(broker);
  }

  #changeableLeader(): PartitionLeader {
    this.reachableLeader();
    this.#host.stir(this);
    this.detach();
    return this.reachableLeader();
  }

  #canFetch(broker: number): boolean {
    const { leader } = this;
    if (leader === undefined || broker === leader.broker) return false;
    return this.#host.isRunning(leader.broker) && this.#host.isFetching(broker);
  }

  #hasEverything(broker: number, { log, followers }: PartitionLeader): boolean {
    const own = this.logs.get(broker);
    return (
      followers.get(broker)?.logEndOffset === log.logEndOffset &&
      own?.logEndOffset === log.logEndOffset &&
      own.highWatermark === log.highWatermark &&
      own.logStartOffset === log.logStartOffset
    );
  }

  #alter(request: AlterPartition | undefined): void {
    if (request !== undefined) this.#host.alterPartition(request);
  }

  #tellAppended(broker: number, { baseOffset, lastOffset }: Appended): void {
    if (this.#host.tell === undefined) return;
    for (let offset = baseOffset; offset <= lastOffset; offset++) {
      this.#host.tell({ type: 'appended', tp: this.name, offset, broker });
    }
  }

  #tellHighWatermark(from: Offset): void {
    const to = this.leader?.log.highWatermark ?? from;
    if (to !== from) this.#host.tell?.({ type: 'high watermark moved', tp: this.name, from, to });
  }

  #tellChange(before: PartitionRegistration): void {
    if (this.#host.tell === undefined) return;
    const { isr, leader, leaderEpoch } = this.registration;
    if (leader !== before.leader) {
      const unclean = leader !== NO_LEADER && ![...before.isr, ...before.elr].includes(leader);
      const [from, to] = [brokerOrNull(before.leader), brokerOrNull(leader)];
      this.#host.tell({ type: 'leader changed', tp: this.name, from, to, leaderEpoch, unclean });
    }
    if (isr.length !== before.isr.length || isr.some((broker, at) => broker !== before.isr[at])) {
      this.#host.tell({ type: 'isr changed', tp: this.name, from: before.isr, to: isr });
    }
  }
}

function brokerOrNull(broker: number): number | null {
  return broker === NO_LEADER ? null : broker;
}
