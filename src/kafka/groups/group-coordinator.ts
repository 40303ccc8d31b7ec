import { type ChooseLeader, ClassicGroup, type ClassicGroupState, type ClassicMember } from './classic-group.ts';
import { type CommittedOffset, CommittedOffsets } from './committed-offsets.ts';
import { GroupAnswers } from './group-answers.ts';
import type {
  Asker,
  CommitRequest,
  GroupAnswer,
  GroupErrorCode,
  HeartbeatRequest,
  JoinRequest,
  LeaveRequest,
  SyncRequest,
} from './group-messages.ts';
import { isExpired, refusesCommit } from './offset-commit.ts';
import { Timers } from './timers.ts';

/** How long a join of a new member may stay unanswered before the coordinator gives the member up. */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000;

/** `offsets.retention.minutes`: a week. */
const OFFSETS_RETENTION_MS = 7 * 24 * 60 * 60 * 1000;

export interface GroupCoordinatorOptions {
  readonly 'group.initial.rebalance.delay.ms'?: number;
  /** Makes an id nobody had before; Kafka's are a client id or instance id, a dash and a random UUID. */
  readonly newMemberId?: (asker: Asker) => string;
  readonly chooseLeader?: ChooseLeader;
  readonly onEvent?: (event: GroupEvent) => void;
}

/** What a group went through, for traces. */
export type GroupEvent =
  | { readonly type: 'member added'; readonly memberId: string }
  | { readonly type: 'member removed'; readonly memberId: string; readonly because: RemovalReason }
  | { readonly type: 'member replaced'; readonly memberId: string; readonly by: string }
  | { readonly type: 'state changed'; readonly state: ClassicGroupState; readonly generation: number };

export type RemovalReason =
  | 'it left'
  | 'its session timed out'
  | 'it did not rejoin in time'
  | 'it did not sync in time';

type Alarm =
  | { readonly type: 'session'; readonly memberId: string }
  | { readonly type: 'initial join'; readonly delayMs: number; readonly remainingMs: number }
  | { readonly type: 'join' }
  | { readonly type: 'sync'; readonly generation: number };

/**
 * The broker's side of one classic consumer group: JoinGroup, SyncGroup, Heartbeat, LeaveGroup and OffsetCommit, with their
 * timers on a virtual clock (GroupMetadataManager). Every call returns the answers that became due by it, to whomever.
 */
export class GroupCoordinator {
  readonly committed = new CommittedOffsets();
  readonly #group: ClassicGroup;
  readonly #timers = new Timers<Alarm>();
  readonly #initialDelayMs: number;
  readonly #newMemberId: (asker: Asker) => string;
  readonly #onEvent: (event: GroupEvent) => void;
  #newMemberAdded = false;
  readonly #answers: GroupAnswers;
  #nowMs = 0;

  constructor(options: GroupCoordinatorOptions = {}) {
    let idCount = 0;
    this.#group = new ClassicGroup(options.chooseLeader ?? ((memberIds) => memberIds[0]!));
    this.#answers = new GroupAnswers(this.#group);
    this.#initialDelayMs = options['group.initial.rebalance.delay.ms'] ?? 3000;
    this.#newMemberId =
      options.newMemberId ?? (({ client, groupInstanceId }) => `${groupInstanceId ?? client}-${++idCount}`);
    this.#onEvent = options.onEvent ?? (() => {});
  }

  /** The group as the coordinator sees it. It is the coordinator's own: read it, never write to it. */
  get group(): Readonly<ClassicGroup> {
    return this.#group;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  join(request: JoinRequest): readonly GroupAnswer[] {
    const error = this.#refusesJoin(request);
    if (error !== null) this.#answers.joinRefused(request, error);
    else if (request.memberId !== '') this.#rejoin(request);
    else if (request.groupInstanceId !== undefined) this.#joinStatic(request, request.groupInstanceId);
    else this.#handOutMemberId(request);
    return this.#answers.take();
  }

