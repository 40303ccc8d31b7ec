import { TransactionCoordinator } from './clients/transaction-coordinator.ts';
import { KafkaError } from './errors.ts';
import { ConsumerGroup } from './groups/consumer-group.ts';
import type { GroupEvent } from './groups/group-coordinator.ts';
import { Timers } from './groups/timers.ts';
import { deletes } from './log/log-settings.ts';
import type { PartitionLog } from './log/partition-log.ts';
import { expiredSegmentCount } from './log/retention.ts';
import { integersFrom, randomFrom } from './random.ts';
import type { Offset } from './record.ts';
import { AlikePartitions } from './replication/alike-partitions.ts';
import type { AlterPartition } from './replication/alter-partition.ts';
import { Controller, type ElectionRefusal, type NewTopic, type PartitionChanged } from './replication/controller.ts';
import { HostedPartition, type PartitionHost } from './replication/hosted-partition.ts';
import type { PartitionRegistration } from './replication/leader-election.ts';
import type { Assignments } from './replication/new-partitions.ts';
import { type PartitionSettings, Replicas } from './replication/replicas.ts';
import type { Happening } from './scenario/trace.ts';
import { type BrokerValues, brokerValues } from './settings/broker-settings.ts';
import type { Given } from './settings/setting.ts';
import { topicValues } from './settings/topic-settings.ts';
import { nameOf, type TopicPartition, topicPartition } from './topic-partition.ts';

export interface ClusterOptions {
  /** Brokers are numbered from 1. */
  readonly brokers: number;
  /** Decides which replicas are placed where. */
  readonly seed?: number;
  /** The brokers' settings, under Kafka's names. */
  readonly settings?: Given | undefined;
  /** Eligible leader replicas (KIP-966), on in new clusters since 4.1. */
  readonly elrEnabled?: boolean;
  /** What the clock says at the start, in ms since the epoch; 0 if absent. */
  readonly startMs?: number | undefined;
  /** Hears of everything that happens, in order. */
  readonly tell?: (happening: Happening) => void;
}

/** `offsets.retention.check.interval.ms`: ten minutes. */
const OFFSETS_RETENTION_CHECK_MS = 600_000;

type BrokerState = 'up' | 'stalled' | 'down';

interface BrokerProcess {
  state: BrokerState;
  /** Whether nobody can vouch for its last records when it comes back. */
  cleanShutdown: boolean;
}

/**
 * A whole Kafka on a virtual clock: a controller, brokers with their disks, topics, groups and transactions. Nothing moves by
 * itself: followers fetch in `replicate`, timers run in `advance`, logs are deleted in `retain` and compacted in `clean`.
 */
export class Cluster {
  readonly controller: Controller;
  readonly transactions: TransactionCoordinator;
  readonly random: () => number;
  readonly settings: BrokerValues;
  readonly #timers = new Timers<() => void>();
  #nowMs = 0;
  #hasNews = false;
  /** Whether there may be a partition in which followers have something to do. */
  #isRestless = false;
  #lastFetchMs = 0;
  /** Whether a periodic look at the leaders could find anything. */
  #leadersMayChange = true;
  readonly #host: PartitionHost;
  readonly #alike: AlikePartitions;
  readonly #processes = new Map<number, BrokerProcess>();
  readonly #partitions = new Map<string, HostedPartition>();
  readonly #byTopic = new Map<string, HostedPartition[]>();
  /** By what was set for a topic: topics with equal settings have the very same. */
  readonly #topicSettings = new Map<string, PartitionSettings>();
  readonly #groups = new Map<string, ConsumerGroup>();

