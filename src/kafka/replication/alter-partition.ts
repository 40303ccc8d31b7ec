import { KafkaError } from '../errors.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import { type BrokerRegistration, isActive } from './broker-registration.ts';
import type { PartitionRegistration } from './leader-election.ts';

/** A leader's request to change the ISR of its partition (AlterPartitionRequest). */
export interface AlterPartition extends TopicPartition {
  /** The broker that asks, which must be the leader. */
  readonly broker: number;
  readonly newIsr: readonly number[];
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
  /** False only from a leader that still recovers from an unclean election; true by default. */
  readonly recovered?: boolean;
}

/** Refuses what the controller refuses, in its order (ReplicationControlManager.validateAlterPartitionData). */
export function checkAlterPartition(
  partition: PartitionRegistration,
  request: AlterPartition,
  brokers: ReadonlyMap<number, BrokerRegistration>,
): void {
  const { broker, newIsr, leaderEpoch, partitionEpoch, recovered = true } = request;
  const refuseIf = (wrong: boolean, code: string, why: () => string) => {
    if (wrong) throw new KafkaError(code, `The ISR of ${nameOf(request)} cannot become [${newIsr}]: ${why()}.`);
  };
  const isNewer = leaderEpoch > partition.leaderEpoch || partitionEpoch > partition.partitionEpoch;
  refuseIf(isNewer, 'NOT_CONTROLLER', () => 'the leader knows a newer epoch than this controller');
  refuseIf(
    leaderEpoch < partition.leaderEpoch,
    'FENCED_LEADER_EPOCH',
    () => `leader epoch ${leaderEpoch} is over, ${partition.leaderEpoch} has begun`,
  );
  refuseIf(
    broker !== partition.leader,
    'INVALID_REQUEST',
    () => `broker ${broker} asks, but ${partition.leader} leads`,
  );
  refuseIf(
    partitionEpoch < partition.partitionEpoch,
    'INVALID_UPDATE_VERSION',
    () => `partition epoch ${partitionEpoch} is over, ${partition.partitionEpoch} has begun`,
  );
  const strangers = newIsr.filter(
    (member, at) => !partition.replicas.includes(member) || newIsr.indexOf(member) !== at,
  );
  refuseIf(
    strangers.length > 0,
    'INVALID_REQUEST',
    () => `it names [${strangers}], which are no replicas or named twice`,
  );
  refuseIf(!newIsr.includes(partition.leader), 'INVALID_REQUEST', () => 'it lacks the leader');
  refuseIf(
    !recovered && newIsr.length > 1,
    'INVALID_REQUEST',
    () => 'the leader still recovers and must be alone in it',
  );
  refuseIf(!recovered && !partition.recovering, 'INVALID_REQUEST', () => 'the leader has already recovered');
  const ineligible = newIsr.filter((member) => !isActive(brokers.get(member)));
  refuseIf(
    ineligible.length > 0,
    'INELIGIBLE_REPLICA',
    () => `[${ineligible}] are fenced, shutting down or not registered`,
  );
}
