import type { CompleteDesign } from './design-defaults.ts';
import type { Metrics, Topology } from './use-case.ts';

/** A design with what was measured, for pictures. */
export function topologyOf(design: CompleteDesign, metrics: Metrics, isUp: (broker: number) => boolean): Topology {
  const brokers = Array.from({ length: design.cluster.brokers }, (_, n) => n + 1);
  return {
    brokers: brokers.map((broker) => ({ broker, state: isUp(broker) ? 'up' : 'down' })),
    streams: design.producers.map((producer) => ({
      stream: producer.stream,
      topic: producer.topic,
      key: producer.key,
      acks: producer.acks,
      idempotent: producer['enable.idempotence'],
    })),
    topics: design.topics.map((topic) => ({
      topic: topic.name,
      partitions: topic.partitions,
      replicationFactor: topic['replication.factor'],
      minInsyncReplicas: topic['min.insync.replicas'],
      cleanupPolicy: topic['cleanup.policy'],
    })),
    groups: design.groups.map(({ topics, members, ...group }) => ({
      group: group['group.id'],
      topics,
      members,
      idle: metrics[`${group['group.id']}.idle`] ?? 0,
      oldestRecordMs: metrics[`${group['group.id']}.oldestMs`] ?? 0,
      duplicates: metrics[`${group['group.id']}.duplicates`] ?? 0,
    })),
  };
}
