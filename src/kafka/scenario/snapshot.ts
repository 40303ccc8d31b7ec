import type { Consumer } from '../clients/consumer.ts';
import type { Cluster } from '../cluster.ts';
import type { ConsumerGroup, ConsumerGroupMemberSnapshot } from '../groups/consumer-group.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { RecordBatch } from '../log/record-batch.ts';
import type { HostedPartition } from '../replication/hosted-partition.ts';
import { NO_LEADER } from '../replication/leader-election.ts';
import { nameOf } from '../topic-partition.ts';
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

/** How one group stands. */
export function snapshotOfGroup(
  cluster: Cluster,
  group: ConsumerGroup,
  findConsumer: FindConsumer = () => undefined,
): GroupSnapshot {
  const { groupId, state, generation, members, committed } = group.describe();
  const here = members.filter((member) => member.inGroup || member.liveness !== 'stopped');
  const involved = [...committed, ...here.flatMap(({ owned }) => owned)];
  // A member that crashed or froze may still believe to own what was deleted meanwhile.
  const existing = involved.filter(
    ({ topic, partition }) => cluster.controller.topics.get(topic)?.partitions[partition] !== undefined,
  );
  const lags = [...new Set(existing.map(nameOf))].sort().map((name) => {
    const partition = cluster.partitionNamed(name);
    return [name, group.lag(partition, shownLog(partition).logEndOffset)] as const;
  });
  return {
    group: groupId,
    state,
    generation,
    members: here.map((member) => snapshotOfMember(member, findConsumer(groupId, member.client))),
    committed: Object.fromEntries(committed.map((each) => [nameOf(each), each.offset])),
    lag: Object.fromEntries(lags),
  };
}

function snapshotOfMember(member: ConsumerGroupMemberSnapshot, consumer: Consumer | undefined): MemberSnapshot {
  const { client, liveness, topics, owned } = member;
  return {
    memberId: client,
    alive: liveness !== 'stopped',
    topics: [...topics],
    assignment: owned.map(nameOf),
    positions: consumer?.positions ?? {},
  };
}