  constructor({ brokers, seed = 1, settings, elrEnabled = true, startMs = 0, tell }: ClusterOptions) {
    this.#nowMs = startMs;
    this.random = randomFrom(seed);
    this.settings = brokerValues(settings ?? {});
    this.controller = new Controller({ nextInt: integersFrom(this.random), elrEnabled });
    this.#alike = new AlikePartitions(this.controller, tell);
    this.#host = this.#hostOf(this.#alike.tell);
    this.transactions = new TransactionCoordinator(this);
    for (let broker = 1; broker <= brokers; broker++) {
      this.#processes.set(broker, { state: 'up', cleanShutdown: true });
      this.controller.registerBroker(broker);
      this.controller.unfenceBroker(broker);
    }
    this.#every(this.settings['replica.lag.time.max.ms'] / 2, () => this.#checkIsrs());
    this.#every(this.settings['leader.imbalance.check.interval.seconds'] * 1000, () => this.#balanceLeaders());
    this.#every(OFFSETS_RETENTION_CHECK_MS, () => this.#expireGroups());
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Every partition of every topic, in the order they were created. */
  get partitions(): Iterable<HostedPartition> {
    return this.#partitions.values();
  }

  get groups(): ReadonlyMap<string, ConsumerGroup> {
    return this.#groups;
  }

  /** Every broker and how its process is doing. */
  get brokers(): ReadonlyMap<number, BrokerState> {
    return new Map([...this.#processes].map(([broker, { state }]) => [broker, state]));
  }

  /** Whether a broker's process runs; one that is stalled does. */
  isRunning = (broker: number): boolean => {
    const process = this.#processes.get(broker);
    return process !== undefined && process.state !== 'down';
  };

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  partition(tp: TopicPartition): HostedPartition {
    const found = this.#byTopic.get(tp.topic)?.[tp.partition];
    if (found !== undefined) return found;
    this.controller.partition(tp);
    throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `There is no partition ${nameOf(tp)}.`);
  }

  /** The partition of that name, such as `orders-0`. Throws UNKNOWN_TOPIC_OR_PARTITION. */
  partitionNamed(name: string): HostedPartition {
    return this.#partitions.get(name) ?? this.partition(topicPartition(name));
  }

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  partitionCount(topic: string): number {
    return this.controller.topic(topic).partitions.length;
  }

  /** How many partitions each topic has. */
  partitionCounts = (): Readonly<Record<string, number>> =>
    Object.fromEntries([...this.controller.topics].map(([topic, { partitions }]) => [topic, partitions.length]));

  /** Throws what Controller.createTopic does, and INVALID_CONFIG. */
  createTopic(topic: NewTopic): void {
    topicValues(topic.configs ?? {});
    this.controller.createTopic(topic);
    this.#hostPartitions(topic.topic);
  }

  /** Raises a topic's partition count; groups that read it see that at once. Throws what Controller.createPartitions does. */
  createPartitions(topic: string, partitionCount: number, assignments?: Assignments): void {
    this.controller.createPartitions(topic, partitionCount, assignments);
    this.#hostPartitions(topic);
    this.#refreshGroups();
  }

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  deleteTopic(topic: string): void {
    const { partitions } = this.controller.topic(topic);
    this.controller.deleteTopic(topic);
    for (const partition of partitions.keys()) {
      this.#partitions.delete(this.partition({ topic, partition }).name);
    }
    this.#byTopic.delete(topic);
    for (const { coordinator } of this.#groups.values()) coordinator.committed.expire((each) => each.topic === topic);
    this.#refreshGroups();
  }

  /** Sets some of a topic's settings; `null` takes one back. Throws UNKNOWN_TOPIC_OR_PARTITION or INVALID_CONFIG. */
  alterConfigs(topic: string, changes: Readonly<Record<string, string | null>>): void {
    const altered = Object.entries({ ...this.controller.topic(topic).configs, ...changes });
    topicValues(Object.fromEntries(altered.filter((entry): entry is [string, string] => entry[1] !== null)));
    const changed = this.controller.alterConfigs(topic, changes);
    const settings = this.#settingsOf(topic);
    this.#alike.each(this.#byTopic.get(topic) ?? [], (partition) => partition.configure(settings));
    this.#apply(changed);
    this.#leadersMayChange = true;
  }

  /** Throws what PartitionLog.deleteRecords does. */
  deleteRecords(tp: TopicPartition, offset: Offset): void {
    this.partition(tp).deleteRecords(offset);
  }

  /** Throws what Controller.electLeader does. */
  electLeader(tp: TopicPartition, election: 'PREFERRED' | 'UNCLEAN'): void {
    this.#apply(this.controller.electLeader(tp, election));
  }

  /** Elections in many partitions (Admin.electLeaders). Answers, for each, why there was none, if so. */
  electLeaders(
    partitions: readonly TopicPartition[],
    election: 'PREFERRED' | 'UNCLEAN',
  ): (ElectionRefusal | undefined)[] {
    const outcomes = partitions.map((tp) => this.controller.tryElection(tp, election));
    this.#apply(outcomes.flatMap((outcome) => ('code' in outcome ? [] : outcome)));
    return outcomes.map((outcome) => ('code' in outcome ? outcome : undefined));
  }

  /** A broker hands its leaderships over and stops. */
  stopBroker(broker: number): void {
    this.#stirAll();
    this.#apply(this.controller.startControlledShutdown(this.#runningBroker(broker)));
    Object.assign(this.#process(broker), { state: 'down', cleanShutdown: true });
    this.#apply(this.controller.fenceBroker(broker));
  }

  /**
   * A broker's process dies; what it wrote is still on its disk. The controller notices when the broker's session times out, or
   * now if `noticed`.
   */
  crashBroker(broker: number, { noticed = false } = {}): void {
    this.#stirAll();
    Object.assign(this.#process(this.#runningBroker(broker)), { state: 'down', cleanShutdown: false });
    const fence = () => this.#apply(this.controller.fenceBroker(broker));
    if (noticed) fence();
    else this.#timers.set(sessionOf(broker), this.nowMs + this.settings['broker.session.timeout.ms'], fence);
  }

  /** A broker's only disk fails: the broker stops, the controller hears of it at once (KIP-858), and the logs are gone. */
  loseDisk(broker: number): void {
    if (this.#process(broker).state !== 'down') this.crashBroker(broker, { noticed: true });
    this.#process(broker).cleanShutdown = false;
    this.#alike.each([...this.#partitions.values()], (partition) => {
      if (partition.logs.has(broker)) partition.loseLog(broker);
    });
  }

  /** A broker that is down comes back, with what is on its disk. Its replicas join their ISRs when they have caught up. */
  startBroker(broker: number): void {
    const process = this.#process(broker);
    if (process.state !== 'down') throw new KafkaError('DUPLICATE_BROKER_REGISTRATION', `Broker ${broker} is running.`);
    this.#stirAll();
    this.#timers.cancel(sessionOf(broker));
    process.state = 'up';
    this.#apply(this.controller.registerBroker(broker, { cleanShutdown: process.cleanShutdown }));
    this.#apply(this.controller.unfenceBroker(broker));
  }

  /** A broker's followers stop fetching although it lives. */
  stallBroker(broker: number): void {
    this.#stirAll();
    this.#process(this.#runningBroker(broker)).state = 'stalled';
  }

  resumeBroker(broker: number): void {
    this.#stirAll();
    this.#process(this.#runningBroker(broker)).state = 'up';
  }

  /** One round of follower fetches everywhere. */
  fetchOnce(): void {
    for (const partition of this.#partitions.values()) {
      for (const replica of partition.registration.replicas) partition.fetch(replica);
    }
  }

  /** Lets every follower that can fetch catch up. */
  replicate(): void {
    this.#hasNews = false;
    this.#lastFetchMs = this.#nowMs;
    this.#alike.each(this.#restless, (partition) => {
      partition.replicate();
      partition.rest();
    });
    this.#isRestless = this.#restless.length > 0;
  }

  /** Lets time pass: timers, groups and transactions happen when they are due, and followers keep up. */
  advance(ms: number): void {
    this.advanceTo(this.nowMs + ms);
  }

  /** As `advance`, up to a moment; one in the past changes nothing. */
  advanceTo(untilMs: number): void {
    this.replicate();
    for (let due = this.#timers.nextDueMs(); due !== null && due <= untilMs; due = this.#timers.nextDueMs()) {
      this.#ring(due);
      // Followers that have everything stay in sync without asking again, so only news makes them fetch.
      if (this.#hasNews) this.replicate();
    }
    this.runTimersUntil(untilMs);
  }

  /** Moves the clock and lets everything due by then happen, without a follower fetching. */
  runTimersUntil(untilMs: number): void {
    for (let due = this.#timers.nextDueMs(); due !== null && due <= untilMs; due = this.#timers.nextDueMs()) {
      this.#ring(due);
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
    for (const group of this.#groups.values()) group.advanceTo(this.#nowMs);
  }

  /** Calls once at a moment of the virtual clock. An alarm of the same name is replaced. */
  setAlarm(name: string, dueMs: number, alarm: () => void): void {
    this.#timers.set(name, dueMs, alarm);
  }

  cancelAlarm(name: string): void {
    this.#timers.cancel(name);
  }

  /** The retention check: every log deletes the segments it is done with. */
  retain(): void {
    this.#onLogs(
      'expired',
      (log) => deletes(log.settings) && expiredSegmentCount(log, this.nowMs) > 0,
      (log) => log.deleteOldSegments(this.nowMs),
    );
  }

  /** The cleaner wakes up: every log that is dirty enough is compacted. */
  clean(): void {
    this.#onLogs(
      'cleaned',
      (log) => log.cleanable(this.nowMs).due,
      (log) => log.clean(this.nowMs),
    );
  }

  /** The group of that id, which is there from the first time somebody asks. */
  group(groupId: string): ConsumerGroup {
    const known = this.#groups.get(groupId);
    if (known !== undefined) return known;
    const group = new ConsumerGroup({
      groupId,
      partitionCounts: this.partitionCounts,
      nowMs: this.nowMs,
      'group.initial.rebalance.delay.ms': this.settings['group.initial.rebalance.delay.ms'],
      onEvent: (event) => this.#tellGroup(groupId, event),
    });
    this.#groups.set(groupId, group);
    return group;
  }

  /** Removes a group without members, and what it committed. Throws GROUP_ID_NOT_FOUND or NON_EMPTY_GROUP. */
  deleteGroup(groupId: string): void {
    const group = this.#groups.get(groupId);
    if (group === undefined) throw new KafkaError('GROUP_ID_NOT_FOUND', `There is no group ${groupId}.`);
    const error = group.coordinator.delete();
    if (error !== null) throw new KafkaError(error, `The group ${groupId} has members: stop them first.`);
    this.#groups.delete(groupId);
  }

  tell(happening: Happening): void {
    this.#host.tell?.(happening);
  }

  #hostOf(tell: ClusterOptions['tell']): PartitionHost {
    const clock = () => this.#nowMs;
    return {
      get nowMs() {
        return clock();
      },
      isRunning: this.isRunning,
      isFetching: (broker) => this.#processes.get(broker)?.state === 'up',
      isActive: this.controller.isActive,
      alterPartition: (request) => this.#alterPartition(request),
      stir: (partition) => this.#stir(partition),
      tell,
    };
  }

  #alterPartition(request: AlterPartition): void {
    try {
      this.#apply(this.controller.alterPartition(request));
    } catch (error) {
      if (!(error instanceof KafkaError && error.code === 'INELIGIBLE_REPLICA')) throw error;
      this.partition(request).leader?.withdrawProposal();
    }
  }

  #apply(changes: readonly PartitionChanged[]): void {
    this.#hasNews ||= changes.length > 0;
    this.#leadersMayChange ||= changes.length > 0;
    const changed = changes.map((change) => this.partition(change));
    this.#alike.each(changed, (partition) => partition.adopt(this.controller.partition(partition)));
  }

