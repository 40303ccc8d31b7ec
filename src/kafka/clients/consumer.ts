import type { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import type { ConsumerGroup } from '../groups/consumer-group.ts';
import type { MembershipSettings } from '../groups/group-membership.ts';
import { durationMs } from '../iso-duration.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import { PartitionMap } from '../partition-map.ts';
import type { ConsumerRecord, Offset } from '../record.ts';
import type { HostedPartition } from '../replication/hosted-partition.ts';
import { type ConsumerValues, consumerValues } from '../settings/consumer-settings.ts';
import { type Given, itemsOf } from '../settings/setting.ts';
import { comparePartitions, nameOf, type TopicPartition } from '../topic-partition.ts';
import { type AutoOffsetReset, startingPosition } from './offsets.ts';

export interface ConsumerOptions {
  readonly groupId: string;
  /** How the group and its traces call it. */
  readonly name: string;
  readonly topics: readonly string[];
  /** Under Kafka's names; what is left out has its default. */
  readonly settings?: Given;
}

interface Position {
  readonly partition: HostedPartition;
  /** The offset of the next record that poll will return; `undefined` until it is known where to start. */
  offset: Offset | undefined;
  /** The epoch of the last record it was given: another leader may have lost it. */
  leaderEpoch: number | undefined;
  isPaused: boolean;
}

/**
 * A consumer in a group (KafkaConsumer). It owns partitions as its group decides, has a position in each, and commits, by
 * itself if `enable.auto.commit` is on: inside poll, before it gives a partition up, and when it closes.
 */
export class Consumer {
  readonly name: string;
  readonly settings: ConsumerValues;
  readonly #cluster: Cluster;
  readonly #group: ConsumerGroup;
  /** In the order in which they were assigned. */
  #positions: Position[] = [];
  /** The same by topic and number; absent until somebody asks after a change. */
  #ordered: readonly Position[] | undefined;
  readonly #autoOffsetReset: string;
  /** How far back `auto.offset.reset` goes, if it is by_duration. */
  readonly #resetDurationMs: number | undefined;
  readonly #isReadCommitted: boolean;
  #nextAutoCommitMs: number;
  #firstToPoll = 0;

  /**
   * Joins the group, and returns when the group has settled; the clock moves as far as that takes. Throws INVALID_CONFIG for
   * settings that cannot be.
   */
  constructor(cluster: Cluster, { groupId, name, topics, settings = {} }: ConsumerOptions) {
    this.name = name;
    this.settings = consumerValues({ ...settings, 'group.id': groupId });
    this.#cluster = cluster;
    this.#group = cluster.group(groupId);
    this.#autoOffsetReset = this.settings['auto.offset.reset'];
    this.#resetDurationMs = durationMs(this.#autoOffsetReset.slice('by_duration:'.length));
    this.#isReadCommitted = this.settings['isolation.level'] === 'read_committed';
    this.#nextAutoCommitMs = cluster.nowMs + this.settings['auto.commit.interval.ms'];
    const listener = {
      onPartitionsAssigned: (partitions: readonly TopicPartition[]) => this.#assigned(partitions),
      onPartitionsRevoked: (partitions: readonly TopicPartition[]) => this.#revoked(partitions),
      onPartitionsLost: (partitions: readonly TopicPartition[]) => this.#lost(partitions),
    };
    this.#group.join(name, { topics, settings: membershipSettings(this.settings), listener });
    this.settle();
  }

  /** The partitions it owns, ordered. */
  get assignment(): readonly TopicPartition[] {
    return this.#inOrder().map(({ partition }) => partition);
  }

  /** By partition name, where it knows: the offset of the next record that poll will return. */
  get positions(): Readonly<Record<string, Offset>> {
    return this.positionsIn();
  }

  /** As `positions`, of the partitions of these names alone if any are given. */
  positionsIn(only?: readonly string[]): Readonly<Record<string, Offset>> {
    const names = only && new Set(only);
    const wanted = this.#positions.filter(({ partition }) => names?.has(partition.name) ?? true);
    return Object.fromEntries(known(wanted).map(({ name, offset }) => [name, offset]));
  }

  /** Lets the group finish its rebalance, however long that takes. */
  settle(): void {
    this.#group.settle();
    this.#cluster.advanceTo(this.#group.nowMs);
  }

  /**
   * The next records of its partitions, at most `maxRecords`; those of one partition in order. Throws
   * NO_OFFSET_FOR_PARTITION or OFFSET_OUT_OF_RANGE where auto.offset.reset is none.
   */
  poll(maxRecords = this.settings['max.poll.records']): ConsumerRecord[] {
    // A heartbeat that is overdue, as after a long pause, tells the consumer that its group has gone on without it.
    this.#cluster.runTimersUntil(this.#cluster.nowMs);
    if (!this.#group.isSettled) this.settle();
    if (this.settings['enable.auto.commit'] && this.#cluster.nowMs >= this.#nextAutoCommitMs) this.#autoCommit();
    const records: ConsumerRecord[] = [];
    // Each time another partition comes first, so that none starves.
    const ordered = this.#inOrder();
    const first = this.#firstToPoll;
    for (let turn = 0; turn < ordered.length && records.length < maxRecords; turn++) {
      const position = ordered[(first + turn) % ordered.length]!;
      if (!position.isPaused && this.#mayHaveNews(position)) {
        for (const record of this.#read(position, maxRecords - records.length)) records.push(record);
      }
      this.#firstToPoll++;
    }
    return records;
  }

  /** Commits offsets, by default all positions. Throws what the coordinator answers, such as ILLEGAL_GENERATION. */
  commit(offsets?: Readonly<Record<string, Offset>>): void {
    if (offsets === undefined) this.#commit(known(this.#positions));
    else this.#commit(Object.entries(offsets).map(([name, offset]) => at(this.#cluster.partitionNamed(name), offset)));
  }

  #commit(committing: readonly Known[]): void {
    const error = this.#group.commit(this.name, committing);
    if (error !== null) {
      throw new KafkaError(
        error,
        `${this.name} may not commit for ${this.#group.groupId} now: poll, then commit again.`,
      );
    }
    const group = this.#group.groupId;
    committing.forEach(({ name: tp, offset }) => {
      this.#cluster.tell({ type: 'committed', group, tp, offset });
    });
  }

  /** Moves the position, and commits nothing. Throws INVALID_REQUEST for a partition it does not own. */
  seek(tp: TopicPartition, to: Offset | 'beginning' | 'end'): void {
    const position = this.#position(tp);
    const { log } = position.partition.reachableLeader();
    position.offset = to === 'beginning' ? log.logStartOffset : to === 'end' ? this.#endOf(log) : to;
    position.leaderEpoch = undefined;
  }

  /** Goes on owning a partition, but poll returns nothing of it. Throws INVALID_REQUEST for a partition it does not own. */
  pause(tp: TopicPartition): void {
    this.#position(tp).isPaused = true;
  }

  resume(tp: TopicPartition): void {
    this.#position(tp).isPaused = false;
  }

  /** Commits if it does so by itself, and leaves the group. */
  close(): void {
    this.#group.leave(this.name);
    this.#own([]);
  }

  /** Its process dies: nothing is committed, and the group notices when its session times out. */
  crash(): void {
    this.#group.crash(this.name);
    this.#own([]);
  }

  /** Its process stands still, heartbeats and all. */
  freeze(): void {
    this.#group.freeze(this.name);
  }

  /** Goes on where it was; it learns what it missed from the answers it gets. */
  wake(): void {
    this.#group.wake(this.name);
  }

  #assigned(partitions: readonly TopicPartition[]): void {
    const before = this.#positions;
    this.#own([...before]);
    partitions.forEach((tp) => {
      const partition = this.#cluster.partition(tp);
      const position: Position = { partition, offset: undefined, leaderEpoch: undefined, isPaused: false };
      this.#positions.push(position);
      if (this.#autoOffsetReset !== 'none') this.#locate(position);
    });
    // They come in order.
    if (before.length === 0) this.#ordered = this.#positions;
  }

  #revoked(partitions: readonly TopicPartition[]): void {
    const { gone, kept } = this.#parted(partitions);
    if (this.settings['enable.auto.commit']) this.#commitQuietly(gone);
    this.#own(kept);
  }

  #lost(partitions: readonly TopicPartition[]): void {
    this.#own(this.#parted(partitions).kept);
  }

  #own(positions: Position[]): void {
    this.#positions = positions;
    this.#ordered = undefined;
  }

  /** Its positions in these partitions, in order, and in the others. */
  #parted(partitions: readonly TopicPartition[]): { readonly gone: readonly Position[]; readonly kept: Position[] } {
    if (partitions.length === this.#positions.length) return { gone: this.#inOrder(), kept: [] };
    const given = new PartitionMap<TopicPartition>();
    for (const tp of partitions) given.set(tp, tp);
    return {
      gone: this.#inOrder().filter(({ partition }) => given.has(partition)),
      kept: this.#positions.filter(({ partition }) => !given.has(partition)),
    };
  }

  /** Finds out where to start: at the committed offset, else as auto.offset.reset says; later if there is nobody to ask. */
  #locate(position: Position): void {
    const { partition } = position;
    const committed = this.#group.committed(partition);
    try {
      const { log } = partition.reachableLeader();
      // A committed offset is taken as it is; only a fetch finds out that it is out of range.
      position.offset = committed ?? this.#startOf(log, null);
    } catch (error) {
      if (!(error instanceof KafkaError) || error.code === 'NO_OFFSET_FOR_PARTITION') throw error;
    }
  }

  #startOf(log: PartitionLog, committed: Offset | null): Offset {
    const { logStartOffset } = log;
    const end = this.#endOf(log);
    const byDuration = this.#resetDurationMs;
    if (byDuration !== undefined) return log.offsetForTimestamp(this.#cluster.nowMs - byDuration)?.offset ?? end;
    return startingPosition(committed, { logStartOffset, logEndOffset: end }, this.#autoOffsetReset as AutoOffsetReset);
  }

  #endOf(log: PartitionLog): Offset {
    return this.#isReadCommitted ? log.lastStableOffset : log.highWatermark;
  }

  #inOrder(): readonly Position[] {
    this.#ordered ??= this.#positions.toSorted((a, b) => comparePartitions(a.partition, b.partition));
    return this.#ordered;
  }

  /** Not if it has read all there is, as of nearly all partitions where there are many. */
  #mayHaveNews({ partition, offset, leaderEpoch }: Position): boolean {
    const log = partition.leader?.log;
    return log === undefined || leaderEpoch !== undefined || offset !== this.#endOf(log);
  }

  #read(position: Position, maxRecords: number): readonly ConsumerRecord[] {
    if (position.offset === undefined) this.#locate(position);
    if (position.offset === undefined) return [];
    try {
      const { log } = position.partition.reachableLeader();
      this.#goBackIfTruncated(position, log);
      const isolation = this.settings['isolation.level'];
      const { records, position: next } = this.#readFrom(position, log, { isolation, maxRecords });
      position.offset = next;
      position.leaderEpoch = records.at(-1)?.leaderEpoch ?? position.leaderEpoch;
      return records;
    } catch (error) {
      if (error instanceof KafkaError && ['LEADER_NOT_AVAILABLE', 'NETWORK_EXCEPTION'].includes(error.code)) return [];
      throw error;
    }
  }

  #readFrom(position: Position, log: PartitionLog, options: Parameters<PartitionLog['read']>[1]) {
    const offset = position.offset as Offset;
    if (offset < log.logStartOffset || offset > log.logEndOffset) this.#reset(position, this.#startOf(log, offset));
    return log.read(position.offset as Offset, options);
  }

  /** If another leader lost what this consumer has read, it goes back to where the logs parted (KIP-320). */
  #goBackIfTruncated(position: Position, log: PartitionLog): void {
    if (position.leaderEpoch === undefined) return;
    const end = log.leaderEpochs.endOf(position.leaderEpoch, log.logEndOffset);
    if (end !== undefined && end.endOffset < (position.offset as Offset)) this.#reset(position, end.endOffset);
  }

  #reset(position: Position, offset: Offset): void {
    position.offset = offset;
    position.leaderEpoch = undefined;
    const { groupId: group } = this.#group;
    this.#cluster.tell({ type: 'position reset', group, memberId: this.name, tp: position.partition.name, offset });
  }

  #position(tp: TopicPartition): Position {
    const name = nameOf(tp);
    const position = this.#positions.find(({ partition }) => partition.name === name);
    if (position !== undefined) return position;
    const owned = this.assignment.map(nameOf).join(', ') || 'nothing';
    throw new KafkaError('INVALID_REQUEST', `${this.name} does not own ${name}; it owns ${owned}.`);
  }

  #autoCommit(): void {
    this.#nextAutoCommitMs = this.#cluster.nowMs + this.settings['auto.commit.interval.ms'];
    this.#commitQuietly(this.#inOrder());
  }

  /** A commit that is refused here has no one to tell: the records will be read again. */
  #commitQuietly(positions: readonly Position[]): void {
    const committing = known(positions);
    if (committing.length === 0) return;
    try {
      this.#commit(committing);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
    }
  }
}

