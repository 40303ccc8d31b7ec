import { type ClusterDesign, type UseCase, useCases } from '#kafka';

/** The shop's first design, which part A has repaired: the starter holds the same. */
export const broken: ClusterDesign = {
  cluster: { brokers: 3 },
  topics: [{ name: 'orders', partitions: 24, 'replication.factor': 3 }],
  producers: [{ stream: 'order-events', topic: 'orders', key: null }],
  groups: [
    { 'group.id': 'fulfilment', topics: ['orders'], members: 8 },
    { 'group.id': 'analytics', topics: ['orders'], members: 2 },
  ],
};

const { orders } = useCases;

/** What part A asks of it: the same shop, but only order and pace, and a kinder fate: one broker crashes and comes back. */
export const firstYear: UseCase = {
  ...orders,
  title: 'Orders in the first year',
  requirements: orders.requirements.filter(({ id }) => id === 'order' || id === 'oldest'),
  faults: { ...orders.faults, brokers: orders.faults.brokers.slice(0, 2) },
};
