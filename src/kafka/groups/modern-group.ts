import { comparePartitions, nameOf, type TopicPartition, topicPartition } from '../topic-partition.ts';
import type { Assignor, GroupMember } from './assignors/group.ts';
import { uniformAssignor } from './assignors/uniform.ts';
import type { GroupErrorCode } from './group-messages.ts';
import { type CurrentAssignment, reconcile } from './reconciliation.ts';
import { Timers } from './timers.ts';

/** Epochs with a meaning of their own in a heartbeat. */
const JOIN = 0;
const LEAVE = -1;
const LEAVE_FOR_NOW = -2;

/** A ConsumerGroupHeartbeat. Epoch 0 joins, -1 leaves, -2 is a static member that means to come back. */
export interface ModernHeartbeat {
  /** Chosen by the client. */
  readonly memberId: string;
  readonly groupInstanceId?: string | undefined;
  readonly epoch: number;
  /** Sent on joining and when it changes. */
  readonly topics?: readonly string[] | undefined;
  /** Sent on joining and when it changes. */
  readonly owned?: readonly TopicPartition[] | undefined;
  /** The consumer's `max.poll.interval.ms`; sent on joining. */
  readonly rebalanceTimeoutMs?: number | undefined;
}

/** The answer: the epoch the member is at now, and its assignment if that has changed. */
export type ModernAnswer =
  | { readonly error: GroupErrorCode }
  | { readonly epoch: number; readonly assignment?: readonly TopicPartition[] };

/** `Assigning`: a new target is due. `Reconciling`: some members are on their way to it. */
export type ModernGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable';

export interface ModernGroupOptions {
  readonly partitionCounts: () => Readonly<Record<string, number>>;
  /** Topic ids as Kafka prints them; they break ties, and without them the names do. */
  readonly topicIds?: Readonly<Record<string, string>> | undefined;
  /** Computes the target on the broker; `uniformAssignor` unless named otherwise (`group.consumer.assignors`). */
  readonly assignor?: Assignor;
  readonly 'group.consumer.session.timeout.ms'?: number;
}

export interface ModernMember {
  readonly memberId: string;
  readonly groupInstanceId: string | undefined;
  readonly topics: readonly string[];
  readonly rebalanceTimeoutMs: number;
  readonly current: CurrentAssignment;
}

type Alarm =
  | { readonly type: 'session'; readonly memberId: string }
  | { readonly type: 'revocation'; readonly memberId: string; readonly epoch: number };

/**
 * One group of the consumer protocol (KIP-848, org.apache.kafka.coordinator.group.modern.consumer.ConsumerGroup): the
 * coordinator computes the target at once and leads each member to it by its own heartbeats, while the others go on.
 */
export class ModernGroup {
  /** Counts changes of members and subscriptions. A new group starts above 1, as in Kafka 4.3. */
  groupEpoch = 1;
  /** The group epoch the target was computed for. */
  assignmentEpoch = 0;
  readonly #options: ModernGroupOptions;
  readonly #members = new Map<string, ModernMember>();
  readonly #staticMembers = new Map<string, string>();
  readonly #targets = new Map<string, ReadonlySet<string>>();
  /** Who has each partition, or is about to give it up. */
  readonly #holders = new Map<string, string>();
  readonly #timers = new Timers<Alarm>();
  #nowMs = 0;

  constructor(options: ModernGroupOptions) {
    this.#options = options;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get members(): ReadonlyMap<string, ModernMember> {
    return this.#members;
  }