  sync(request: SyncRequest): readonly GroupAnswer[] {
    const error = this.#refusesSync(request);
    const member = this.#group.members.get(request.memberId);
    if (error !== null || member === undefined) this.#answers.syncRefused(request.client, error ?? 'UNKNOWN_MEMBER_ID');
    else this.#acceptSync(request, member);
    return this.#answers.take();
  }

  heartbeat(request: HeartbeatRequest): readonly GroupAnswer[] {
    const { client, memberId, groupInstanceId, generation } = request;
    let error = this.#group.refuses(memberId, groupInstanceId, generation);
    if (error === null) {
      this.#keepAlive(this.#group.members.get(memberId)!);
      if (this.#group.state === 'PreparingRebalance') error = 'REBALANCE_IN_PROGRESS';
    }
    this.#answers.done(client, 'heartbeat', error);
    return this.#answers.take();
  }

  leave(request: LeaveRequest): readonly GroupAnswer[] {
    const { client, groupInstanceId } = request;
    const wasPending = this.#group.pendingJoin.has(request.memberId);
    const memberId = request.memberId || (this.#group.staticMembers.get(groupInstanceId ?? '') ?? '');
    const error = wasPending ? this.#group.refusesAll() : this.#group.refuses(memberId, groupInstanceId);
    this.#answers.done(client, 'leave', error);
    if (error === null) {
      this.#remove(memberId, 'it left');
      this.#afterLeaving();
    }
    return this.#answers.take();
  }

  /** Commits offsets, or returns Kafka's error name and changes nothing. In a group it counts as a sign of life too. */
  commit(request: CommitRequest): GroupErrorCode | null {
    const error = this.refusesCommit(request);
    if (error !== null) return error;
    const member = this.#group.members.get(request.memberId);
    if (member !== undefined) this.#keepAlive(member);
    this.committed.commit(request.offsets, this.#nowMs);
    return null;
  }

  /** Keeps offsets aside until the producer's transaction ends (TxnOffsetCommit, KIP-447), or returns why not. */
  commitInTransaction(producerId: number, request: CommitRequest): GroupErrorCode | null {
    const error = refusesCommit(this.#group, request, 'in a transaction');
    if (error === null) this.committed.commitInTransaction(producerId, request.offsets, this.#nowMs);
    return error;
  }

  /** Why a commit would be refused, or `null`; changes nothing. */
  refusesCommit(request: Omit<CommitRequest, 'offsets'>): GroupErrorCode | null {
    return refusesCommit(this.#group, request);
  }

  /** Forgets what was committed too long ago and returns it. */
  expireOffsets(retentionMs = OFFSETS_RETENTION_MS): readonly CommittedOffset[] {
    return this.committed.expire(isExpired(this.#group, this.#nowMs, retentionMs));
  }

  /** Moves the clock to `nowMs` and lets everything due by then happen, at that moment. Stop at each `nextDueMs()` to be on time. */
  tick(nowMs: number): readonly GroupAnswer[] {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    const due = () => this.#timers.takeDue(nowMs);
    for (let alarm = due(); alarm !== null; alarm = due()) this.#ring(alarm);
    return this.#answers.take();
  }

  /** When something will happen by itself, or `null` if nothing will. */
  nextDueMs(): number | null {
    return this.#timers.nextDueMs();
  }

  /**
   * Removes the group and its offsets, as `kafka-consumer-groups.sh --delete` does; only a group without members can go.
   * A removed group stays Dead: whoever comes next starts a new one.
   */
  delete(): GroupErrorCode | null {
    if (this.#group.state === 'Dead') return 'GROUP_ID_NOT_FOUND';
    if (this.#group.state !== 'Empty') return 'NON_EMPTY_GROUP';
    this.#transitionTo('Dead');
    this.committed.clear();
    return null;
  }

  #refusesJoin({ protocols }: JoinRequest): GroupErrorCode | null {
    return this.#group.refusesAll() ?? (this.#group.supports(protocols) ? null : 'INCONSISTENT_GROUP_PROTOCOL');
  }

  #refusesSync({ memberId, groupInstanceId, generation, protocol }: SyncRequest): GroupErrorCode | null {
    const error = this.#group.refuses(memberId, groupInstanceId, generation);
    if (error !== null) return error;
    const current = this.#group.protocol ?? protocol;
    if (protocol !== undefined && protocol !== current) return 'INCONSISTENT_GROUP_PROTOCOL';
    return this.#group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : null;
  }

  /** A dynamic newcomer must come again with the id it is given, so that a lost answer leaves no ghost behind (KIP-394). */
  #handOutMemberId(request: JoinRequest): void {
    const memberId = this.#newMemberId(request);
    this.#group.pendingJoin.add(memberId);
    this.#expectSign(memberId, request.sessionTimeoutMs);
    this.#answers.joinRefused({ client: request.client, memberId }, 'MEMBER_ID_REQUIRED');
  }

  #joinStatic(request: JoinRequest, groupInstanceId: string): void {
    const memberId = this.#newMemberId(request);
    const old = this.#group.members.get(this.#group.staticMembers.get(groupInstanceId) ?? '');
    if (old === undefined) this.#addMember(request, memberId);
    else this.#replaceStatic(request, old, memberId);
  }

  #addMember(request: JoinRequest, memberId: string): void {
    const { client, groupInstanceId, protocols, sessionTimeoutMs, rebalanceTimeoutMs } = request;
    const { state, previousState } = this.#group;
    if (state === 'PreparingRebalance' && previousState === 'Empty') this.#newMemberAdded = true;
    this.#group.add({
      memberId,
      groupInstanceId,
      protocols,
      sessionTimeoutMs,
      rebalanceTimeoutMs,
      assignment: '',
      isNew: true,
      awaitingJoin: client,
      awaitingSync: null,
    });
    this.#onEvent({ type: 'member added', memberId });
    // It cannot send heartbeats before it knows its id, so its session starts with the answer.
    this.#expectSign(memberId, NEW_MEMBER_JOIN_TIMEOUT_MS);
    this.#rebalanceOrCompleteJoin();
  }

  /** The old process is fenced. In a stable group nothing else changes, unless another assignor would be chosen now. */
  #replaceStatic(request: JoinRequest, old: ClassicMember, memberId: string): void {
    this.#answers.fenced(old);
    const member = this.#group.replaceStatic(old, memberId);
    this.#onEvent({ type: 'member replaced', memberId: old.memberId, by: memberId });
    this.#keepAlive(member);
    this.#takeOver(member, request);
    if (this.#group.state === 'CompletingRebalance') this.#prepareRebalance();
    else if (this.#group.state !== 'Stable') this.#maybeCompleteJoin();
    else if (this.#group.selectProtocol() !== this.#group.protocol) this.#rebalanceOrCompleteJoin();
    else this.#answers.joined(member, this.#group.leader === memberId);
  }

  #rejoin(request: JoinRequest): void {
    const { memberId, groupInstanceId } = request;
    const error = this.#group.refuses(memberId, groupInstanceId);
    if (this.#group.pendingJoin.has(memberId)) this.#addMember(request, memberId);
    else if (error !== null) this.#answers.joinRefused(request, error);
    else this.#rejoinAs(this.#group.members.get(memberId)!, request);
  }

  /** A member that comes with nothing new hears how things stand. In a stable group the leader may always ask for a rebalance. */
  #rejoinAs(member: ClassicMember, request: JoinRequest): void {
    const { state, leader } = this.#group;
    const wantsRebalance = state === 'Stable' && leader === member.memberId;
    const isRepeat = sameProtocols(member.protocols, request.protocols) && !wantsRebalance;
    if (state !== 'PreparingRebalance' && isRepeat) {
      member.awaitingJoin = request.client;
      this.#answers.joined(member);
    } else {
      this.#takeOver(member, request);
      this.#rebalanceOrCompleteJoin();
    }
  }

  #takeOver(member: ClassicMember, request: JoinRequest): void {
    member.protocols = request.protocols;
    member.sessionTimeoutMs = request.sessionTimeoutMs;
    member.rebalanceTimeoutMs = request.rebalanceTimeoutMs;
    member.awaitingJoin = request.client;
  }

  #rebalanceOrCompleteJoin(): void {
    if (this.#group.state === 'PreparingRebalance') this.#maybeCompleteJoin();
    else this.#prepareRebalance();
  }

  #prepareRebalance(): void {
    if (this.#group.state === 'CompletingRebalance') this.#refuseWaitingSyncs();
    this.#group.pendingSync.clear();
    this.#timers.cancel('sync');
    const isInitial = this.#group.state === 'Empty';
    this.#transitionTo('PreparingRebalance');
    const remainingMs = this.#group.rebalanceTimeoutMs() - this.#initialDelayMs;
    if (isInitial) this.#waitForFirstMembers(this.#initialDelayMs, remainingMs);
    else if (this.#group.allJoined()) this.#completeJoin();
    else this.#waitForRejoins();
  }

  #refuseWaitingSyncs(): void {
    for (const member of this.#group.members.values()) member.assignment = '';
    this.#answerSyncs((client) => this.#answers.syncRefused(client, 'REBALANCE_IN_PROGRESS'));
  }

  #waitForFirstMembers(delayMs: number, remainingMs: number): void {
    const alarm = { type: 'initial join', delayMs, remainingMs: Math.max(remainingMs, 0) } as const;
    this.#timers.set('join', this.#nowMs + delayMs, alarm);
  }

  #waitForRejoins(): void {
    this.#timers.set('join', this.#nowMs + this.#group.rebalanceTimeoutMs(), { type: 'join' });
  }

  /** The first rebalance of an empty group waits for its delay, whoever has joined (KIP-134). */
  #maybeCompleteJoin(): void {
    const { state, previousState } = this.#group;
    if (state === 'PreparingRebalance' && previousState !== 'Empty' && this.#group.allJoined()) this.#completeJoin();
  }

  #completeJoin(): void {
    this.#timers.cancel('join');
    for (const memberId of this.#group.dynamicMembersNotJoined()) this.#remove(memberId, 'it did not rejoin in time');
    // With nobody there but static members that have not come back, their sessions decide.
    if (!this.#group.electJoinedLeader() && this.#group.members.size > 0) this.#waitForRejoins();
    else this.#startNextGeneration();
  }

  #startNextGeneration(): void {
    this.#group.startNextGeneration(this.#nowMs);
    this.#tellState();
    for (const member of this.#group.members.values()) {
      this.#answers.joined(member);
      this.#keepAlive(member);
      member.isNew = false;
    }
    if (this.#group.members.size > 0) this.#waitForSyncs();
  }

  #waitForSyncs(): void {
    const { generation } = this.#group;
    this.#timers.set('sync', this.#nowMs + this.#group.rebalanceTimeoutMs(), { type: 'sync', generation });
  }

  #acceptSync({ client, assignments }: SyncRequest, member: ClassicMember): void {
    this.#group.pendingSync.delete(member.memberId);
    if (this.#group.pendingSync.size === 0) this.#timers.cancel('sync');
    if (this.#group.state === 'Stable') {
      this.#answers.synced(client, member.assignment);
    } else {
      member.awaitingSync = client;
      if (this.#group.leader === member.memberId) this.#distribute(assignments ?? {});
    }
  }

  #distribute(assignments: Readonly<Record<string, string>>): void {
    for (const member of this.#group.members.values()) {
      member.assignment = Object.hasOwn(assignments, member.memberId) ? assignments[member.memberId]! : '';
    }
    this.#transitionTo('Stable');
    this.#answerSyncs((client, assignment) => this.#answers.synced(client, assignment));
  }

  /** Answers every sync that waits; from here on those members are expected to send heartbeats again. */
  #answerSyncs(answer: (client: string, assignment: string) => void): void {
    for (const member of this.#group.members.values()) {
      if (member.awaitingSync === null) continue;
      answer(member.awaitingSync, member.assignment);
      member.awaitingSync = null;
      this.#keepAlive(member);
    }
  }

  #ring(alarm: Alarm): void {
    if (alarm.type === 'session') this.#expireSession(alarm.memberId);
    else if (alarm.type === 'initial join') this.#endInitialDelay(alarm.delayMs, alarm.remainingMs);
    else if (alarm.type === 'join') this.#completeJoin();
    else this.#expireSyncs(alarm.generation);
  }

