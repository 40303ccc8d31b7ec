import { KafkaError } from '../errors.ts';
import type { ReadOptions, ReadResult } from '../log/log-reader.ts';
import type { LogSettings } from '../log/log-settings.ts';
import type { NewRecord } from '../log/log-validator.ts';
import { type Appended, PartitionLog, type TransactionEnd } from '../log/partition-log.ts';
import type { ProducerStamp } from '../log/record-batch.ts';
import type { Offset } from '../record.ts';
import type { Acks } from '../scenario/step.ts';
import type { Happening } from '../scenario/trace.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import type { AlterPartition } from './alter-partition.ts';
import { NO_LEADER, type PartitionRegistration } from './leader-election.ts';
import { PartitionLeader, type ReplicationSettings } from './partition-leader.ts';
import { fetchFromLeader } from './replica-fetcher.ts';

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

/** What a partition's logs and its leader go by. */
export type PartitionSettings = LogSettings & ReplicationSettings;

/**
 * A partition on its brokers: a log for each replica, and the one that leads. What a client asks of it is refused as its leader's
 * broker would: LEADER_NOT_AVAILABLE without a leader, NETWORK_EXCEPTION if that broker is down and nobody else leads yet.
 */
export class HostedPartition implements TopicPartition {
  readonly topic: string;
  readonly partition: number;
  readonly name: string;
  /** Counts the partitions of a cluster in the order in which they were created. */
  readonly number: number;
  readonly #host: PartitionHost;
  readonly #logs = new Map<number, PartitionLog>();
  #settings: PartitionSettings;
  #registration: PartitionRegistration;
  #leader: PartitionLeader | undefined;

  constructor(
    { topic, partition }: TopicPartition,
    host: PartitionHost,
    registration: PartitionRegistration,
    { settings, number = 0 }: { readonly settings: PartitionSettings; readonly number?: number },
  ) {
    this.topic = topic;
    this.partition = partition;
    this.name = nameOf({ topic, partition });
    this.number = number;
    this.#host = host;
    this.#settings = settings;
    this.#registration = registration;
    for (const broker of registration.replicas) this.loseLog(broker);
    this.#takeOver();
  }

  get registration(): PartitionRegistration {
    return this.#registration;
  }

  /** Whoever leads by the controller's word; its broker may be down. */
  get leader(): PartitionLeader | undefined {
    return this.#leader;
  }

  /** Every replica's log, by broker, the preferred leader first. */
  get logs(): ReadonlyMap<number, PartitionLog> {
    return this.#logs;
  }

