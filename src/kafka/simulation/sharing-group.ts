import type { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import { SharePartition } from '../groups/share-group.ts';
import type { Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import type { CompleteGroup } from './design-defaults.ts';
import type { Journal } from './journal.ts';
import type { Sink } from './sink.ts';
import type { WorkingMembers, WorkSpeed } from './working-group.ts';

/** How many records of a partition may be with members at a time (group.share.partition.max.record.locks). */
const mostInFlight = 2000;

interface SharedLane {
  readonly journal: Journal;
  readonly share: SharePartition;
  /** The offset below which everything is done with. */
  readonly next: Offset;
}

interface Member {
  readonly name: string;
  isAlive: boolean;
  readonly batch: { readonly lane: SharedLane; readonly offset: Offset }[];
  done: number;
  firstToPoll: number;
}

/** A share group (KIP-932) at work: every member may be given records of every partition, and acknowledges them one by one. */
export class SharingGroup implements WorkingMembers {
  readonly settings: CompleteGroup;
  readonly sink: Sink;
  readonly lanes = new Map<string, SharedLane>();
  readonly idleCount = 0;
  readonly #cluster: Cluster;
  readonly #speed: WorkSpeed;
  readonly #members: Member[] = [];

  constructor(cluster: Cluster, settings: CompleteGroup, sink: Sink, speed: WorkSpeed) {
    this.#cluster = cluster;
    this.settings = settings;
    this.sink = sink;
    this.#speed = speed;
  }

  start(journals: readonly Journal[]): void {
    this.addLanes(journals);
    for (let n = 1; n <= this.settings.members; n++) {
      this.#members.push({
        name: `${this.settings['group.id']}-${n}`,
        isAlive: true,
        batch: [],
        done: 0,
        firstToPoll: n,
      });
    }
  }

  addLanes(journals: readonly Journal[]): void {
    for (const journal of journals) {
      if (this.lanes.has(journal.partition.name)) continue;
      const share = new SharePartition();
      const lane = {
        journal,
        share,
        get next() {
          return share.startOffset;
        },
      };
      this.lanes.set(journal.partition.name, lane);
    }
  }

  /** The members work side by side, a record each in turn, so that what one got later may be done first. */
  step(): void {
    let working = this.#members.filter(({ isAlive }) => isAlive);
    for (let left = this.#speed.recordsPerTick; left > 0 && working.length > 0; left--) {
      working = working.filter((member) => this.#processOne(member));
    }
  }

  memberToCrash(mustBeBusy: boolean): string | undefined {
    const alive = this.#members.filter(({ isAlive }) => isAlive);
    const busy = alive.find(({ batch, done }) => batch.length >= this.#speed.recordsPerTick * 2 && done > 0);
    return (busy ?? (mustBeBusy ? undefined : alive[0]))?.name;
  }

  crash(name: string): void {
    const member = this.#member(name);
    member.isAlive = false;
    member.batch.length = 0;
    member.done = 0;
  }

  restart(name: string): void {
    this.#member(name).isAlive = true;
  }

  committed(tp: TopicPartition): Offset {
    return this.lanes.get(nameOf(tp))?.share.startOffset ?? 0;
  }

  /** False if there was nothing for the member to do. */
  #processOne(member: Member): boolean {
    if (member.done === member.batch.length) this.#acquire(member);
    const record = member.batch[member.done];
    if (record === undefined) return false;
    const { lane, offset } = record;
    const event = lane.journal.eventAt[offset];
    if (event !== undefined) this.sink.apply(event, lane.journal.partition.name, offset);
    member.done++;
    if (member.done === member.batch.length && this.settings.commit === 'after-processing') this.#acknowledge(member);
    return true;
  }

  #acquire(member: Member): void {
    const lanes = [...this.lanes.values()];
    member.batch.length = 0;
    member.done = 0;
    for (let n = 0; n < lanes.length && member.batch.length < this.#speed.maxPollRecords; n++) {
      const lane = lanes[(member.firstToPoll + n) % lanes.length]!;
      const bound = this.#bound(lane);
      if (bound <= lane.share.startOffset) continue;
      const room = this.#speed.maxPollRecords - member.batch.length;
      for (const { offset } of lane.share.acquire(member.name, room, bound, this.#cluster.nowMs)) {
        member.batch.push({ lane, offset });
      }
    }
    member.firstToPoll++;
    if (this.settings.commit === 'before-processing') this.#acknowledge(member);
  }

  /** Up to where a lane's records may be handed out: the high watermark, if its leader answers. */
  #bound({ journal, share }: SharedLane): Offset {
    const { leader } = journal.partition;
    if (leader === undefined || !this.#cluster.isRunning(leader.broker)) return 0;
    return Math.min(leader.log.highWatermark, share.startOffset + mostInFlight);
  }

  /** A lock that ran out while the member was at work is nobody's any more; what was done will be done again. */
  #acknowledge(member: Member): void {
    for (const { lane, offset } of member.batch) {
      try {
        lane.share.acknowledge(member.name, offset, 'accept', this.#cluster.nowMs);
      } catch (error) {
        if (!(error instanceof KafkaError && error.code === 'INVALID_RECORD_STATE')) throw error;
      }
    }
  }

  #member(name: string): Member {
    return this.#members.find((member) => member.name === name) as Member;
  }
}
