import { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import { randomFrom } from '../random.ts';
import type { CompleteDesign, CompleteGroup, CompleteTopic } from './design-defaults.ts';
import type { BrokerFault } from './faults.ts';
import { type Journal, journalOf } from './journal.ts';
import { type OldestRecord, oldestRecord } from './oldest-record.ts';
import { PipelinedProducer } from './pipelined-producer.ts';
import { SharingGroup } from './sharing-group.ts';
import { Sink } from './sink.ts';
import { tickMs } from './tick.ts';
import type { Running, StreamUseCase } from './use-case.ts';
import { WorkingGroup, type WorkingMembers } from './working-group.ts';
import type { Workload } from './workload.ts';

/** The groups have settled, on the cluster's clock, before the first event happens. */
const startMs = 60_000;
const unimportantSpeed = { recordsPerTick: 40, maxPollRecords: 100, sessionTimeoutMs: 10_000 };

/** A group of the run, with what was seen of it. */
export interface ObservedGroup {
  readonly group: WorkingMembers;
  /** Its oldest unread record at the worst moment. */
  worst: OldestRecord | undefined;
}

/** One run of a design that processes a stream, while the use case's faults happen: the cluster, the producer and the groups. */
export class StreamRun {
  readonly design: CompleteDesign;
  readonly useCase: StreamUseCase;
  readonly workload: Workload;
  readonly cluster: Cluster;
  readonly producer: PipelinedProducer;
  readonly groups: readonly ObservedGroup[];
  readonly #journals: Journal[] = [];
  readonly #faults: BrokerFault[];
  #crashed: { readonly name: string; readonly backMs: number } | undefined;
  #memberIsBack = false;
  readonly #halfMs: number;

  constructor({ design, useCase, seed }: Running<StreamUseCase>) {
    this.design = design;
    this.useCase = useCase;
    this.workload = useCase.workload(seed);
    const { timeOf, eventCount } = this.workload;
    this.#halfMs = Math.floor(timeOf[eventCount - 1]! / 2 / tickMs) * tickMs;
    this.cluster = new Cluster({ brokers: design.cluster.brokers, seed });
    this.#faults = useCase.faults.brokers.filter(({ broker }) => broker <= design.cluster.brokers);
    for (const topic of design.topics) this.cluster.createTopic({ topic: topic.name, ...wanted(topic) });
    const settings = design.producers.find(({ stream }) => stream === useCase.stream)!;
    this.#watch(settings.topic);
    this.producer = new PipelinedProducer(settings, {
      workload: this.workload,
      journals: this.#journals,
      network: useCase.faults.network,
      random: randomFrom(seed + 1),
      producerId: this.cluster.transactions.newProducer().producerId,
      isRunning: this.cluster.isRunning,
    });
    this.groups = design.groups.map((group) => ({ group: this.#groupOf(group), worst: undefined }));
    for (const { group } of this.groups) group.start(this.#journals);
    this.cluster.runTimersUntil(startMs);
  }

  /** Runs until everything is written and read and no fault is left, or the time is over. */
  run(): this {
    const lastTick = this.useCase.endMs / tickMs;
    for (let tick = 0; tick < lastTick && !this.#isOver(); tick++) this.#step(tick);
    return this;
  }

  /** By event, 1 if it is in the log of a partition's leader, or of the longest replica if nobody leads. */
  presentEvents(): Uint8Array {
    const present = new Uint8Array(this.workload.eventCount);
    for (const { partition } of this.#journals) {
      for (const { batches } of partition.leader?.log.segments ?? []) {
        for (const { records } of batches) for (const { value } of records) present[Number(value)] = 1;
      }
    }
    return present;
  }

  #watch(topic: string): void {
    for (const partition of this.cluster.partitions) {
      const isNew = !this.#journals.some((journal) => journal.partition === partition);
      if (partition.topic === topic && isNew) this.#journals.push(journalOf(partition));
    }
  }

  #groupOf(group: CompleteGroup): WorkingMembers {
    const needed = this.useCase.groups.find(({ groupId }) => groupId === group['group.id']);
    const sink = new Sink(this.workload, group.effects, needed?.sinkMemory ?? 'event');
    const Workers = group.type === 'share' ? SharingGroup : WorkingGroup;
    return new Workers(this.cluster, group, sink, needed?.speed ?? unimportantSpeed);
  }

  #step(tick: number): void {
    const nowMs = tick * tickMs;
    this.cluster.runTimersUntil(startMs + nowMs);
    while (this.#faults[0] !== undefined && this.#faults[0].atMs <= nowMs) this.#strike(this.#faults.shift()!);
    this.#strikeMember(nowMs);
    this.#maybeAddPartitions(nowMs);
    this.cluster.fetchOnce();
    this.producer.step(tick, nowMs);
    for (const observed of this.groups) {
      observed.group.step();
      const oldest = oldestRecord(observed.group.lanes, nowMs);
      if (oldest !== undefined && oldest.ageMs > (observed.worst?.ageMs ?? 0)) observed.worst = oldest;
    }
  }

  #strike({ do: what, broker }: BrokerFault): void {
    const isRunning = this.cluster.isRunning(broker);
    if (what === 'start' && !isRunning) this.cluster.startBroker(broker);
    else if (what === 'stop' && isRunning) this.cluster.stopBroker(broker);
    else if (what === 'crash' && isRunning) this.cluster.crashBroker(broker);
    else if (what === 'loseDisk') this.cluster.loseDisk(broker);
    else if (what === 'electUncleanly') this.#electUncleanly();
  }

  #electUncleanly(): void {
    for (const partition of this.cluster.partitions) {
      if (partition.leader !== undefined) continue;
      try {
        this.cluster.electLeader(partition, 'UNCLEAN');
      } catch (error) {
        if (!(error instanceof KafkaError && error.code === 'ELIGIBLE_LEADERS_NOT_AVAILABLE')) throw error;
      }
    }
  }

  /** The member is to die in the middle of a batch; if it never has one, it dies anyway after a while. */
  #strikeMember(nowMs: number): void {
    const { group: groupId, fromMs, backAfterMs } = this.useCase.faults.member;
    const group = this.groups.find(({ group: { settings } }) => settings['group.id'] === groupId)?.group;
    if (group === undefined || nowMs < fromMs) return;
    if (this.#crashed === undefined) {
      const name = group.memberToCrash(nowMs < fromMs + 5000);
      if (name === undefined) return;
      group.crash(name);
      this.#crashed = { name, backMs: nowMs + backAfterMs };
    } else if (!this.#memberIsBack && nowMs >= this.#crashed.backMs) {
      group.restart(this.#crashed.name);
      this.#memberIsBack = true;
    }
  }

  #maybeAddPartitions(nowMs: number): void {
    if (nowMs !== this.#halfMs) return;
    for (const { name, partitions, partitionsLater } of this.design.topics) {
      if (partitionsLater === undefined || partitionsLater <= partitions) continue;
      this.cluster.createPartitions(name, partitionsLater);
      this.#watch(this.producer.settings.topic);
      this.producer.useNewPartitions();
      for (const { group } of this.groups) group.addLanes(this.#journals);
    }
  }

  #isOver(): boolean {
    if (this.#faults.length > 0 || !this.#memberIsBack || !this.producer.isDone) return false;
    return this.groups.every(({ group }) => oldestRecord(group.lanes, 0) === undefined);
  }
}

function wanted(topic: CompleteTopic) {
  return {
    partitionCount: topic.partitions,
    replicationFactor: topic['replication.factor'],
    configs: {
      'min.insync.replicas': String(topic['min.insync.replicas']),
      'cleanup.policy': topic['cleanup.policy'],
      'unclean.leader.election.enable': String(topic['unclean.leader.election.enable']),
    },
  };
}
