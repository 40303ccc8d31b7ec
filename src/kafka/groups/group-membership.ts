import { PartitionMap } from '../partition-map.ts';
import { comparePartitions, type TopicPartition } from '../topic-partition.ts';
import type { GroupMember } from './assignors/group.ts';
import { assignorNamed, isCooperative } from './assignors/named.ts';
import { packAssignment, packSubscription, unpackAssignment, unpackSubscription } from './consumer-protocol.ts';
import type {
  GroupAnswer,
  GroupErrorCode,
  GroupProtocol,
  HeartbeatRequest,
  JoinAnswer,
  JoinedMember,
  JoinRequest,
  LeaveRequest,
  SyncAnswer,
  SyncRequest,
} from './group-messages.ts';

/** The consumer settings that matter to its group, under Kafka's names. */
export interface MembershipSettings {
  readonly 'group.instance.id': string | undefined;
  readonly 'session.timeout.ms': number;
  readonly 'heartbeat.interval.ms': number;
  readonly 'max.poll.interval.ms': number;
  /** Names of assignors, the one it likes best first. */
  readonly 'partition.assignment.strategy': readonly string[];
}

/** Apache Kafka 4.x's defaults. */
export const defaultMembershipSettings: MembershipSettings = {
  'group.instance.id': undefined,
  'session.timeout.ms': 45_000,
  'heartbeat.interval.ms': 3_000,
  'max.poll.interval.ms': 300_000,
  'partition.assignment.strategy': ['range', 'cooperative-sticky'],
};

/** Told, in order, of every change of what a consumer owns (ConsumerRebalanceListener). Lost partitions may have a new owner already. */
export interface RebalanceListener {
  readonly onPartitionsAssigned?: (partitions: readonly TopicPartition[]) => void;
  readonly onPartitionsRevoked?: (partitions: readonly TopicPartition[]) => void;
  readonly onPartitionsLost?: (partitions: readonly TopicPartition[]) => void;
}

/** A request on its way to the coordinator. */
export type GroupRequest =
  | ({ readonly api: 'join' } & JoinRequest)
  | ({ readonly api: 'sync' } & SyncRequest)
  | ({ readonly api: 'heartbeat' } & HeartbeatRequest)
  | ({ readonly api: 'leave' } & LeaveRequest);

/** What a consumer is told when it is to be a member. */
export interface MembershipOptions {
  readonly client: string;
  /** Where its answers go: every process has a connection of its own. */
  readonly connection: string;
  readonly topics: readonly string[];
  readonly settings: MembershipSettings;
  readonly listener: RebalanceListener;
  /** How many partitions each existing topic has, as of now. */
  readonly partitionCounts: () => Readonly<Record<string, number>>;
  readonly nowMs: number;
}

/** Where a consumer stands in its group (AbstractCoordinator.MemberState). */
export type MembershipState = 'unjoined' | 'joining' | 'syncing' | 'stable';

/**
 * The consumer's side of the classic group protocol (ConsumerCoordinator): joins, leads, syncs, revokes and rejoins. It
 * acts in `poll` and in `heartbeat` only, and hears answers in `receive`; its requests wait in `takeRequests`.
 */