  get state(): ModernGroupState {
    if (this.#members.size === 0) return 'Empty';
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning';
    for (const { current } of this.#members.values()) {
      if (current.state !== 'STABLE' || current.epoch !== this.assignmentEpoch) return 'Reconciling';
    }
    return 'Stable';
  }

  /** What a member is to have in the end, by partition name. */
  target(memberId: string): ReadonlySet<string> {
    return this.#targets.get(memberId) ?? new Set();
  }

  heartbeat(request: ModernHeartbeat): ModernAnswer {
    const error = this.#refuses(request);
    if (error !== null) return { error };
    if (request.epoch === LEAVE) this.#remove(new Set([request.memberId]));
    else if (request.epoch === LEAVE_FOR_NOW) this.#leaveForNow(request.memberId);
    else return this.#goOn(request);
    return { epoch: request.epoch };
  }

  /** Why a commit would be refused, or `null`. */
  refusesCommit(memberId: string, epoch: number): GroupErrorCode | null {
    if (epoch < 0 && this.#members.size === 0) return null;
    const member = this.#members.get(memberId);
    if (member === undefined) return 'UNKNOWN_MEMBER_ID';
    return epoch === member.current.epoch ? null : 'STALE_MEMBER_EPOCH';
  }

  /**
   * Moves the clock: members that were silent too long, or took too long to give partitions up, are removed. However many
   * go at once, it is one change of the group.
   */
  tick(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    const late = new Set<string>();
    for (let alarm = this.#timers.takeDue(nowMs); alarm !== null; alarm = this.#timers.takeDue(nowMs)) {
      if (this.#isLate(alarm)) late.add(alarm.memberId);
    }
    this.#remove(late);
  }

  /** When a member will be removed unless it is heard of, or `null`. */
  nextDueMs(): number | null {
    return this.#timers.nextDueMs();
  }

  #refuses(request: ModernHeartbeat): GroupErrorCode | null {
    const { memberId, groupInstanceId, epoch } = request;
    const known = this.#members.get(memberId);
    if (groupInstanceId !== undefined) {
      const staticId = this.#staticMembers.get(groupInstanceId);
      if (epoch === JOIN) return this.#refusesInstance(staticId);
      if (staticId === undefined) return 'UNKNOWN_MEMBER_ID';
      if (staticId !== memberId) return 'FENCED_INSTANCE_ID';
    }
    if (epoch === JOIN) return null;
    if (known === undefined) return 'UNKNOWN_MEMBER_ID';
    return epoch > JOIN && !isAcceptableEpoch(request, known.current) ? 'FENCED_MEMBER_EPOCH' : null;
  }

  /** An instance id is free again once its member has said that it will be back; until then not even that member may join. */
  #refusesInstance(staticId: string | undefined): GroupErrorCode | null {
    if (staticId === undefined) return null;
    return this.#members.get(staticId)!.current.epoch === LEAVE_FOR_NOW ? null : 'UNRELEASED_INSTANCE_ID';
  }

  #goOn(request: ModernHeartbeat): ModernAnswer {
    const before = this.#memberFor(request);
    const member = {
      ...before,
      topics: request.topics ?? before.topics,
      rebalanceTimeoutMs: request.rebalanceTimeoutMs ?? before.rebalanceTimeoutMs,
    };
    if (!sameTopics(before.topics, member.topics)) this.groupEpoch++;
    this.#keep(member);
    if (this.groupEpoch > this.assignmentEpoch) this.#computeTargets();
    const current = this.#reconcile(member, request.owned?.map(nameOf));
    this.#timers.set(`session of ${member.memberId}`, this.#nowMs + this.#sessionTimeoutMs(), {
      type: 'session',
      memberId: member.memberId,
    });
    const tell =
      request.epoch === JOIN || request.topics !== undefined || !sameSet(before.current.assigned, current.assigned);
    return { epoch: current.epoch, ...(tell && { assignment: [...current.assigned].map(topicPartition) }) };
  }

  #memberFor({ memberId, groupInstanceId, epoch }: ModernHeartbeat): ModernMember {
    const staticId = groupInstanceId === undefined ? undefined : this.#staticMembers.get(groupInstanceId);
    if (staticId !== undefined && epoch === JOIN) return this.#replace(this.#members.get(staticId)!, memberId);
    const known = this.#members.get(memberId);
    if (known !== undefined) return known;
    if (groupInstanceId !== undefined) this.#staticMembers.set(groupInstanceId, memberId);
    return { memberId, groupInstanceId, topics: [], rebalanceTimeoutMs: 300_000, current: nothingYet };
  }

  /** A static member that is back under a new id has what the old one had, its target too: no rebalance. */
  #replace(old: ModernMember, memberId: string): ModernMember {
    const target = this.target(old.memberId);
    this.#forget(old.memberId);
    this.#staticMembers.set(old.groupInstanceId!, memberId);
    this.#targets.set(memberId, target);
    return { ...old, memberId, current: { ...old.current, epoch: 0, previousEpoch: 0 } };
  }

  #computeTargets(): void {
    const members: GroupMember[] = [...this.#members.values()].map(({ memberId, groupInstanceId, topics }) => ({
      memberId,
      groupInstanceId,
      topics,
      owned: [...this.target(memberId)].map(topicPartition).sort(comparePartitions),
    }));
    const assign = this.#options.assignor ?? uniformAssignor;
    const { partitionCounts, topicIds } = this.#options;
    const assignment = assign({ partitionCounts: partitionCounts(), members, topicIds });
    for (const { memberId } of members) this.#targets.set(memberId, new Set(assignment[memberId]!.map(nameOf)));
    this.assignmentEpoch = this.groupEpoch;
  }

  #reconcile(member: ModernMember, owned: readonly string[] | undefined): CurrentAssignment {
    const { memberId, rebalanceTimeoutMs } = member;
    const current = reconcile(member.current, {
      epoch: this.assignmentEpoch,
      partitions: this.target(memberId),
      isHeld: (partition) => (this.#holders.get(partition) ?? memberId) !== memberId,
      owned,
    });
    if (current === member.current) return current;
    this.#keep({ ...member, current });
    const alarm = { type: 'revocation', memberId, epoch: current.epoch } as const;
    const isRevoking = current.state === 'UNREVOKED_PARTITIONS';
    if (isRevoking) this.#timers.set(`revocation of ${memberId}`, this.#nowMs + rebalanceTimeoutMs, alarm);
    else this.#timers.cancel(`revocation of ${memberId}`);
    return current;
  }

  #keep(member: ModernMember): void {
    const { memberId, current } = member;
    this.#letGo(memberId);
    this.#members.set(memberId, member);
    for (const partition of [...current.assigned, ...current.revoking]) this.#holders.set(partition, memberId);
  }

  #letGo(memberId: string): void {
    const current = this.#members.get(memberId)?.current ?? nothingYet;
    for (const partition of [...current.assigned, ...current.revoking]) {
      if (this.#holders.get(partition) === memberId) this.#holders.delete(partition);
    }
  }

  #leaveForNow(memberId: string): void {
    const member = this.#members.get(memberId)!;
    const current = { ...member.current, epoch: LEAVE_FOR_NOW, revoking: new Set<string>() };
    this.#keep({ ...member, current });
  }

  /** The next heartbeat of any member computes the new target. */
  #remove(memberIds: ReadonlySet<string>): void {
    for (const memberId of memberIds) {
      const instance = this.#members.get(memberId)?.groupInstanceId;
      if (instance !== undefined) this.#staticMembers.delete(instance);
      this.#forget(memberId);
    }
    if (memberIds.size > 0) this.groupEpoch++;
  }

  #forget(memberId: string): void {
    this.#letGo(memberId);
    this.#members.delete(memberId);
    this.#targets.delete(memberId);
    this.#timers.cancel(`session of ${memberId}`);
    this.#timers.cancel(`revocation of ${memberId}`);
  }

  #isLate(alarm: Alarm): boolean {
    return alarm.type === 'session' || alarm.epoch === this.#members.get(alarm.memberId)?.current.epoch;
  }

  #sessionTimeoutMs(): number {
    return this.#options['group.consumer.session.timeout.ms'] ?? 45_000;
  }
}

const nothingYet: CurrentAssignment = {
  state: 'STABLE',
  epoch: 0,
  previousEpoch: 0,
  assigned: new Set(),
  revoking: new Set(),
};

/** The epoch before is accepted from a member that may have missed our answer: what it owns is part of what it was given. */
function isAcceptableEpoch({ epoch, owned }: ModernHeartbeat, current: CurrentAssignment): boolean {
  if (epoch === current.epoch) return true;
  return (
    epoch === current.previousEpoch && owned !== undefined && owned.every((each) => current.assigned.has(nameOf(each)))
  );
}

function sameTopics(a: readonly string[], b: readonly string[]): boolean {
  return sameSet(new Set(a), new Set(b));
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}
