// Exercise 6: Architecture design. The task is in README.md beside this file.
// Grade it with:  npm run grade 6      A hint:  npm run hint 6

import type { ClusterDesign } from '#kafka';

/** A · The shop's first design. TODO: one setting of it is wrong; find it by its evidence, and change that one only. */
export const repaired: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [{ name: 'orders', partitions: 24, 'replication.factor': 3 }],
  producers: [{ stream: 'order-events', topic: 'orders', key: null }],
  groups: [
    { 'group.id': 'fulfilment', topics: ['orders'], members: 8 },
    { 'group.id': 'analytics', topics: ['orders'], members: 2 },
  ],
};

/**
 * B · From requirements. TODO: this is what a tutorial leaves you with; change and add settings until it keeps them all.
 * You may choose, besides what is there:
 *   topics     'min.insync.replicas', 'retention.ms', 'cleanup.policy', 'unclean.leader.election.enable'
 *   producers  acks ('0', '1', 'all'), 'enable.idempotence', 'max.in.flight.requests.per.connection', retries
 *   groups     commit ('before-processing', 'after-processing'), effects ('plain', 'idempotent', 'transactional')
 */
export const orders: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [{ name: 'orders', partitions: 3, 'replication.factor': 1 }],
  producers: [{ stream: 'order-events', topic: 'orders', key: null }],
  groups: [
    { 'group.id': 'fulfilment', topics: ['orders'], members: 3 },
    { 'group.id': 'analytics', topics: ['orders'], members: 1 },
  ],
};

const hour = 60 * 60 * 1000;

/** C · The source of a cache. TODO: choose the key, and how long what is kept; `24 * hour` is a day. */
export const profiles: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [
    {
      name: 'profiles',
      partitions: 6,
      'replication.factor': 3,
      'cleanup.policy': 'delete',
      'retention.ms': 7 * 24 * hour,
    },
  ],
  producers: [{ stream: 'profile-changes', topic: 'profiles', key: null }],
  groups: [],
};

// Beyond the hour (part D): export a design for telemetry.
