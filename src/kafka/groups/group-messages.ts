import type { Offset } from '../record.ts';
import type { TopicPartition } from '../topic-partition.ts';

/** The errors a group coordinator answers with (org.apache.kafka.common.protocol.Errors). */
export type GroupErrorCode =
  | 'COORDINATOR_NOT_AVAILABLE'
  | 'FENCED_INSTANCE_ID'
  | 'FENCED_MEMBER_EPOCH'
  | 'GROUP_ID_NOT_FOUND'
  | 'ILLEGAL_GENERATION'
  | 'INCONSISTENT_GROUP_PROTOCOL'
  | 'MEMBER_ID_REQUIRED'
  | 'NON_EMPTY_GROUP'
  | 'REBALANCE_IN_PROGRESS'
  | 'STALE_MEMBER_EPOCH'
  | 'UNKNOWN_MEMBER_ID'
  | 'UNRELEASED_INSTANCE_ID';

/** Who asks. `client` is the connection the answer goes back to; `memberId` is `''` as long as the coordinator gave none. */
export interface Asker {
  readonly client: string;
  readonly memberId: string;
  /** `group.instance.id` of a static member (KIP-345). */
  readonly groupInstanceId?: string | undefined;
}

/** An assignor's name and what it needs to know of the member: opaque to the coordinator, bytes in Kafka. */
export interface GroupProtocol {
  readonly name: string;
  readonly metadata: string;
}

export interface JoinRequest extends Asker {
  readonly sessionTimeoutMs: number;
  /** The consumer's `max.poll.interval.ms`. */
  readonly rebalanceTimeoutMs: number;
  /** Every assignor the member can live with, the one it likes best first. */
  readonly protocols: readonly GroupProtocol[];
}

export interface SyncRequest extends Asker {
  readonly generation: number;
  readonly protocol?: string | undefined;
  /** By member id; sent by the group's leader only. Opaque to the coordinator, bytes in Kafka. */
  readonly assignments?: Readonly<Record<string, string>> | undefined;
}

export interface HeartbeatRequest extends Asker {
  readonly generation: number;
}

/** A member without an id but with an instance id is removed by an administrator. */
export type LeaveRequest = Asker;

/** A commit by a consumer that is no member of a group (assign, or an administrator) carries generation -1 and member id `''`. */
export interface CommitRequest {
  readonly memberId: string;
  readonly groupInstanceId?: string | undefined;
  readonly generation: number;
  readonly offsets: readonly OffsetToCommit[];
}

/** `offset` is that of the next record to read after a restart. */
export interface OffsetToCommit extends TopicPartition {
  readonly offset: Offset;
  readonly leaderEpoch?: number | undefined;
  readonly metadata?: string | undefined;
}

/** What the leader is told of a member, itself included; `metadata` belongs to the protocol that was chosen. */
export interface JoinedMember {
  readonly memberId: string;
  readonly groupInstanceId?: string | undefined;
  readonly metadata: string;
}

export interface JoinAnswer {
  readonly to: string;
  readonly api: 'join';
  readonly error?: GroupErrorCode;
  readonly memberId: string;
  readonly generation?: number;
  readonly leader?: string;
  readonly protocol?: string;
  /** Told to the leader alone, which computes the assignment. */
  readonly members?: readonly JoinedMember[];
  /** The leader came back as a static member and is to leave the assignment as it is (KIP-814). */
  readonly skipAssignment?: true;
}

export interface SyncAnswer {
  readonly to: string;
  readonly api: 'sync';
  readonly error?: GroupErrorCode;
  readonly assignment?: string;
}

export interface SimpleAnswer {
  readonly to: string;
  readonly api: 'heartbeat' | 'leave';
  readonly error?: GroupErrorCode;
}

/** An answer on its way to a client. Answers to join and sync may come long after the question. */
export type GroupAnswer = JoinAnswer | SyncAnswer | SimpleAnswer;
