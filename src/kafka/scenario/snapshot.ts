import type { Consumer } from '../clients/consumer.ts';
import type { Cluster } from '../cluster.ts';
import type { ConsumerGroup, ConsumerGroupMemberSnapshot } from '../groups/consumer-group.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { RecordBatch } from '../log/record-batch.ts';
import type { HostedPartition } from '../replication/hosted-partition.ts';
import { NO_LEADER } from '../replication/leader-election.ts';
import { nameOf, topicPartition } from '../topic-partition.ts';
import type {
  GroupSnapshot,
  LoggedRecord,
  MemberSnapshot,
  PartitionSnapshot,
  ReplicaSnapshot,
  Snapshot,
} from './trace.ts';

/** Finds the consumer behind a member, if it runs. */
export type FindConsumer = (group: string, memberId: string) => Consumer | undefined;

/** How a cluster stands, as plain data that nothing later changes. */
export function snapshotOf(cluster: Cluster, findConsumer: FindConsumer = () => undefined): Snapshot {
  return {
    time: cluster.nowMs,
    brokers: [...cluster.brokers].map(([broker, state]) => ({ broker, state })),
    partitions: [...cluster.partitions].map(snapshotOfPartition),
    groups: [...cluster.groups.values()].map((group) => snapshotOfGroup(cluster, group, findConsumer)),
  };
}

/** How one partition stands. */
export function snapshotOfPartition(hosted: HostedPartition): PartitionSnapshot {
  const { topic, partition, registration, logs } = hosted;
  const { replicas, isr, elr, leaderEpoch } = registration;
  const log = shownLog(hosted);
  return {
    topic,
    partition,
    leader: registration.leader === NO_LEADER ? null : registration.leader,
    leaderEpoch,
    replicas: [...replicas],
    isr: [...isr],
    elr: [...elr],
    logStartOffset: log.logStartOffset,
    lastStableOffset: log.lastStableOffset,
    highWatermark: log.highWatermark,
    logEndOffset: log.logEndOffset,
    logs: replicas.map((broker) => snapshotOfLog(broker, logs.get(broker) as PartitionLog)),
  };
}

/** The log that a partition is shown with. Without a leader nobody can be asked: then it is what the last leader's disk still holds. */
export function shownLog({ leader, logs }: HostedPartition): PartitionLog {
  if (leader !== undefined) return leader.log;
  return [...logs.values()].reduce((longest, log) => (log.logEndOffset > longest.logEndOffset ? log : longest));
}

function snapshotOfLog(broker: number, log: PartitionLog): ReplicaSnapshot {
  const { logStartOffset, highWatermark, logEndOffset, segments } = log;
  const records = segments.flatMap(({ batches }) => batches.flatMap(recordsOf));
  return {
    broker,
    logStartOffset,
    highWatermark,
    logEndOffset,
    segments: segments.map(({ baseOffset }) => baseOffset),
    records: records.filter(({ offset }) => offset >= logStartOffset),
  };
}

function recordsOf({ records, marker, lastOffset, leaderEpoch, maxTimestamp }: RecordBatch): LoggedRecord[] {
  if (marker === undefined) {
    return records.map(({ offset, leaderEpoch, timestamp, key, value }) => ({
      offset,
      leaderEpoch,
      timestamp,
      key,
      value,
    }));
  }
  const control = marker === 'ABORT' ? 'abort' : 'commit';
  return [{ offset: lastOffset, leaderEpoch, timestamp: maxTimestamp, key: null, value: null, control }];
}

/** The names of the partitions that a group has to do with, in order: those it has committed for, and those its members own. */
export function partitionsOfGroup(cluster: Cluster, group: ConsumerGroup): readonly string[] {
  const { members, committed } = group.describe();
  const { topics } = cluster.controller;
  const names = new Set<string>();
  for (const tps of [committed, ...members.map(({ owned }) => owned)]) {
    for (const tp of tps) {
      // A member that crashed or froze may still believe to own what was deleted meanwhile.
      const exists = topics.get(tp.topic)?.partitions[tp.partition] !== undefined;
      if (exists) names.add(cluster.partition(tp).name);
    }
  }
  return [...names].sort();
}

/** How one group stands, in everything or, but for what its members own, in the partitions of these names alone. */
export function snapshotOfGroup(
  cluster: Cluster,
  group: ConsumerGroup,
  findConsumer: FindConsumer = () => undefined,
  only?: readonly string[],
): GroupSnapshot {
  const { groupId, state, generation, members, committed } = group.describe();
  const { committed: offsets } = group.coordinator;
  const lags = (only ?? partitionsOfGroup(cluster, group)).map((name) => {
    const partition = cluster.partitionNamed(name);
    return [name, group.lag(partition, shownLog(partition).logEndOffset)] as const;
  });
  const shown = only?.flatMap((name) => offsets.get(topicPartition(name)) ?? []) ?? committed;
  return {
    group: groupId,
    state,
    generation,
    members: members.map((member) => snapshotOfMember(member, findConsumer(groupId, member.client), only)),
    committed: Object.fromEntries(shown.map((each) => [nameOf(each), each.offset])),
    lag: Object.fromEntries(lags),
  };
}

function snapshotOfMember(
  member: ConsumerGroupMemberSnapshot,
  consumer: Consumer | undefined,
  only: readonly string[] | undefined,
): MemberSnapshot {
  const { client, liveness, topics, owned } = member;
  return {
    memberId: client,
    alive: liveness !== 'stopped',
    topics: [...topics],
    assignment: owned.map(nameOf),
    positions: consumer?.positionsIn(only) ?? {},
  };
}
