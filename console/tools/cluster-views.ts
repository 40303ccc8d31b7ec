import {
  type Cluster,
  coordinatorPartition,
  hashMapOrder,
  javaHashCode,
  type PartitionLog,
  type TopicPartition,
  topicConfigEntries,
} from '#kafka';
import type { GroupDescription } from '../print/groups.ts';
import type { TopicDescription } from '../print/topics.ts';
import type { GroupsView } from './groups-report.ts';
import type { TopicsView } from './topics-report.ts';

/** The port of broker 1; the others follow. */
const FIRST_PORT = 9092;

/** A cluster's topics as an administrator sees them. */
export function topicsView({ controller }: Cluster): TopicsView {
  return {
    names: [...controller.topics.keys()],
    liveBrokers: new Set([...controller.brokers.keys()].filter(controller.isActive)),
    describe: (name) => describeTopic(controller.topic(name)),
  };
}

/** A cluster's groups as an administrator sees them. */
export function groupsView(cluster: Cluster): GroupsView {
  return {
    names: [...cluster.groups.keys()].toSorted(),
    describe: (name) => describeGroup(cluster, name),
  };
}

/** The broker that coordinates a group: where the partition of the offsets topic lies, or the next one that lives. */
export function coordinatorOf({ brokers }: Cluster, group: string): GroupDescription['coordinator'] {
  const ids = [...brokers.keys()];
  const first = coordinatorPartition(group) % ids.length;
  const inOrder = [...ids.slice(first), ...ids.slice(0, first)];
  const id = inOrder.find((broker) => brokers.get(broker) !== 'down') ?? inOrder[0] ?? 1;
  return { id, host: 'localhost', port: FIRST_PORT + id - 1 };
}

/** The log that a client would be asked about; `undefined` where there is nobody to ask. */
export function leaderLog(cluster: Cluster, tp: TopicPartition): PartitionLog | undefined {
  try {
    return cluster.partition(tp).reachableLeader().log;
  } catch {
    return undefined;
  }
}

/** Kafka prints settings in the order of a hash map that holds all of them. */
const settingsInOrder = hashMapOrder(
  topicConfigEntries({}, { all: true }).map(({ name }) => name),
  javaHashCode,
);

function describeTopic({
  topic,
  topicId,
  configs,
  settings,
  partitions,
}: ReturnType<Cluster['controller']['topic']>): TopicDescription {
  const own = settingsInOrder.filter((name) => configs[name] !== undefined);
  return {
    topic,
    topicId,
    configs: own.map((name) => [name, configs[name] as string]),
    minIsr: settings['min.insync.replicas'],
    partitions: partitions.map((state, partition) => ({ partition, state })),
  };
}

function describeGroup(cluster: Cluster, name: string): GroupDescription | undefined {
  const group = cluster.groups.get(name);
  if (group === undefined) return undefined;
  const { state, protocol, members, committed } = group.describe();
  return {
    group: name,
    type: 'Classic',
    state,
    assignor: protocol ?? '',
    coordinator: coordinatorOf(cluster, name),
    members: members
      .filter(({ inGroup }) => inGroup)
      .map(({ memberId, groupInstanceId, client, assigned }) => ({
        memberId,
        groupInstanceId,
        clientId: client,
        host: '/127.0.0.1',
        assignment: assigned,
      })),
    committed,
    committedFor: (tp) => group.coordinator.committed.get(tp) ?? undefined,
    logEndOffset: (tp) => leaderLog(cluster, tp)?.highWatermark,
  };
}
