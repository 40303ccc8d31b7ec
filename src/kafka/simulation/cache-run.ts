import { KafkaError } from '../errors.ts';
import type { NewRecord } from '../log/log-validator.ts';
import { PartitionLog } from '../log/partition-log.ts';
import { integersFrom, randomFrom } from '../random.ts';
import type { ConsumerRecord } from '../record.ts';
import { topicValues } from '../settings/topic-settings.ts';
import { CacheNode } from './cache-node.ts';
import { type CompleteDesign, type CompleteProducer, type CompleteTopic, settingsOf } from './design-defaults.ts';
import { KeyPartitions } from './key-partitions.ts';
import { type ProfileChanges, profileChanges } from './profile-changes.ts';
import type { CacheUseCase, Running } from './use-case.ts';
import { remembering, valueFor } from './workload.ts';

const hourMs = 3_600_000;
const monthMs = 30 * 24 * hourMs;
/** The cleaner and the retention check look oftener than this, but find nothing else to do. */
const maintenanceMs = 2 * hourMs;
const changesOf = remembering(profileChanges);

/** What a cache node had wrong, at one moment: the users, by number. */
export interface Mistakes {
  readonly atMs: number;
  readonly reads: number;
  readonly missing: readonly number[];
  readonly stale: readonly number[];
  readonly ghosts: readonly number[];
}

/**
 * One run of a design whose topic is the source of a cache: a month of changes is written to the partitions' logs, which are
 * cleaned and retained as time goes by, while cache nodes read them.
 */
export class CacheRun {
  readonly design: CompleteDesign;
  readonly useCase: CacheUseCase;
  readonly changes: ProfileChanges;
  readonly producer: CompleteProducer;
  readonly topic: CompleteTopic;
  readonly logs: PartitionLog[] = [];
  /** Changes that the broker refused, and its error. */
  readonly rejected: { readonly event: number; readonly code: string }[] = [];
  readonly rebuilds: Mistakes[] = [];
  /** What the node that is often offline had wrong, at its worst. */
  offline: Mistakes | undefined;
  readonly #draw: (bound: number) => number;
  readonly #keyPartitions = new KeyPartitions();
  readonly #offlineNode: CacheNode;
  /** By user, the latest change that was accepted, or -1. */
  readonly #truth: Int32Array;

  constructor({ design, useCase, seed }: Running<CacheUseCase>) {
    this.design = design;
    this.useCase = useCase;
    this.changes = changesOf(seed);
    this.producer = design.producers.find(({ stream }) => stream === useCase.stream)!;
    this.topic = design.topics.find(({ name }) => name === this.producer.topic)!;
    this.#draw = integersFrom(randomFrom(seed + 1));
    this.#truth = new Int32Array(this.changes.entityCount).fill(-1);
    this.#offlineNode = new CacheNode(this.changes, this.producer.key);
    this.#openLogs(this.topic.partitions);
  }

  run(): this {
    const { rebuildsAtMs, offlineForMs } = this.useCase;
    let event = 0;
    for (let nowMs = maintenanceMs; nowMs <= Math.max(...rebuildsAtMs); nowMs += maintenanceMs) {
      event = this.#writeUntil(event, nowMs);
      this.#maintain(nowMs);
      if (nowMs % offlineForMs === 0) this.#readOffline(nowMs);
      if (rebuildsAtMs.includes(nowMs)) this.#rebuild(nowMs);
      if (nowMs === monthMs / 2) this.#openLogs(this.topic.partitionsLater ?? 0);
    }
    return this;
  }

  #openLogs(partitionCount: number): void {
    const { dirtyRatio } = this.useCase;
    const settings = topicValues({ 'min.cleanable.dirty.ratio': dirtyRatio, ...settingsOf(this.topic) });
    for (let partition = this.logs.length; partition < partitionCount; partition++) {
      this.logs.push(new PartitionLog({ topic: this.topic.name, partition }, settings));
    }
  }

  /** Writes what has changed, each partition's share as one batch, and answers the first change that is yet to come. */
  #writeUntil(first: number, nowMs: number): number {
    const { eventCount, timeOf, entityOf, fieldOf, isDelete } = this.changes;
    const { key: field } = this.producer;
    const batches = this.logs.map((log) => ({ log, events: [] as number[], records: [] as NewRecord[] }));
    const spare = this.#draw(batches.length);
    let event = first;
    for (; event < eventCount && timeOf[event]! <= nowMs; event++) {
      const key = field === null ? null : fieldOf(field, event);
      const batch = batches[key === null ? spare : this.#keyPartitions.of(key, batches.length)]!;
      batch.events.push(event);
      batch.records.push({ key, value: isDelete(event) ? null : valueFor(event), timestamp: timeOf[event] });
      // Whether the broker takes it or not, the change has happened.
      this.#truth[entityOf[event]!] = event;
    }
    for (const { log, events, records } of batches) {
      const refused = records.length > 0 ? appendAll(log, records, nowMs) : undefined;
      if (refused !== undefined) for (const each of events) this.rejected.push({ event: each, code: refused });
    }
    return event;
  }

  #maintain(nowMs: number): void {
    for (const log of this.logs) {
      if (log.cleanable(nowMs).due) log.clean(nowMs);
      log.deleteOldSegments(nowMs);
    }
  }

  #readOffline(nowMs: number): void {
    this.#offlineNode.catchUp(this.logs);
    const mistakes = this.#mistakesOf(this.#offlineNode, nowMs);
    if (this.offline === undefined || mistakes.ghosts.length > this.offline.ghosts.length) this.offline = mistakes;
  }

  #rebuild(nowMs: number): void {
    const node = new CacheNode(this.changes, this.producer.key);
    node.catchUp(this.logs);
    this.rebuilds.push(this.#mistakesOf(node, nowMs));
  }

  #mistakesOf(node: CacheNode, atMs: number): Mistakes {
    const missing: number[] = [];
    const stale: number[] = [];
    const ghosts: number[] = [];
    this.#truth.forEach((latest, user) => {
      const cached = node.versionOf(user);
      const isLive = latest >= 0 && !this.changes.isDelete(latest);
      if (isLive && cached < 0) missing.push(user);
      else if (isLive && cached !== latest) stale.push(user);
      else if (!isLive && cached >= 0) ghosts.push(user);
    });
    return { atMs, reads: node.reads, missing, stale, ghosts };
  }

  /** The newest record of a user that is left in the topic. */
  lastRecordOf(user: number): ConsumerRecord | undefined {
    const records = this.logs.flatMap((log) => [...log.read(log.logStartOffset, { isolation: 'log_end' }).records]);
    const own = records.filter(({ value }) => value !== null && this.changes.entityOf[Number(value)] === user);
    return own.sort((a, b) => Number(a.value) - Number(b.value)).at(-1);
  }
}

/** Appends what every replica is taken to have at once; answers the broker's error if it refuses. */
function appendAll(log: PartitionLog, records: readonly NewRecord[], nowMs: number): string | undefined {
  try {
    log.append(records, { now: nowMs });
    log.updateHighWatermark(log.logEndOffset);
    return undefined;
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return error.code;
  }
}