/** A partition and the offset of the next record to read. */
type Known = TopicPartition & { readonly name: string; readonly offset: Offset };

/** The positions that are known, as one commits them. */
function known(positions: readonly Position[]): Known[] {
  const all: Known[] = [];
  positions.forEach(({ partition, offset }) => {
    if (offset !== undefined) all.push(at(partition, offset));
  });
  return all;
}

function at({ topic, partition, name }: HostedPartition, offset: Offset): Known {
  return { topic, partition, name, offset };
}

const assignorClasses: Readonly<Record<string, string>> = {
  RangeAssignor: 'range',
  RoundRobinAssignor: 'roundrobin',
  StickyAssignor: 'sticky',
  CooperativeStickyAssignor: 'cooperative-sticky',
};

/** Assignors go by their classes in settings, and by their names in the protocol. */
function membershipSettings(settings: ConsumerValues): MembershipSettings {
  const nameOfClass = (item: string) => assignorClasses[item.slice(item.lastIndexOf('.') + 1)] ?? item;
  return {
    'group.instance.id': settings['group.instance.id'] ?? undefined,
    'session.timeout.ms': settings['session.timeout.ms'],
    'heartbeat.interval.ms': settings['heartbeat.interval.ms'],
    'max.poll.interval.ms': settings['max.poll.interval.ms'],
    'partition.assignment.strategy': itemsOf(settings['partition.assignment.strategy']).map(nameOfClass),
  };
}