export class GroupMembership {
  readonly client: string;
  readonly connection: string;
  readonly topics: readonly string[];
  readonly settings: MembershipSettings;
  memberId = '';
  /** -1 as long as it has none, or has lost it. */
  generation = -1;
  state: MembershipState = 'unjoined';
  /** What it believes to own. */
  owned: readonly TopicPartition[] = [];
  rejoinNeeded = true;
  /** An error that only a new consumer gets over. */
  fatalError: GroupErrorCode | null = null;
  readonly #listener: RebalanceListener;
  readonly #partitionCounts: () => Readonly<Record<string, number>>;
  /** What the sticky assignor remembers across the revocation of an eager rebalance. */
  #lastAssignment: { readonly owned: readonly TopicPartition[]; readonly generation: number } = {
    owned: [],
    generation: -1,
  };
  #lastPollMs: number;
  #groupTopics: readonly string[] = [];
  #countsAtAssignment = '';
  #requests: GroupRequest[] = [];

  constructor({ client, connection, topics, settings, listener, partitionCounts, nowMs }: MembershipOptions) {
    this.client = client;
    this.connection = connection;
    this.topics = topics;
    this.settings = settings;
    this.#listener = listener;
    this.#partitionCounts = partitionCounts;
    this.#lastPollMs = nowMs;
  }

  /** A consumer is cooperative if all its assignors can be, so that a list that also names `range` is eager (KIP-429). */
  get isCooperative(): boolean {
    return this.settings['partition.assignment.strategy'].every(isCooperative);
  }

  /** True once it has its assignment and nothing to do about it. */
  get isSettled(): boolean {
    return this.fatalError !== null || (this.state === 'stable' && !this.rejoinNeeded);
  }

  takeRequests(): readonly GroupRequest[] {
    const requests = this.#requests;
    this.#requests = [];
    return requests;
  }

  /** Rebalances happen inside poll: if one is needed, gives up what must be given up and joins. */
  poll(nowMs: number): void {
    this.#lastPollMs = nowMs;
    if (this.fatalError !== null || !this.rejoinNeeded || this.state === 'joining' || this.state === 'syncing') return;
    this.#giveUpBeforeJoining();
    this.#join();
  }

  /** The background thread's part. It leaves the group when poll has not been called for `max.poll.interval.ms`. */
  heartbeat(nowMs: number): void {
    if (this.fatalError !== null || (this.state !== 'stable' && this.state !== 'syncing')) return;
    if (nowMs - this.#lastPollMs > this.settings['max.poll.interval.ms']) this.#leaveForSilence();
    else this.#requests.push({ api: 'heartbeat', ...this.#asker(), generation: this.generation });
  }

  /** Closing revokes everything and leaves; a static member leaves quietly and keeps its place until its session expires. */
  close(): void {
    this.#revoke(this.owned);
    if (this.memberId !== '' && this.settings['group.instance.id'] === undefined) this.#leave();
    this.state = 'unjoined';
    this.rejoinNeeded = false;
  }

  /** The leader asks for a rebalance when topics of the group have got more partitions since it assigned them. */
  refreshMetadata(): void {
    if (this.state === 'stable' && this.#countsOfGroup() !== this.#countsAtAssignment) this.rejoinNeeded = true;
  }

  /** Why it cannot commit: in the middle of a rebalance, or out of the group, a consumer does not even ask. */
  refusesCommit(): GroupErrorCode | null {
    if (this.fatalError !== null || this.state === 'stable') return this.fatalError;
    if (this.state !== 'unjoined') return 'REBALANCE_IN_PROGRESS';
    return this.memberId === '' ? 'UNKNOWN_MEMBER_ID' : 'ILLEGAL_GENERATION';
  }

  /** What a refused commit teaches the consumer. */
  commitRefused(error: GroupErrorCode): void {
    this.#onError(error);
  }

  receive(answer: GroupAnswer): void {
    if (answer.api === 'join' && this.state === 'joining') this.#joined(answer);
    else if (answer.api === 'sync' && this.state === 'syncing') this.#synced(answer);
    else if (answer.api === 'heartbeat' && answer.error !== undefined) this.#onError(answer.error);
  }

  #asker(): LeaveRequest {
    const groupInstanceId = this.settings['group.instance.id'];
    return { client: this.connection, memberId: this.memberId, groupInstanceId };
  }

  #join(): void {
    this.state = 'joining';
    this.#requests.push({
      api: 'join',
      ...this.#asker(),
      sessionTimeoutMs: this.settings['session.timeout.ms'],
      rebalanceTimeoutMs: this.settings['max.poll.interval.ms'],
      protocols: this.settings['partition.assignment.strategy'].map((name) => this.#protocol(name)),
    });
  }

  #protocol(name: string): GroupProtocol {
    const { owned, generation } =
      name === 'sticky' ? this.#lastAssignment : { owned: this.owned, generation: this.#lastAssignment.generation };
    return { name, metadata: packSubscription({ topics: this.topics, owned, generation }) };
  }

  #giveUpBeforeJoining(): void {
    if (this.generation === -1) this.#lose();
    else if (this.isCooperative) this.#revoke(this.#ownedOfOtherTopics());
    else this.#revoke(this.owned);
  }

  #ownedOfOtherTopics(): readonly TopicPartition[] {
    const topics = new Set(this.topics);
    return this.owned.filter(({ topic }) => !topics.has(topic));
  }

  #joined(answer: JoinAnswer): void {
    if (answer.error === 'MEMBER_ID_REQUIRED') {
      this.memberId = answer.memberId;
      this.#join();
    } else if (answer.error !== undefined) {
      this.state = 'unjoined';
      this.#onError(answer.error);
    } else {
      this.memberId = answer.memberId;
      this.generation = answer.generation!;
      this.#sync(answer);
    }
  }

  #sync({ protocol, members, skipAssignment }: JoinAnswer): void {
    this.state = 'syncing';
    const subscribed = (members ?? []).map(withSubscription);
    this.#groupTopics = [...new Set(subscribed.flatMap(({ topics }) => topics))];
    this.#countsAtAssignment = this.#countsOfGroup();
    const assignments = skipAssignment ? {} : this.#assign(protocol!, subscribed);
    this.#requests.push({ api: 'sync', ...this.#asker(), generation: this.generation, protocol, assignments });
  }

  /** The leader's work: everybody's subscription in, everybody's partitions out. A follower is told of nobody. */
  #assign(protocol: string, members: readonly GroupMember[]): Record<string, string> {
    if (members.length === 0) return {};
    const assignment = assignorNamed(protocol)({ partitionCounts: this.#partitionCounts(), members });
    return Object.fromEntries(members.map(({ memberId }) => [memberId, packAssignment(assignment[memberId] ?? [])]));
  }

  #countsOfGroup(): string {
    // Only the leader knows the topics of the others.
    const counts = this.#groupTopics.length === 0 ? {} : this.#partitionCounts();
    return JSON.stringify(this.#groupTopics.map((topic) => counts[topic] ?? 0));
  }

  #synced(answer: SyncAnswer): void {
    this.state = 'stable';
    if (answer.error !== undefined) {
      this.#onError(answer.error);
      return;
    }
    const assigned = unpackAssignment(answer.assignment!).toSorted(comparePartitions);
    const revoked = without(this.owned, assigned);
    const keptCount = this.owned.length - revoked.length;
    const added = keptCount === assigned.length ? [] : without(assigned, this.owned);
    if (revoked.length > 0) this.#listener.onPartitionsRevoked?.(revoked);
    this.owned = assigned;
    this.#lastAssignment = { owned: assigned, generation: this.generation };
    // A cooperative consumer has just let go of what it must; whoever is to have it gets it in the next rebalance.
    this.rejoinNeeded = revoked.length > 0;
    this.#listener.onPartitionsAssigned?.(added);
  }

  #onError(error: GroupErrorCode): void {
    if (error === 'FENCED_INSTANCE_ID' || error === 'INCONSISTENT_GROUP_PROTOCOL') this.fatalError = error;
    else if (error !== 'REBALANCE_IN_PROGRESS') this.#resetGeneration(error === 'UNKNOWN_MEMBER_ID');
    this.rejoinNeeded = true;
  }

  #resetGeneration(forgetMemberId: boolean): void {
    this.generation = -1;
    this.state = 'unjoined';
    if (forgetMemberId) this.memberId = '';
  }

  #leaveForSilence(): void {
    if (this.settings['group.instance.id'] === undefined) this.#leave();
  }

  #leave(): void {
    this.#requests.push({ api: 'leave', ...this.#asker() });
    this.#resetGeneration(true);
    this.rejoinNeeded = true;
  }

  #revoke(partitions: readonly TopicPartition[]): void {
    if (partitions.length > 0) this.#listener.onPartitionsRevoked?.(partitions);
    this.owned = without(this.owned, partitions);
  }

  #lose(): void {
    if (this.owned.length > 0) this.#listener.onPartitionsLost?.(this.owned);
    this.owned = [];
  }
}

function withSubscription({ memberId, groupInstanceId, metadata }: JoinedMember): GroupMember {
  return { memberId, groupInstanceId, ...unpackSubscription(metadata) };
}

function without(partitions: readonly TopicPartition[], others: readonly TopicPartition[]): readonly TopicPartition[] {
  if (partitions === others || partitions.length === 0) return [];
  if (others.length === 0) return partitions;
  const gone = new PartitionMap<true>();
  for (const partition of others) gone.set(partition, true);
  return partitions.filter((partition) => !gone.has(partition));
}
