import type { ClusterDesign } from './design.ts';
import type { UseCaseId } from './use-case.ts';

const hourMs = 3_600_000;

/**
 * For each use case, a design that passes at every seed and costs less than any other we know. No failure threatens the profiles' topic,
 * so there it is the least that has three copies of everything.
 */
export const bestKnown: Readonly<Record<UseCaseId, { readonly design: ClusterDesign; readonly cost: number }>> = {
  orders: {
    design: {
      cluster: { brokers: 3 },
      topics: [
        {
          name: 'orders',
          partitions: 5,
          'replication.factor': 3,
          'min.insync.replicas': 2,
          'retention.ms': 24 * hourMs,
        },
      ],
      producers: [{ stream: 'order-events', topic: 'orders', key: 'orderId' }],
      groups: [
        { 'group.id': 'fulfilment', topics: ['orders'], members: 5, effects: 'idempotent' },
        { 'group.id': 'analytics', topics: ['orders'], members: 1 },
      ],
    },
    cost: 375.18,
  },
  telemetry: {
    design: {
      cluster: { brokers: 3 },
      topics: [{ name: 'telemetry', partitions: 5, 'replication.factor': 2, 'retention.ms': 24 * hourMs }],
      producers: [
        {
          stream: 'telemetry',
          topic: 'telemetry',
          key: 'deviceId',
          acks: '1',
          'max.in.flight.requests.per.connection': 1,
        },
      ],
      groups: [
        { 'group.id': 'alerts', topics: ['telemetry'], members: 5 },
        { 'group.id': 'warehouse', topics: ['telemetry'], members: 1 },
      ],
    },
    cost: 374.15,
  },
  profiles: {
    design: {
      cluster: { brokers: 3 },
      topics: [
        {
          name: 'profiles',
          partitions: 1,
          'replication.factor': 3,
          'min.insync.replicas': 2,
          'cleanup.policy': 'compact',
          'segment.ms': 24 * hourMs,
          'delete.retention.ms': 96 * hourMs,
        },
      ],
      producers: [{ stream: 'profile-changes', topic: 'profiles', key: 'userId' }],
      groups: [],
    },
    cost: 303,
  },
};