  /** The leader, if a client can reach it. Throws LEADER_NOT_AVAILABLE or NETWORK_EXCEPTION. */
  reachableLeader(): PartitionLeader {
    const leader = this.#leader;
    if (leader === undefined) throw new KafkaError('LEADER_NOT_AVAILABLE', `${this.name} has no leader at the moment.`);
    if (this.#host.isRunning(leader.broker)) return leader;
    throw new KafkaError('NETWORK_EXCEPTION', `Broker ${leader.broker}, which leads ${this.name}, does not answer.`);
  }

  /** Appends one batch. Throws as `reachableLeader`, NOT_ENOUGH_REPLICAS for acks=all, and whatever the log refuses. */
  append(records: readonly NewRecord[], acks: Acks, producer?: ProducerStamp): Appended {
    const leader = this.reachableLeader();
    this.#host.stir(this);
    const { highWatermark } = leader.log;
    const appended = leader.append(records, acks, { now: this.#host.nowMs, producer });
    if (appended.duplicate === undefined) this.#tellAppended(leader.broker, appended);
    this.#tellHighWatermark(highWatermark);
    return appended;
  }

  /** Ends a producer's transaction here with a marker. Throws as `reachableLeader`, and INVALID_PRODUCER_EPOCH. */
  appendMarker(end: Omit<TransactionEnd, 'now' | 'leaderEpoch'>): void {
    const leader = this.reachableLeader();
    this.#host.stir(this);
    const { nowMs: now } = this.#host;
    const offset = leader.log.appendMarker({ ...end, now, leaderEpoch: this.#registration.leaderEpoch });
    this.#tellAppended(leader.broker, { baseOffset: offset, lastOffset: offset });
    // A leader looks at its high watermark after an append of its own, and after news.
    leader.update(this.#registration, now);
  }

  /** What a consumer reads. Throws as `reachableLeader`, and OFFSET_OUT_OF_RANGE. */
  read(position: Offset, options?: ReadOptions): ReadResult {
    return this.reachableLeader().log.read(position, options);
  }

  /** Lets one replica fetch once, up to `upTo` at most. Answers whether that changed anything. */
  fetch(broker: number, upTo?: Offset): boolean {
    const leader = this.#leader;
    const log = this.#logs.get(broker);
    if (leader === undefined || log === undefined || broker === leader.broker) return false;
    if (!this.#host.isRunning(leader.broker) || !this.#host.isFetching(broker)) return false;
    const { highWatermark } = leader.log;
    const before = leader.followers.get(broker);
    const ownWatermark = log.highWatermark;
    const { leaderEpoch, isr } = this.#registration;
    const { from, to } = fetchFromLeader(leader, { broker, log, leaderEpoch, upTo }, this.#host.nowMs);
    if (to > from) this.#host.tell?.({ type: 'fetched', tp: this.name, broker, from, to });
    if (to < from) this.#host.tell?.({ type: 'truncated', tp: this.name, broker, from, to });
    this.#tellHighWatermark(highWatermark);
    if (!isr.includes(broker)) this.#alter(leader.proposeExpansion(broker));
    const isKnown = before?.logEndOffset === leader.followers.get(broker)?.logEndOffset;
    return from !== to || !isKnown || log.highWatermark !== ownWatermark || isr !== this.#registration.isr;
  }

  /** Lets the replicas fetch, one or all, until there is nothing more to fetch. */
  replicate(broker?: number, upTo?: Offset): void {
    const followers = this.#registration.replicas.filter((replica) => broker === undefined || replica === broker);
    for (let moved = true; moved; ) {
      moved = false;
      for (const follower of followers) moved = this.fetch(follower, upTo) || moved;
      if (this.isAtRest) return;
    }
  }

  /** Whether followers have nothing to do here, and will not before there is news: everyone has everything, or can neither fetch nor fall behind. */
  get isAtRest(): boolean {
    const leader = this.#leader;
    if (leader === undefined || !this.#host.isRunning(leader.broker)) return true;
    const { replicas, isr } = this.#registration;
    return replicas.every((broker) => {
      if (broker === leader.broker) return true;
      return this.#host.isFetching(broker)
        ? isr.includes(broker) && this.#hasEverything(broker, leader)
        : !isr.includes(broker);
    });
  }

  #hasEverything(broker: number, { log, followers }: PartitionLeader): boolean {
    const own = this.#logs.get(broker);
    return (
      followers.get(broker)?.logEndOffset === log.logEndOffset &&
      own?.logEndOffset === log.logEndOffset &&
      own.highWatermark === log.highWatermark &&
      own.logStartOffset === log.logStartOffset
    );
  }

  /** Followers that had everything went on asking while nobody looked, until that moment. */
  hasRestedUntil(ms: number): void {
    const leader = this.#leader;
    if (leader === undefined || !this.#host.isRunning(leader.broker)) return;
    for (const broker of this.#registration.replicas) {
      if (broker !== leader.broker && this.#host.isFetching(broker)) leader.noteIdleFetches(broker, ms);
    }
  }

  /** What a leader does every half replica.lag.time.max.ms: whoever has not caught up for that long leaves the ISR. */
  checkIsr(): void {
    if (this.#leader !== undefined && this.#host.isRunning(this.#leader.broker)) {
      this.#alter(this.#leader.proposeShrink(this.#host.nowMs));
    }
  }

  /** The controller's news. */
  adopt(registration: PartitionRegistration): void {
    this.#host.stir(this);
    const before = this.#registration;
    const highWatermark = this.#leader?.log.highWatermark ?? 0;
    this.#registration = registration;
    if (registration.leaderEpoch !== before.leaderEpoch) {
      this.#takeOver();
    } else {
      this.#leader?.update(registration, this.#host.nowMs);
      this.#tellHighWatermark(highWatermark);
    }
    this.#tellChange(before);
  }

  /** Gives every log, and whoever leads, new settings. */
  configure(settings: PartitionSettings): void {
    this.#host.stir(this);
    this.#settings = settings;
    for (const log of this.#logs.values()) log.settings = settings;
    if (this.#leader !== undefined) this.#leader.settings = settings;
  }

  /** Replaces a replica's log by an empty one, as after a lost disk. */
  loseLog(broker: number): void {
    this.#logs.set(broker, new PartitionLog(this, this.#settings));
  }

  #takeOver(): void {
    const { leader: broker } = this.#registration;
    const log = this.#logs.get(broker);
    const { nowMs: now, isActive } = this.#host;
    this.#leader =
      broker === NO_LEADER || log === undefined
        ? undefined
        : new PartitionLeader(log, this.#registration, { broker, settings: this.#settings, isActive, now });
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
    const to = this.#leader?.log.highWatermark ?? from;
    if (to !== from) this.#host.tell?.({ type: 'high watermark moved', tp: this.name, from, to });
  }

  #tellChange(before: PartitionRegistration): void {
    if (this.#host.tell === undefined) return;
    const { isr, leader, leaderEpoch } = this.#registration;
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
