export { Consumer, type ConsumerOptions } from './clients/consumer.ts';
export type { CommitPolicy, CrashOptions, CrashOutcome, DeliveryGuarantee, FailurePolicy } from './clients/delivery.ts';
export { deliveryGuarantee, runWithCrash, runWithFailure } from './clients/delivery.ts';
export type { AutoOffsetReset, ReadableLog } from './clients/offsets.ts';
export { lagOf, offsetToCommit, pollLog, safeOffset, startingPosition } from './clients/offsets.ts';
export type { DeliveryVerdict, Effect, OrderViolation, RecordPlace, Relation } from './clients/ordering.ts';
export { countDeliveries, isPossibleDelivery, orderViolations, relation } from './clients/ordering.ts';
export { Producer, type ProducerOptions, type SendReport } from './clients/producer.ts';
export { type QueuedMessage, WorkQueue } from './clients/queue.ts';
export type { NumberedBatch, Reception, RetryOptions, SendRound } from './clients/retries.ts';
export { appendWithRetries, sendInRounds } from './clients/retries.ts';
export { type ProducerIdentity, TransactionCoordinator } from './clients/transaction-coordinator.ts';
export { Cluster, type ClusterOptions } from './cluster.ts';
export { KafkaError } from './errors.ts';
export type { Assignment, Assignor, GroupMember, GroupSubscription } from './groups/assignors/group.ts';
export { rangeAssignor } from './groups/assignors/range.ts';
export { roundRobinAssignor } from './groups/assignors/round-robin.ts';
export { serverRangeAssignor } from './groups/assignors/server-range.ts';
export { cooperativeStickyAssignor, stickyAssignor } from './groups/assignors/sticky.ts';
export { uniformAssignor } from './groups/assignors/uniform.ts';
export type { ChooseLeader, ClassicGroupState, ClassicMember } from './groups/classic-group.ts';
export { ClassicGroup } from './groups/classic-group.ts';
export { type CommittedOffset, CommittedOffsets } from './groups/committed-offsets.ts';
export {
  ConsumerGroup,
  type ConsumerGroupMemberSnapshot,
  type ConsumerGroupOptions,
  type ConsumerGroupSnapshot,
  type JoinOptions,
  type Liveness,
} from './groups/consumer-group.ts';
export {
  GroupCoordinator,
  type GroupCoordinatorOptions,
  type GroupEvent,
  type RemovalReason,
} from './groups/group-coordinator.ts';
export {
  defaultMembershipSettings,
  GroupMembership,
  type MembershipSettings,
  type RebalanceListener,
} from './groups/group-membership.ts';
export type {
  Asker,
  CommitRequest,
  GroupAnswer,
  GroupErrorCode,
  GroupProtocol,
  HeartbeatRequest,
  JoinAnswer,
  JoinedMember,
  JoinRequest,
  LeaveRequest,
  OffsetToCommit,
  SimpleAnswer,
  SyncAnswer,
  SyncRequest,
} from './groups/group-messages.ts';
export {
  type ModernAnswer,
  ModernGroup,
  type ModernGroupOptions,
  type ModernGroupState,
  type ModernHeartbeat,
  type ModernMember,
} from './groups/modern-group.ts';
export { type CurrentAssignment, type ReconciliationState, reconcile, type Target } from './groups/reconciliation.ts';
export {
  type Acknowledgement,
  type AcquiredRecord,
  type ShareGroupSettings,
  SharePartition,
  type ShareRecordState,
} from './groups/share-group.ts';
export { durationMs } from './iso-duration.ts';
export type { Cleanable } from './log/cleanable.ts';
export { type LeaderEpochEnd, type LeaderEpochEntry, LeaderEpochs } from './log/leader-epochs.ts';
export type { Isolation, ReadOptions, ReadResult } from './log/log-reader.ts';
export { defaultLogSettings, type LogSettings } from './log/log-settings.ts';
export type { NewRecord } from './log/log-validator.ts';
export type { TimestampOffset } from './log/offsets-for-timestamp.ts';
export {
  type Appended,
  type AppendOptions,
  PartitionLog,
  type TransactionEnd,
} from './log/partition-log.ts';
export type { ProducerState } from './log/producer-state.ts';
export type { MarkerType, ProducerStamp, RecordBatch } from './log/record-batch.ts';
export { recordSize } from './log/record-batch.ts';
export { recordBatchBytes } from './log/record-batch-bytes.ts';
export { PartitionMap } from './partition-map.ts';
export { coordinatorPartition } from './partitioning/coordinator-partition.ts';
export { hashMapOrder, javaHashCode } from './partitioning/java-order.ts';
export { movedKeys, type Placeable, partitionFor, skew } from './partitioning/key-placement.ts';
export { murmur2 } from './partitioning/murmur2.ts';
export { keyBytes, partitionForKey, toPositive } from './partitioning/partitioner.ts';
export { RoundRobinPartitioner } from './partitioning/round-robin-partitioner.ts';
export type { PartitionLoad, TopicLeaders } from './partitioning/sticky-partitioner.ts';
export { StickyPartitioner } from './partitioning/sticky-partitioner.ts';
export { integersFrom, randomFrom } from './random.ts';
export type { ConsumerRecord, Header, Offset, ProducerRecord, TimestampType } from './record.ts';
export type { AlterPartition } from './replication/alter-partition.ts';
export type { BrokerRegistration } from './replication/broker-registration.ts';
export type {
  ControllerOptions,
  ElectionRefusal,
  NewTopic,
  PartitionChanged,
  Registering,
  TopicRegistration,
} from './replication/controller.ts';
export { Controller } from './replication/controller.ts';
export type { FollowerState } from './replication/follower-state.ts';
export { HostedPartition } from './replication/hosted-partition.ts';
export type { PartitionRegistration } from './replication/leader-election.ts';
export { hasPreferredLeader, NO_LEADER } from './replication/leader-election.ts';
export type { Assignments, Wanted } from './replication/new-partitions.ts';
export type {
  FollowerFetch,
  FollowerFetchAnswer,
  LeaderOptions,
  ReplicationSettings,
  WriteOutcome,
} from './replication/partition-leader.ts';
export { PartitionLeader } from './replication/partition-leader.ts';
export type { FetchRound, Follower } from './replication/replica-fetcher.ts';
export { fetchFromLeader, truncationOffset } from './replication/replica-fetcher.ts';
export type { NextInt, PlacementSpec, UsableBroker } from './replication/replica-placement.ts';
export { placeReplicas } from './replication/replica-placement.ts';
export { defaultStage, playScenario, ScenarioPlayer, type StepOutcome } from './scenario/scenario.ts';
export { partitionsOfGroup, shownLog, snapshotOf, snapshotOfGroup, snapshotOfPartition } from './scenario/snapshot.ts';
export type {
  Acks,
  AdminStep,
  BackgroundStep,
  BrokerStep,
  GroupStep,
  ProducerStep,
  Settings,
  Stage,
  Step,
  Wire,
} from './scenario/step.ts';
export type {
  BrokerSnapshot,
  GroupSnapshot,
  Happening,
  LoggedRecord,
  MemberSnapshot,
  PartitionSnapshot,
  ReplicaSnapshot,
  Snapshot,
  Trace,
  TraceEntry,
} from './scenario/trace.ts';
export { type BrokerValues, brokerSettings, brokerValues } from './settings/broker-settings.ts';
export { type ConsumerValues, consumerSettings, consumerValues } from './settings/consumer-settings.ts';
export {
  describeSettings,
  type SettingDescription,
  type SettingScope,
  unknownSettings,
} from './settings/describe-settings.ts';
export { type ProducerValues, producerSettings, producerValues } from './settings/producer-settings.ts';
export { type Given, parseSetting, type Setting, type SettingValue } from './settings/setting.ts';
export { type ConfigEntry, type ConfigSynonym, topicConfigEntries } from './settings/topic-config-entries.ts';
export { type TopicValues, topicSettings, topicValues } from './settings/topic-settings.ts';
export { bestKnown } from './simulation/best-known.ts';
export {
  type ClusterDesign,
  defineDesign,
  type GroupDesign,
  type ProducerDesign,
  type TopicDesign,
} from './simulation/design.ts';
export { type JudgedRequirement, type Judgement, judgeDesign, judgedSeeds } from './simulation/judge-design.ts';
export { type DesignWarning, lintDesign } from './simulation/lint-design.ts';
export { simulate } from './simulation/simulate.ts';
export type {
  Evidence,
  EvidenceLane,
  Metrics,
  Requirement,
  SimulationResult,
  Topology,
  UseCase,
  UseCaseId,
} from './simulation/use-case.ts';
export { useCases } from './simulation/use-cases.ts';
export { type DesignProblem, validateDesign } from './simulation/validate-design.ts';
export { checkTopicName, internalTopics, mayCollide } from './topic-name.ts';
export type { TopicPartition } from './topic-partition.ts';
export { compareNames, comparePartitions, nameOf, topicPartition } from './topic-partition.ts';
