import { KafkaError } from '../errors.ts';
import type { Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import type { CommittedOffset } from './committed-offsets.ts';
import { unpackAssignment } from './consumer-protocol.ts';
import { GroupCoordinator, type GroupEvent } from './group-coordinator.ts';
import {
  defaultMembershipSettings,
  GroupMembership,
  type GroupRequest,
  type MembershipSettings,
  type RebalanceListener,
} from './group-membership.ts';
import type { Asker, GroupAnswer, GroupErrorCode, OffsetToCommit } from './group-messages.ts';

export interface ConsumerGroupOptions {
  readonly groupId: string;
  /** How many partitions each existing topic has; asked again whenever a leader assigns. */
  readonly partitionCounts: () => Readonly<Record<string, number>>;
  readonly 'group.initial.rebalance.delay.ms'?: number;
  readonly nowMs?: number;
  /** Hears everything that happens at the coordinator; members go by the coordinator's member ids. */
  readonly onEvent?: (event: GroupEvent) => void;
}

export interface JoinOptions {
  readonly topics: readonly string[];
  readonly settings?: Partial<MembershipSettings>;
  readonly listener?: RebalanceListener;
}

/**
 * What a member's process is doing. `stuck`: it sends heartbeats but does not come back to poll. `frozen`: it does
 * nothing, and may wake up later not knowing. `stopped`: it crashed or closed, and never comes back.
 */
export type Liveness = 'running' | 'stuck' | 'frozen' | 'stopped';

/** A consumer group at one moment, as plain data. */
export interface ConsumerGroupSnapshot {
  readonly groupId: string;
  readonly state: string;
  readonly generation: number;
  /** The assignor in use, or `null` without members. */
  readonly protocol: string | null;
  readonly members: readonly ConsumerGroupMemberSnapshot[];
  readonly committed: readonly CommittedOffset[];
}

export interface ConsumerGroupMemberSnapshot {
  readonly client: string;
  /** The coordinator's name for it, `''` as long as it has none. */
  readonly memberId: string;
  readonly generation: number;
  readonly liveness: Liveness;
  /** Whether the coordinator counts it as a member: a crashed one until its session expires. */
  readonly inGroup: boolean;
  /** The `group.instance.id` of a static member. */
  readonly groupInstanceId: string | undefined;
  readonly topics: readonly string[];
  /** What the coordinator says it has; nothing while the group rebalances. */
  readonly assigned: readonly TopicPartition[];
  /** What it believes to own. */
  readonly owned: readonly TopicPartition[];
}

interface Process {
  readonly membership: GroupMembership;
  liveness: Liveness;
  nextHeartbeatMs: number;
  /** Answers that came while it was frozen. */
  readonly unread: GroupAnswer[];
}

const METADATA_MAX_AGE_MS = 300_000;
const SETTLED_AFTER_MS = 3_600_000;

/**
 * A classic consumer group as a whole: the coordinator and its members, on one virtual clock and a network that takes no
 * time. A running member polls all the time; every member sends heartbeats each `heartbeat.interval.ms`, and whatever
 * follows from them happens by itself as the clock goes on. Members go by their `client` name.
 */
export class ConsumerGroup {
  readonly groupId: string;
  readonly coordinator: GroupCoordinator;
  readonly #partitionCounts: () => Readonly<Record<string, number>>;
  /** The latest process of each client name, and every process by its connection. */
  readonly #processes = new Map<string, Process>();
  readonly #connections = new Map<string, Process>();
  #nowMs: number;
  #nextMetadataMs: number;
  #idCount = 0;

  constructor(options: ConsumerGroupOptions) {
    this.groupId = options.groupId;
    this.coordinator = new GroupCoordinator({ ...options, newMemberId: (asker) => this.#newMemberId(asker) });
    this.#partitionCounts = options.partitionCounts;
    this.#nowMs = options.nowMs ?? 0;
    this.#nextMetadataMs = this.#nowMs + METADATA_MAX_AGE_MS;
    this.coordinator.tick(this.#nowMs);
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Starts a process that wants to be a member. It has its assignment once the group has settled. */
  join(client: string, { topics, settings, listener = {} }: JoinOptions): void {
    if ((this.#processes.get(client)?.liveness ?? 'stopped') !== 'stopped') {
      throw new KafkaError(
        'INVALID_REQUEST',
        `${client} is in the group ${this.groupId} already. Choose another name.`,
      );
    }
    const connection = `${client}#${this.#connections.size + 1}`;
    const membership = new GroupMembership({
      client,
      connection,
      topics,
      listener,
      settings: { ...defaultMembershipSettings, ...settings },
      partitionCounts: this.#partitionCounts,
      nowMs: this.#nowMs,
    });
    const nextHeartbeatMs = this.#nowMs + membership.settings['heartbeat.interval.ms'];
    const process: Process = { membership, liveness: 'running', nextHeartbeatMs, unread: [] };
    this.#processes.set(client, process);
    this.#connections.set(connection, process);
    this.#exchange();
  }

  /** Closes a consumer: a dynamic member leaves at once, a static one keeps its partitions until its session expires. */
  leave(client: string): void {
    const process = this.#process(client);
    process.membership.close();
    this.#exchange();
    process.liveness = 'stopped';
  }

  /** A process dies without a word; the group notices when its session times out. */
  crash(client: string): void {
    this.#process(client).liveness = 'stopped';
  }

  /** A process takes so long over its records that it does not poll; its heartbeats go on. */
  stick(client: string): void {
    const process = this.#process(client);
    process.membership.poll(this.#nowMs);
    process.liveness = 'stuck';
  }

  /** A process stands still, as in a long garbage collection or behind a broken network. */
  freeze(client: string): void {
    this.#process(client).liveness = 'frozen';
  }

  /** A stuck or frozen process goes on where it was. It learns what it missed when the clock next moves, or by a commit. */
  wake(client: string): void {
    const process = this.#process(client);
    process.liveness = 'running';
    process.nextHeartbeatMs = Math.min(process.nextHeartbeatMs, this.#nowMs);
  }

  /** Lets the members see now that topics have changed, which they else see every five minutes (`metadata.max.age.ms`). */
  refreshMetadata(): void {
    this.#nextMetadataMs = this.#nowMs + METADATA_MAX_AGE_MS;
    for (const { membership, liveness } of this.#processes.values()) {
      if (liveness === 'running') membership.refreshMetadata();
    }
    this.#exchange();
  }

  /** Commits as that member, in the generation it believes in: Kafka's error name if it is refused, and nothing changed. */
  commit(client: string, offsets: readonly OffsetToCommit[]): GroupErrorCode | null {
    const { membership } = this.#process(client);
    const { memberId, generation, settings } = membership;
    const groupInstanceId = settings['group.instance.id'];
    const own = membership.refusesCommit();
    if (own !== null) return own;
    const error = this.coordinator.commit({ memberId, groupInstanceId, generation, offsets });
    if (error !== null) membership.commitRefused(error);
    return error;
  }

  /** Commits as an administrator or a consumer without a group: accepted only while the group is empty. */
  commitFromOutside(offsets: readonly OffsetToCommit[]): GroupErrorCode | null {
    return this.coordinator.commit({ memberId: '', generation: -1, offsets });
  }

  /** Offset of the next record to read after a restart, `null` where nothing is committed. */
  committed(partition: TopicPartition): Offset | null {
    return this.coordinator.committed.get(partition)?.offset ?? null;
  }

  /** How far the group is behind, in offsets; `null` where nothing is committed. */
  lag(partition: TopicPartition, logEndOffset: Offset): number | null {
    const committed = this.committed(partition);
    return committed === null ? null : logEndOffset - committed;
  }

  /** What a member believes to own, ordered; a zombie may believe what is no longer so. */
  owned(client: string): readonly TopicPartition[] {
    return this.#process(client).membership.owned;
  }

  /** Who owns what by name, of those that run. */
  assignment(): Readonly<Record<string, readonly string[]>> {
    const running = [...this.#processes].filter(([, { liveness }]) => liveness === 'running' || liveness === 'stuck');
    return Object.fromEntries(running.map(([client, { membership }]) => [client, membership.owned.map(nameOf)]));
  }

  /** Lets time pass: heartbeats, time-outs and the rebalances that follow. */
  advance(ms: number): void {
    this.advanceTo(this.#nowMs + ms);
  }

  /** As `advance`, up to a moment; one in the past changes nothing. */
  advanceTo(untilMs: number): void {
    for (let due = this.nextDueMs(); due !== null && due <= untilMs; due = this.nextDueMs()) this.#step(due);
    this.#nowMs = Math.max(this.#nowMs, untilMs);
    this.coordinator.tick(this.#nowMs);
  }

  /** Lets as much time pass as the running members need to agree, an hour at most, and says how much that was. */
  settle(): number {
    const startMs = this.#nowMs;
    while (!this.isSettled && this.#nowMs - startMs < SETTLED_AFTER_MS) this.#step(this.nextDueMs() ?? this.#nowMs);
    return this.#nowMs - startMs;
  }

  /** True when no rebalance is going on and every running member has its assignment. */
  get isSettled(): boolean {
    const { state } = this.coordinator.group;
    if (state === 'PreparingRebalance' || state === 'CompletingRebalance') return false;
    return [...this.#processes.values()].every(
      ({ liveness, membership }) => liveness !== 'running' || membership.isSettled,
    );
  }

  /** When something will happen by itself, or `null` if nothing will. */
  nextDueMs(): number | null {
    let next = this.coordinator.nextDueMs() ?? Number.POSITIVE_INFINITY;
    this.#processes.forEach(({ liveness, nextHeartbeatMs }) => {
      if (liveness === 'running' || liveness === 'stuck') next = Math.min(next, nextHeartbeatMs);
    });
    return next === Number.POSITIVE_INFINITY ? null : next;
  }

  describe(): ConsumerGroupSnapshot {
    const { state, generation, protocol } = this.coordinator.group;
    return {
      groupId: this.groupId,
      state,
      generation,
      protocol,
      members: [...this.#processes.values()]
        .map((process) => this.#describeMember(process))
        .filter(({ liveness, inGroup }) => liveness !== 'stopped' || inGroup),
      committed: this.coordinator.committed.all(),
    };
  }

  #describeMember({ membership, liveness }: Process): ConsumerGroupMemberSnapshot {
    const { client, memberId, generation, topics, owned, settings } = membership;
    const { group } = this.coordinator;
    const member = group.members.get(memberId);
    const assignment = group.state === 'Stable' ? (member?.assignment ?? '') : '';
    return {
      client,
      memberId,
      groupInstanceId: settings['group.instance.id'],
      generation,
      liveness,
      inGroup: member !== undefined,
      topics,
      // Unpacked only for those who ask: most who look at a group want to know something else.
      get assigned() {
        return unpackAssignment(assignment);
      },
      owned,
    };
  }

  #process(client: string): Process {
    const process = this.#processes.get(client);
    if (process !== undefined && process.liveness !== 'stopped') return process;
    const names = [...this.#processes.keys()].join(', ') || 'none yet';
    throw new KafkaError(
      'UNKNOWN_MEMBER_ID',
      `No consumer ${client} runs in the group ${this.groupId} (its consumers: ${names}). Let it join first.`,
    );
  }

  /** Kafka's ids end in a random UUID, where ours count. */
  #newMemberId({ client: connection, groupInstanceId }: Asker): string {
    const { client } = this.#connections.get(connection)!.membership;
    return `${groupInstanceId ?? client}-${++this.#idCount}`;
  }

  #step(dueMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, dueMs);
    this.#deliver(this.coordinator.tick(this.#nowMs));
    for (const process of this.#processes.values()) this.#beat(process);
    if (this.#nowMs >= this.#nextMetadataMs) this.refreshMetadata();
    this.#exchange();
  }

  #beat(process: Process): void {
    const { membership, liveness, nextHeartbeatMs } = process;
    if (nextHeartbeatMs > this.#nowMs || liveness === 'frozen' || liveness === 'stopped') return;
    process.nextHeartbeatMs = this.#nowMs + membership.settings['heartbeat.interval.ms'];
    membership.heartbeat(this.#nowMs);
  }

  /** Carries requests and answers to and fro, and lets running members poll, until nobody has anything to say. */
  #exchange(): void {
    for (let isQuiet = false; !isQuiet; ) {
      isQuiet = true;
      for (const process of [...this.#processes.values()]) {
        for (const request of this.#requestsOf(process)) {
          isQuiet = false;
          this.#deliver(this.#ask(request));
        }
      }
    }
  }

  #requestsOf({ membership, liveness, unread }: Process): readonly GroupRequest[] {
    if (liveness === 'running') {
      for (const answer of unread.splice(0)) membership.receive(answer);
      membership.poll(this.#nowMs);
    }
    return liveness === 'frozen' || liveness === 'stopped' ? [] : membership.takeRequests();
  }

  #ask(request: GroupRequest): readonly GroupAnswer[] {
    if (request.api === 'join') return this.coordinator.join(request);
    if (request.api === 'sync') return this.coordinator.sync(request);
    if (request.api === 'heartbeat') return this.coordinator.heartbeat(request);
    return this.coordinator.leave(request);
  }

  #deliver(answers: readonly GroupAnswer[]): void {
    for (const answer of answers) {
      const process = this.#connections.get(answer.to)!;
      const isHeard = process.liveness === 'running' || (process.liveness === 'stuck' && answer.api === 'heartbeat');
      if (isHeard) process.membership.receive(answer);
      else process.unread.push(answer);
    }
  }
}
