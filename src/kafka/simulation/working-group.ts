import type { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import type { ConsumerGroup } from '../groups/consumer-group.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { ConsumerRecord, Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import type { CompleteGroup } from './design-defaults.ts';
import type { Journal } from './journal.ts';
import type { Sink } from './sink.ts';

/** How the members of a group work, whatever the design. */
export interface WorkSpeed {
  readonly recordsPerTick: number;
  readonly maxPollRecords: number;
  readonly sessionTimeoutMs: number;
}

/** A partition as a group sees it. */
export interface UnreadLane {
  readonly journal: Journal;
  /** The offset of the next record to process. */
  readonly next: Offset;
}

/** The members of a group at work, whatever kind of group it is. */
export interface WorkingMembers {
  readonly settings: CompleteGroup;
  readonly sink: Sink;
  readonly lanes: ReadonlyMap<string, UnreadLane>;
  /** Members that live and have nothing to do, ever. */
  readonly idleCount: number;
  /** Lets every member join. */
  start(journals: readonly Journal[]): void;
  /** Partitions that were added to a topic the group reads. */
  addLanes(journals: readonly Journal[]): void;
  /** One tick of every member that lives. */
  step(): void;
  /** A member in the middle of a batch, if there is one, or else, if it need not be busy, some other. */
  memberToCrash(mustBeBusy: boolean): string | undefined;
  crash(name: string): void;
  /** The process of a member that crashed is back, as a new member. */
  restart(name: string): void;
  /** The offset up to which the group counts a partition's records as done. */
  committed(tp: TopicPartition): Offset;
}

interface ReadingLane extends UnreadLane {
  /** The offset of the next record to fetch, by its owner. */
  position: Offset;
  next: Offset;
  leaderEpoch: number;
  /** What the group has committed, -1 for nothing. */
  committed: Offset;
}

interface Member {
  readonly name: string;
  lanes: ReadingLane[];
  isAlive: boolean;
  isBusy: boolean;
  /** The records of the last poll, and for each the lane it came from. */
  readonly batch: ConsumerRecord[];
  readonly origins: ReadingLane[];
  /** How many records of the batch are processed. */
  done: number;
  firstToPoll: number;
}

/** A consumer group whose members poll, process so many records in a tick, and commit before or after. */
export class WorkingGroup implements WorkingMembers {
  readonly settings: CompleteGroup;
  readonly sink: Sink;
  readonly lanes = new Map<string, ReadingLane>();
  readonly #cluster: Cluster;
  readonly #group: ConsumerGroup;
  readonly #speed: WorkSpeed;
  readonly #members: Member[] = [];
  #isSettled = false;

  constructor(cluster: Cluster, settings: CompleteGroup, sink: Sink, speed: WorkSpeed) {
    this.#cluster = cluster;
    this.settings = settings;
    this.sink = sink;
    this.#speed = speed;
    this.#group = cluster.group(settings['group.id']);
  }

  /** The group settles on its own clock. */
  start(journals: readonly Journal[]): void {
    this.addLanes(journals);
    for (let n = 1; n <= this.settings.members; n++) this.#join(this.#newMember(n));
    this.#group.settle();
  }

  addLanes(journals: readonly Journal[]): void {
    for (const journal of journals) {
      if (this.lanes.has(journal.partition.name)) continue;
      this.lanes.set(journal.partition.name, { journal, position: 0, next: 0, leaderEpoch: -1, committed: -1 });
    }
  }

  step(): void {
    this.#isSettled = this.#group.isSettled;
    for (const member of this.#members) if (member.isAlive) this.#work(member);
  }

  memberToCrash(mustBeBusy: boolean): string | undefined {
    const isMidway = ({ batch, done }: Member) => done >= batch.length / 4 && done <= (batch.length * 3) / 4;
    const owners = this.#members.filter(({ isAlive, lanes }) => isAlive && lanes.length > 0);
    const midway = owners.find((member) => member.batch.length >= this.#speed.recordsPerTick * 2 && isMidway(member));
    return (midway ?? (mustBeBusy ? undefined : owners[0]))?.name;
  }

  crash(name: string): void {
    const member = this.#member(name);
    this.#group.crash(name);
    Object.assign(member, { isAlive: false, isBusy: false, lanes: [] });
    forgetBatch(member);
  }

  restart(name: string): void {
    const member = this.#member(name);
    member.isAlive = true;
    this.#join(member);
  }

  committed(tp: TopicPartition): Offset {
    return this.#group.committed(tp) ?? 0;
  }

  get idleCount(): number {
    return this.#members.filter(({ isAlive, lanes }) => isAlive && lanes.length === 0).length;
  }

  #newMember(n: number): Member {
    const name = `${this.settings['group.id']}-${n}`;
    const member: Member = {
      name,
      lanes: [],
      isAlive: true,
      isBusy: false,
      batch: [],
      origins: [],
      done: 0,
      firstToPoll: 0,
    };
    this.#members.push(member);
    return member;
  }

  #join(member: Member): void {
    this.#group.join(member.name, {
      topics: this.settings.topics,
      settings: { 'session.timeout.ms': this.#speed.sessionTimeoutMs },
      listener: {
        onPartitionsAssigned: (partitions) => this.#assign(member, partitions),
        onPartitionsRevoked: (partitions) => revoke(member, partitions),
        onPartitionsLost: (partitions) => revoke(member, partitions),
      },
    });
  }

  #assign(member: Member, partitions: readonly TopicPartition[]): void {
    for (const tp of partitions) {
      const lane = this.lanes.get(nameOf(tp));
      if (lane === undefined) continue;
      const committed = this.#group.committed(tp);
      lane.position = committed ?? this.#resetPosition(lane);
      lane.next = lane.position;
      lane.leaderEpoch = -1;
      member.lanes.push(lane);
    }
  }

  #resetPosition({ journal }: ReadingLane): Offset {
    const log = journal.partition.leader?.log;
    return this.settings['auto.offset.reset'] === 'latest' ? (log?.highWatermark ?? 0) : (log?.logStartOffset ?? 0);
  }

  #work(member: Member): void {
    const { batch } = member;
    for (let left = this.#speed.recordsPerTick; left > 0; ) {
      if (member.done === batch.length && !this.#poll(member)) return;
      const count = Math.min(left, batch.length - member.done);
      this.#process(member, count);
      member.done += count;
      left -= count;
      if (member.done === batch.length) this.#finish(member);
    }
    this.#beBusy(member, member.done < batch.length);
  }

  #process({ batch, origins, done }: Member, count: number): void {
    for (let n = done; n < done + count; n++) {
      const lane = origins[n]!;
      const { offset, value } = batch[n]!;
      this.sink.apply(Number(value), lane.journal.partition.name, offset);
      lane.next = offset + 1;
    }
  }

  #finish(member: Member): void {
    if (this.settings.commit === 'after-processing') this.#commit(member);
    forgetBatch(member);
    this.#beBusy(member, false);
  }

  /** A member in the middle of a batch does not poll, so it takes no part in a rebalance; its heartbeats go on. */
  #beBusy(member: Member, isBusy: boolean): void {
    if (member.isBusy === isBusy) return;
    member.isBusy = isBusy;
    if (isBusy) this.#group.stick(member.name);
    else this.#group.wake(member.name);
  }

  #poll(member: Member): boolean {
    // Whoever comes back to poll while the group rebalances waits for its new assignment.
    if (!this.#isSettled) return false;
    const { lanes, batch, origins } = member;
    for (let n = 0; n < lanes.length && batch.length < this.#speed.maxPollRecords; n++) {
      const lane = lanes[(member.firstToPoll + n) % lanes.length]!;
      for (const record of this.#fetch(lane, this.#speed.maxPollRecords - batch.length)) {
        batch.push(record);
        origins.push(lane);
      }
    }
    member.firstToPoll++;
    if (batch.length > 0 && this.settings.commit === 'before-processing') this.#commit(member);
    return batch.length > 0;
  }

  #commit(member: Member): void {
    const moved = member.lanes.filter(({ position, committed }) => position !== committed);
    if (moved.length === 0) return;
    const offsets = moved.map(({ journal, position, leaderEpoch }) => {
      const { topic, partition } = journal.partition;
      return { topic, partition, offset: position, leaderEpoch };
    });
    if (this.#group.commit(member.name, offsets) !== null) return;
    for (const lane of moved) lane.committed = lane.position;
  }

  #fetch(lane: ReadingLane, maxRecords: number): readonly ConsumerRecord[] {
    const { leader } = lane.journal.partition;
    if (leader === undefined || !this.#cluster.isRunning(leader.broker)) return [];
    const { leaderEpoch } = lane.journal.partition.registration;
    if (lane.leaderEpoch !== leaderEpoch) this.#meetLeader(lane, leader.log, leaderEpoch);
    if (lane.position >= leader.log.highWatermark) return [];
    const { records, position } = this.#read(lane, leader.log, maxRecords);
    lane.position = position;
    return records;
  }

  #read(lane: ReadingLane, log: PartitionLog, maxRecords: number) {
    try {
      return log.read(lane.position, { maxRecords });
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      lane.position = this.#resetPosition(lane);
      return log.read(lane.position, { maxRecords });
    }
  }

  /** Another leader may have lost what this group has read: then it goes back to where the logs part (KIP-320). */
  #meetLeader(lane: ReadingLane, log: PartitionLog, leaderEpoch: number): void {
    const end = lane.leaderEpoch < 0 ? undefined : log.leaderEpochs.endOf(lane.leaderEpoch, log.logEndOffset);
    if (end !== undefined && end.endOffset < lane.position) {
      lane.position = end.endOffset;
      lane.next = Math.min(lane.next, end.endOffset);
    }
    lane.leaderEpoch = leaderEpoch;
  }

  #member(name: string): Member {
    return this.#members.find((member) => member.name === name) as Member;
  }
}

function revoke(member: Member, partitions: readonly TopicPartition[]): void {
  const names = new Set(partitions.map(nameOf));
  member.lanes = member.lanes.filter(({ journal }) => !names.has(journal.partition.name));
}

function forgetBatch(member: Member): void {
  member.batch.length = 0;
  member.origins.length = 0;
  member.done = 0;
}