  #hostPartitions(topic: string): void {
    const { partitions } = this.controller.topic(topic);
    const settings = this.#settingsOf(topic);
    const ofTopic = this.#byTopic.get(topic) ?? [];
    this.#byTopic.set(topic, ofTopic);
    const shared = new Map<PartitionRegistration, Replicas>();
    for (let partition = ofTopic.length; partition < partitions.length; partition++) {
      const tp = { topic, partition };
      const registration = partitions[partition]!;
      const replicas = shared.get(registration) ?? this.#newReplicas(tp, registration, settings);
      shared.set(registration, replicas);
      const hosted = new HostedPartition(tp, this.#host, replicas);
      ofTopic.push(hosted);
      this.#partitions.set(hosted.name, hosted);
    }
    this.#isRestless = true;
    this.#leadersMayChange = true;
  }

  #newReplicas(tp: TopicPartition, registration: PartitionRegistration, settings: PartitionSettings): Replicas {
    const replicas = new Replicas(tp, registration, settings);
    replicas.takeOver({ isActive: this.controller.isActive, now: this.nowMs });
    return this.#alike.shared(replicas);
  }

  /** Followers may have something to do in this partition from now on. */
  #stir(partition: HostedPartition): void {
    partition.stir(this.#lastFetchMs);
    this.#isRestless = true;
  }

  #stirAll(): void {
    this.#alike.each([...this.#partitions.values()], (partition) => this.#stir(partition));
    this.#leadersMayChange = true;
  }

  /** Partitions in which followers may have something to do, in the order in which they were created. */
  get #restless(): HostedPartition[] {
    return this.#isRestless ? [...this.#partitions.values()].filter((partition) => partition.isRestless) : [];
  }

  #settingsOf(topic: string): PartitionSettings {
    const { configs, settings } = this.controller.topic(topic);
    const text = JSON.stringify(configs);
    const { 'replica.lag.time.max.ms': lagTimeMaxMs } = this.settings;
    const known = this.#topicSettings.get(text) ?? { ...settings, 'replica.lag.time.max.ms': lagTimeMaxMs };
    this.#topicSettings.set(text, known);
    return known;
  }

  #ring(dueMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, dueMs);
    this.#timers.takeDue(dueMs)?.();
  }

  #refreshGroups(): void {
    for (const group of this.#groups.values()) group.refreshMetadata();
  }

  #process(broker: number): BrokerProcess {
    const process = this.#processes.get(broker);
    if (process !== undefined) return process;
    const last = this.#processes.size;
    throw new KafkaError('BROKER_ID_NOT_REGISTERED', `There is no broker ${broker}: choose one from 1 to ${last}.`);
  }

  #runningBroker(broker: number): number {
    if (this.#process(broker).state !== 'down') return broker;
    throw new KafkaError('BROKER_NOT_AVAILABLE', `Broker ${broker} is down already.`);
  }

  /** Offsets that nobody has used for too long are forgotten, and so are groups without members and offsets. */
  #expireGroups(): void {
    const retentionMs = this.settings['offsets.retention.minutes'] * 60_000;
    for (const [groupId, group] of this.#groups) {
      group.advanceTo(this.#nowMs);
      group.coordinator.expireOffsets(retentionMs);
      const { state, members, committed } = group.describe();
      if (state === 'Empty' && members.length + committed.length === 0) this.deleteGroup(groupId);
    }
  }

  #every(ms: number, work: () => void): void {
    const name = `every ${ms} ms`;
    const ring = () => {
      this.#timers.set(name, this.#nowMs + ms, ring);
      work();
    };
    this.#timers.set(name, this.#nowMs + ms, ring);
  }

  #checkIsrs(): void {
    this.#alike.each(this.#restless, (partition) => partition.checkIsr());
  }

  #balanceLeaders(): void {
    if (!this.#leadersMayChange) return;
    this.#leadersMayChange = false;
    this.#apply(this.controller.balanceLeaders());
    this.#apply(this.controller.electUncleanLeaders());
  }

  #onLogs(type: 'expired' | 'cleaned', isDue: (log: PartitionLog) => boolean, work: (log: PartitionLog) => void): void {
    for (const partition of this.#partitions.values()) {
      if (partition.shared !== undefined) continue;
      const { name: tp, leader, logs } = partition;
      for (const log of logs.values()) {
        if (log.sizeInBytes === 0 || !isDue(log)) continue;
        this.#stir(partition);
        const before = offsetsIn(log);
        work(log);
        const after = new Set(offsetsIn(log));
        const offsets = before.filter((offset) => !after.has(offset));
        if (log === leader?.log && offsets.length > 0) this.tell({ type, tp, offsets });
      }
    }
  }

  #tellGroup(groupId: string, event: GroupEvent): void {
    if (event.type !== 'member removed') return;
    const { members } = this.group(groupId).describe();
    const memberId = members.find((member) => member.memberId === event.memberId)?.client ?? clientOf(event.memberId);
    this.tell({ type: 'member removed', group: groupId, memberId, because: event.because });
  }
}

/** The coordinator's ids are a client's name, a dash and a number. */
function clientOf(memberId: string): string {
  return memberId.replace(/-\d+$/, '');
}

function sessionOf(broker: number): string {
  return `session of broker ${broker}`;
}

function offsetsIn(log: PartitionLog): Offset[] {
  const visible = log.logStartOffset;
  const batches = log.segments.flatMap((segment) => segment.batches);
  return batches.flatMap(({ records }) => records.map(({ offset }) => offset)).filter((offset) => offset >= visible);
}
