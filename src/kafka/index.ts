export type { AlterPartition } from './alter-partition.ts';
export type { Assignment, Assignor, GroupMember, GroupSubscription } from './assignors/group.ts';
export { rangeAssignor } from './assignors/range.ts';
export { roundRobinAssignor } from './assignors/round-robin.ts';
export { serverRangeAssignor } from './assignors/server-range.ts';
export { cooperativeStickyAssignor, stickyAssignor } from './assignors/sticky.ts';
export { uniformAssignor } from './assignors/uniform.ts';
export type { BrokerRegistration } from './broker-registration.ts';
export type { ChooseLeader, ClassicGroupState, ClassicMember } from './classic-group.ts';
export { ClassicGroup } from './classic-group.ts';
export type { Cleanable } from './cleanable.ts';
export { Cluster, type ClusterOptions } from './cluster.ts';
export { type CommittedOffset, CommittedOffsets } from './committed-offsets.ts';
export { Consumer, type ConsumerOptions } from './consumer.ts';
export {
  ConsumerGroup,
  type ConsumerGroupMemberSnapshot,
  type ConsumerGroupOptions,
  type ConsumerGroupSnapshot,
  type JoinOptions,
  type Liveness,
} from './consumer-group.ts';
export type { ControllerOptions, NewTopic, PartitionChanged, Registering, TopicRegistration } from './controller.ts';
export { Controller } from './controller.ts';
export { coordinatorPartition } from './coordinator-partition.ts';
export type { CommitPolicy, CrashOptions, CrashOutcome, DeliveryGuarantee, FailurePolicy } from './delivery.ts';
export { deliveryGuarantee, runWithCrash, runWithFailure } from './delivery.ts';
export { KafkaError } from './errors.ts';
export type { FollowerState } from './follower-state.ts';
export {
  GroupCoordinator,
  type GroupCoordinatorOptions,
  type GroupEvent,
  type RemovalReason,
} from './group-coordinator.ts';
export {
  defaultMembershipSettings,
  GroupMembership,
  type MembershipSettings,
  type RebalanceListener,
} from './group-membership.ts';
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
} from './group-messages.ts';
export { HostedPartition } from './hosted-partition.ts';
export { durationMs } from './iso-duration.ts';
export { hashMapOrder, javaHashCode } from './java-order.ts';
export { movedKeys, type Placeable, partitionFor, skew } from './key-placement.ts';
export type { PartitionRegistration } from './leader-election.ts';
export { hasPreferredLeader, NO_LEADER } from './leader-election.ts';
export { type LeaderEpochEnd, type LeaderEpochEntry, LeaderEpochs } from './leader-epochs.ts';
export type { Isolation, ReadOptions, ReadResult } from './log-reader.ts';
export { defaultLogSettings, type LogSettings } from './log-settings.ts';
export type { NewRecord } from './log-validator.ts';
export {
  type ModernAnswer,
  ModernGroup,
  type ModernGroupOptions,
  type ModernGroupState,
  type ModernHeartbeat,
  type ModernMember,
} from './modern-group.ts';
export { murmur2 } from './murmur2.ts';
export type { Assignments, Wanted } from './new-partitions.ts';
export type { AutoOffsetReset, ReadableLog } from './offsets.ts';
export { lagOf, offsetToCommit, pollLog, safeOffset, startingPosition } from './offsets.ts';
export type { TimestampOffset } from './offsets-for-timestamp.ts';
export type { DeliveryVerdict, Effect, OrderViolation, RecordPlace, Relation } from './ordering.ts';
export { countDeliveries, isPossibleDelivery, orderViolations, relation } from './ordering.ts';
export type {
  FollowerFetch,
  FollowerFetchAnswer,
  LeaderOptions,
  ReplicationSettings,
  WriteOutcome,
} from './partition-leader.ts';
export { PartitionLeader } from './partition-leader.ts';
export {
  type Appended,
  type AppendOptions,
  PartitionLog,
  type TransactionEnd,
} from './partition-log.ts';
export { keyBytes, partitionForKey, toPositive } from './partitioner.ts';
export { Producer, type ProducerOptions, type SendReport } from './producer.ts';
export type { ProducerState } from './producer-state.ts';
export { type QueuedMessage, WorkQueue } from './queue.ts';
export { integersFrom, randomFrom } from './random.ts';
export { type CurrentAssignment, type ReconciliationState, reconcile, type Target } from './reconciliation.ts';
export type { ConsumerRecord, Header, Offset, ProducerRecord, TimestampType } from './record.ts';
export type { MarkerType, ProducerStamp, RecordBatch } from './record-batch.ts';
export { recordSize } from './record-batch.ts';
export { recordBatchBytes } from './record-batch-bytes.ts';
export type { FetchRound, Follower } from './replica-fetcher.ts';
export { fetchFromLeader, truncationOffset } from './replica-fetcher.ts';
export type { NextInt, PlacementSpec, UsableBroker } from './replica-placement.ts';
export { placeReplicas } from './replica-placement.ts';
export type { NumberedBatch, Reception, RetryOptions, SendRound } from './retries.ts';
export { appendWithRetries, sendInRounds } from './retries.ts';
export { RoundRobinPartitioner } from './round-robin-partitioner.ts';
export { defaultStage, playScenario, ScenarioPlayer, type StepOutcome } from './scenario.ts';
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
export {
  type Acknowledgement,
  type AcquiredRecord,
  type ShareGroupSettings,
  SharePartition,
  type ShareRecordState,
} from './share-group.ts';
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
export { snapshotOf, snapshotOfGroup, snapshotOfPartition } from './snapshot.ts';
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
} from './step.ts';
export type { PartitionLoad, TopicLeaders } from './sticky-partitioner.ts';
export { StickyPartitioner } from './sticky-partitioner.ts';
export { checkTopicName, internalTopics, mayCollide } from './topic-name.ts';
export type { TopicPartition } from './topic-partition.ts';
export { compareNames, comparePartitions, nameOf, topicPartition } from './topic-partition.ts';
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
} from './trace.ts';
export { type ProducerIdentity, TransactionCoordinator } from './transaction-coordinator.ts';
