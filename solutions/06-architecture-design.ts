import type { ClusterDesign } from '#kafka';

// Without a key the events of one order go to many partitions, and their readers overtake each other. 'merchantId' would keep
// them in order too, but puts four records in ten into one partition, where one member has to do all the work.
export const repaired: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [{ name: 'orders', partitions: 24, 'replication.factor': 3 }],
  producers: [{ stream: 'order-events', topic: 'orders', key: 'orderId' }],
  groups: [
    { 'group.id': 'fulfilment', topics: ['orders'], members: 8 },
    { 'group.id': 'analytics', topics: ['orders'], members: 2 },
  ],
};

// Order: the smallest thing whose records must stay in order is the key.
// Speed: twelve partitions give each of six members the same share, and six members empty the backlog of a rush in time.
// Durability: acks=all, the default, waits for the replicas in sync; min.insync.replicas says how few of them are too few.
// With 2 of 3, one broker may be away without a write being refused, and one disk may burn without a record being lost.
// Repeats: an idempotent producer, the default, writes each batch once; what a crash makes a member repeat, only the effect
// itself can recognise.
export const orders: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [{ name: 'orders', partitions: 12, 'replication.factor': 3, 'min.insync.replicas': 2 }],
  producers: [{ stream: 'order-events', topic: 'orders', key: 'orderId' }],
  groups: [
    { 'group.id': 'fulfilment', topics: ['orders'], members: 6, effects: 'idempotent' },
    { 'group.id': 'analytics', topics: ['orders'], members: 1 },
  ],
};

const hour = 60 * 60 * 1000;

// State that is rebuilt from a topic needs compaction: time retention forgets who has not changed for long. Only closed
// segments are compacted, so a quiet topic has to close them often. And a tombstone has to live longer than a node is away.
export const profiles: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [
    {
      name: 'profiles',
      partitions: 6,
      'replication.factor': 3,
      'min.insync.replicas': 2,
      'cleanup.policy': 'compact',
      'segment.ms': 24 * hour,
      'delete.retention.ms': 96 * hour,
    },
  ],
  producers: [{ stream: 'profile-changes', topic: 'profiles', key: 'userId' }],
  groups: [],
};

// Here a few readings may be lost and money may not: two replicas, and a leader that waits for nobody. acks=1 switches
// idempotence off, so only one request may be in flight, or a retry would land behind its successor.
export const telemetry: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [{ name: 'telemetry', partitions: 12, 'replication.factor': 2, 'retention.ms': 24 * hour }],
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
    { 'group.id': 'alerts', topics: ['telemetry'], members: 6 },
    { 'group.id': 'warehouse', topics: ['telemetry'], members: 1 },
  ],
};