  #expireSession(memberId: string): void {
    const member = this.#group.members.get(memberId);
    if (member === undefined && !this.#group.pendingJoin.has(memberId)) return;
    // A member that waits for our answer owes us no heartbeat.
    if (member !== undefined && !member.isNew && (member.awaitingJoin ?? member.awaitingSync) !== null) return;
    this.#remove(memberId, 'its session timed out');
    this.#afterExpiry(member !== undefined);
  }

  /** As long as newcomers keep coming the delay starts again, up to the rebalance timeout. */
  #endInitialDelay(delayMs: number, remainingMs: number): void {
    if (this.#newMemberAdded && remainingMs > 0) {
      this.#newMemberAdded = false;
      this.#waitForFirstMembers(Math.min(this.#initialDelayMs, remainingMs), remainingMs - delayMs);
    } else {
      this.#completeJoin();
    }
  }

  #expireSyncs(generation: number): void {
    if (generation !== this.#group.generation || this.#group.pendingSync.size === 0) return;
    if (this.#group.state !== 'CompletingRebalance' && this.#group.state !== 'Stable') return;
    for (const memberId of [...this.#group.pendingSync]) this.#remove(memberId, 'it did not sync in time');
    this.#prepareRebalance();
  }

  #remove(memberId: string, because: RemovalReason): void {
    this.#timers.cancel(sessionOf(memberId));
    const member = this.#group.members.get(memberId);
    if (member !== undefined) {
      this.#answers.removed(member);
      this.#onEvent({ type: 'member removed', memberId, because });
    }
    this.#group.remove(memberId);
  }

  #afterLeaving(): void {
    const { state } = this.#group;
    if (state === 'PreparingRebalance') this.#maybeCompleteJoin();
    else if (state === 'Stable' || state === 'CompletingRebalance') this.#prepareRebalance();
  }

  #afterExpiry(wasMember: boolean): void {
    const { state } = this.#group;
    if (state === 'PreparingRebalance' && this.#group.allJoined()) this.#completeJoin();
    else if (wasMember && (state === 'Stable' || state === 'CompletingRebalance')) this.#prepareRebalance();
  }

  #keepAlive({ memberId, sessionTimeoutMs }: ClassicMember): void {
    this.#expectSign(memberId, sessionTimeoutMs);
  }

  #expectSign(memberId: string, withinMs: number): void {
    this.#timers.set(sessionOf(memberId), this.#nowMs + withinMs, { type: 'session', memberId });
  }

  #transitionTo(state: ClassicGroupState): void {
    this.#group.transitionTo(state, this.#nowMs);
    this.#tellState();
  }

  #tellState(): void {
    this.#onEvent({ type: 'state changed', state: this.#group.state, generation: this.#group.generation });
  }
}

function sessionOf(memberId: string): string {
  return `session of ${memberId}`;
}

function sameProtocols(a: JoinRequest['protocols'], b: JoinRequest['protocols']): boolean {
  return (
    a.length === b.length && a.every(({ name, metadata }, i) => name === b[i]!.name && metadata === b[i]!.metadata)
  );
}
