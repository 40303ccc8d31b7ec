import type { GroupErrorCode, GroupProtocol, JoinedMember } from './group-messages.ts';
import { selectProtocol } from './protocol-selection.ts';

/** The life of a classic group (org.apache.kafka.coordinator.group.classic.ClassicGroupState). */
export type ClassicGroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

/** A member as the coordinator knows it (ClassicGroupMember). */
export interface ClassicMember {
  readonly memberId: string;
  readonly groupInstanceId: string | undefined;
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  protocols: readonly GroupProtocol[];
  assignment: string;
  /** True until its first join is answered; only then can it have sent a heartbeat. */
  isNew: boolean;
  /** The client whose join, or sync, is not answered yet. */
  awaitingJoin: string | null;
  awaitingSync: string | null;
}

/** Chooses the next leader where Kafka takes the first key of a hash map of random ids: any choice is right. */
export type ChooseLeader = (memberIds: readonly string[]) => string;

/** The members of one group and what they agreed on; knows no clock and answers nobody (ClassicGroup). */
export class ClassicGroup {
  state: ClassicGroupState = 'Empty';
  previousState: ClassicGroupState = 'Dead';
  stateSinceMs = 0;
  generation = 0;
  leader: string | null = null;
  protocol: string | null = null;
  /** A group that only ever had offsets committed is no group of consumers: their age alone decides when they expire. */
  hadMembers = false;
  readonly members = new Map<string, ClassicMember>();
  /** Member ids by `group.instance.id`. */
  readonly staticMembers = new Map<string, string>();
  /** Ids that were handed out (MEMBER_ID_REQUIRED) and have not joined yet. */
  readonly pendingJoin = new Set<string>();
  /** Members of this generation that have not asked for their assignment yet. */
  readonly pendingSync = new Set<string>();
  readonly #chooseLeader: ChooseLeader;

  constructor(chooseLeader: ChooseLeader) {
    this.#chooseLeader = chooseLeader;
  }

  transitionTo(state: ClassicGroupState, nowMs: number): void {
    this.previousState = this.state;
    this.state = state;
    this.stateSinceMs = nowMs;
  }

  /** The first member to be added leads. */
  add(member: ClassicMember): void {
    this.hadMembers = true;
    this.leader ??= member.memberId;
    this.members.set(member.memberId, member);
    if (member.groupInstanceId !== undefined) this.staticMembers.set(member.groupInstanceId, member.memberId);
    this.pendingJoin.delete(member.memberId);
  }

  remove(memberId: string): void {
    const instance = this.members.get(memberId)?.groupInstanceId;
    if (instance !== undefined) this.staticMembers.delete(instance);
    this.members.delete(memberId);
    this.pendingJoin.delete(memberId);
    this.pendingSync.delete(memberId);
    if (this.leader === memberId) this.leader = this.#anyOf([...this.members.keys()]);
  }

  /** A static member that came back under a new id takes over everything the old id had, the lead included. */
  replaceStatic(old: ClassicMember, memberId: string): ClassicMember {
    const member = { ...old, memberId, isNew: false, awaitingJoin: null, awaitingSync: null };
    this.members.delete(old.memberId);
    this.members.set(memberId, member);
    this.staticMembers.set(old.groupInstanceId!, memberId);
    if (this.leader === old.memberId) this.leader = memberId;
    return member;
  }

  /** Gives the lead to a member that is waiting for the next generation; false if nobody is. */
  electJoinedLeader(): boolean {
    if (this.leader === null) return false;
    if (this.members.get(this.leader)!.awaitingJoin !== null) return true;
    const joined = this.#anyOf(this.#ids((member) => member.awaitingJoin !== null));
    if (joined === null) return false;
    this.leader = joined;
    return true;
  }

  /** Opens the next generation, in which every member has still to sync; a group without members becomes Empty. */
  startNextGeneration(nowMs: number): void {
    this.generation++;
    const isEmpty = this.members.size === 0;
    this.protocol = isEmpty ? null : this.selectProtocol();
    this.transitionTo(isEmpty ? 'Empty' : 'CompletingRebalance', nowMs);
    this.pendingSync.clear();
    for (const memberId of this.members.keys()) this.pendingSync.add(memberId);
  }

  selectProtocol(): string {
    return selectProtocol([...this.members.values()].map(({ protocols }) => protocols.map(({ name }) => name)));
  }

  /** Whether a newcomer would leave the group with an assignor that all its members support. */
  supports(protocols: readonly GroupProtocol[]): boolean {
    if (this.state === 'Empty') return protocols.length > 0;
    const members = [...this.members.values()];
    return protocols.some(({ name }) => members.every((member) => member.protocols.some((own) => own.name === name)));
  }

  /** The largest `max.poll.interval.ms` of the members. */
  rebalanceTimeoutMs(): number {
    return Math.max(0, ...[...this.members.values()].map((member) => member.rebalanceTimeoutMs));
  }

  allJoined(): boolean {
    if (this.pendingJoin.size > 0) return false;
    for (const { awaitingJoin } of this.members.values()) if (awaitingJoin === null) return false;
    return true;
  }

  /** Dynamic members that missed the join phase; static ones keep their place until their session expires. */
  dynamicMembersNotJoined(): readonly string[] {
    return this.#ids((member) => member.awaitingJoin === null && member.groupInstanceId === undefined);
  }

  /** Why a request of that member is refused, or `null`: wrong id, instance id taken over, or another generation. */
  refuses(memberId: string, groupInstanceId: string | undefined, generation?: number): GroupErrorCode | null {
    const error = this.refusesAll() ?? this.#refusesMember(memberId, groupInstanceId);
    if (error !== null) return error;
    return generation === undefined || generation === this.generation ? null : 'ILLEGAL_GENERATION';
  }

  /** A dead group answers nobody. */
  refusesAll(): GroupErrorCode | null {
    return this.state === 'Dead' ? 'COORDINATOR_NOT_AVAILABLE' : null;
  }

  /** What the leader is told of everybody. */
  joinedMembers(): readonly JoinedMember[] {
    return [...this.members.values()].map(({ memberId, groupInstanceId, protocols }) => ({
      memberId,
      ...(groupInstanceId !== undefined && { groupInstanceId }),
      metadata: protocols.find(({ name }) => name === this.protocol)!.metadata,
    }));
  }

  #refusesMember(memberId: string, groupInstanceId: string | undefined): GroupErrorCode | null {
    if (groupInstanceId !== undefined) {
      const current = this.staticMembers.get(groupInstanceId);
      if (current === undefined) return 'UNKNOWN_MEMBER_ID';
      if (current !== memberId) return 'FENCED_INSTANCE_ID';
    }
    return this.members.has(memberId) ? null : 'UNKNOWN_MEMBER_ID';
  }

  #ids(wanted: (member: ClassicMember) => boolean): readonly string[] {
    return [...this.members.values()].filter(wanted).map(({ memberId }) => memberId);
  }

  #anyOf(memberIds: readonly string[]): string | null {
    return memberIds.length === 0 ? null : this.#chooseLeader(memberIds);
  }
}
