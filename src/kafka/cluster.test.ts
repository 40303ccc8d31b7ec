import { expect, it } from 'vitest';
import { Cluster } from './cluster.ts';

const aDay = 86_400_000;

function withGroup(committing: boolean): Cluster {
  const cluster = new Cluster({ brokers: 1, startMs: 1_767_225_600_000 });
  cluster.createTopic({ topic: 'orders' });
  const group = cluster.group('billing');
  group.join('c1', { topics: ['orders'] });
  group.settle();
  if (committing) group.commit('c1', [{ topic: 'orders', partition: 0, offset: 0 }]);
  cluster.advanceTo(group.nowMs);
  return cluster;
}

it('starts its clock where it is told to', () => {
  expect(withGroup(false).nowMs).toBe(1_767_225_600_000 + 3000);
});

it('deletes a group only when it has no members', () => {
  const cluster = withGroup(true);
  expect(() => cluster.deleteGroup('billing')).toThrow(expect.objectContaining({ code: 'NON_EMPTY_GROUP' }));
  cluster.group('billing').leave('c1');
  cluster.deleteGroup('billing');
  expect(cluster.groups.has('billing')).toBe(false);
  expect(() => cluster.deleteGroup('billing')).toThrow(expect.objectContaining({ code: 'GROUP_ID_NOT_FOUND' }));
});

it.each([
  { committing: true, isThere: [true, true, false] },
  { committing: false, isThere: [true, false, false] },
])('forgets an empty group after offsets.retention.minutes, sooner if nothing is committed: $committing', (each) => {
  const cluster = withGroup(each.committing);
  cluster.advance(aDay);
  cluster.group('billing').leave('c1');
  const isThere = [0, 6 * aDay, 2 * aDay].map((ms) => {
    cluster.advance(ms);
    return cluster.groups.has('billing');
  });
  expect(isThere).toEqual(each.isThere);
});

// Apache Kafka 4.1: another min.insync.replicas clears the ELR (ClearElrRecord), and brokers hear of that as of any change.
it('lets a follower rejoin the ISR after min.insync.replicas was altered', () => {
  const cluster = new Cluster({ brokers: 3 });
  cluster.createTopic({ topic: 'orders', replicationFactor: 3, configs: { 'min.insync.replicas': '2' } });
  const orders = cluster.partitionNamed('orders-0');
  const [leader, ...followers] = orders.registration.isr;
  for (const broker of followers) cluster.stopBroker(broker);
  expect(orders.registration.elr).not.toEqual([]);
  cluster.alterConfigs('orders', { 'min.insync.replicas': '1' });
  expect(orders.registration.elr).toEqual([]);
  for (const broker of followers) cluster.startBroker(broker);
  cluster.advance(1000);
  expect(orders.registration.isr).toEqual([leader, ...followers]);
});
