import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Controller } from './controller.ts';

function controllerOf(brokers: readonly number[], options: { elrEnabled?: boolean } = {}) {
  const controller = new Controller({ nextInt: () => 0, ...options });
  for (const broker of brokers) {
    controller.registerBroker(broker);
    controller.unfenceBroker(broker);
  }
  return controller;
}

/** The sentences are those of Kafka's ReplicationControlManager, Topic and ConfigDef. */
describe('creating a topic', () => {
  it.each([
    [{ topic: '' }, 'INVALID_TOPIC_EXCEPTION', 'Topic name is invalid: the empty string is not allowed'],
    [{ topic: '..' }, 'INVALID_TOPIC_EXCEPTION', "Topic name is invalid: '..' is not allowed"],
    [
      { topic: 'my topic' },
      'INVALID_TOPIC_EXCEPTION',
      "Topic name is invalid: 'my topic' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'",
    ],
    [{ topic: 'there' }, 'TOPIC_ALREADY_EXISTS', "Topic 'there' already exists."],
    [{ topic: 'a_b' }, 'INVALID_TOPIC_EXCEPTION', "Topic 'a_b' collides with existing topic: a.b"],
    [
      { topic: 'new', partitionCount: 0 },
      'INVALID_PARTITIONS',
      'Number of partitions was set to an invalid non-positive value.',
    ],
    [
      { topic: 'new', replicationFactor: 0 },
      'INVALID_REPLICATION_FACTOR',
      'Replication factor must be larger than 0, or -1 to use the default value.',
    ],
    [
      { topic: 'new', replicationFactor: 3 },
      'INVALID_REPLICATION_FACTOR',
      'Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached because only 2 broker(s) are registered or some brokers have all their log directories cordoned.',
    ],
    [
      { topic: 'new', configs: { 'retention.ms': '-5' } },
      'INVALID_CONFIG',
      'Invalid value -5 for configuration retention.ms: Value must be at least -1',
    ],
    [
      { topic: 'new', assignments: [[1, 1]] },
      'INVALID_REPLICA_ASSIGNMENT',
      'The manual partition assignment includes the broker 1 more than once.',
    ],
    [
      { topic: 'new', assignments: [[1, 7]] },
      'INVALID_REPLICA_ASSIGNMENT',
      'The manual partition assignment includes broker 7, but no such broker is registered.',
    ],
    [
      { topic: 'new', assignments: [[1, 2], [1]] },
      'INVALID_REPLICA_ASSIGNMENT',
      'The manual partition assignment includes a partition with 1 replica(s), but this is not consistent with previous partitions, which have 2 replica(s).',
    ],
  ])('is refused with %j, and nothing changes', (asked, code, message) => {
    const controller = controllerOf([1, 2]);
    controller.createTopic({ topic: 'there' });
    controller.createTopic({ topic: 'a.b' });
    expect(() => controller.createTopic(asked)).toThrow(expect.objectContaining({ code, message }));
    expect([...controller.topics.keys()]).toEqual(['there', 'a.b']);
  });

  it('is refused while every broker is fenced', () => {
    const controller = new Controller({ nextInt: () => 0 });
    controller.registerBroker(1);
    expect(() => controller.createTopic({ topic: 'new' })).toThrow(
      'Unable to replicate the partition 1 time(s): All brokers are currently fenced, or have all their log directories cordoned.',
    );
  });
});

describe('adding partitions', () => {
  it.each([
    [2, 'Topic already has 2 partition(s).'],
    [1, 'The topic orders currently has 2 partition(s); 1 would not be an increase.'],
  ])('up to %i is refused', (partitionCount, message) => {
    const controller = controllerOf([1, 2]);
    controller.createTopic({ topic: 'orders', partitionCount: 2 });
    expect(() => controller.createPartitions('orders', partitionCount)).toThrow(
      expect.objectContaining({ code: 'INVALID_PARTITIONS', message }),
    );
  });

  it('keeps the replication factor', () => {
    const controller = controllerOf([1, 2, 3]);
    controller.createTopic({ topic: 'orders', replicationFactor: 2 });
    controller.createPartitions('orders', 3);
    expect(controller.topic('orders').partitions.map(({ replicas }) => replicas.length)).toEqual([2, 2, 2]);
  });
});

describe("altering a topic's settings", () => {
  it('with a value that Kafka refuses changes none of them', () => {
    const controller = controllerOf([1]);
    controller.createTopic({ topic: 'orders', configs: { 'retention.ms': '1000' } });
    const changes = { 'retention.ms': '2000', 'min.insync.replicas': 'two' };
    expect(() => controller.alterConfigs('orders', changes)).toThrow(
      'Invalid value two for configuration min.insync.replicas: Not a number of type INT',
    );
    expect(controller.topic('orders').settings['retention.ms']).toBe(1000);
  });

  it('with null takes a setting back to its default', () => {
    const controller = controllerOf([1]);
    controller.createTopic({ topic: 'orders', configs: { 'retention.ms': '1000' } });
    controller.alterConfigs('orders', { 'retention.ms': null });
    expect(controller.topic('orders')).toMatchObject({ configs: {}, settings: { 'retention.ms': 604_800_000 } });
  });
});

const aBroker = fc.integer({ min: 1, max: 4 });
const anEvent = fc.oneof(
  fc.record({
    does: fc.constantFrom('fenceBroker' as const, 'unfenceBroker' as const, 'startControlledShutdown' as const),
    broker: aBroker,
  }),
  fc.record({ does: fc.constant('registerBroker' as const), broker: aBroker, cleanShutdown: fc.boolean() }),
  fc.record({ does: fc.constantFrom('balanceLeaders' as const, 'electUncleanLeaders' as const) }),
);

describe('whatever happens to brokers', () => {
  it('a partition has at most one leader an epoch, who lives and is in sync, and epochs never go back', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 40 }), fc.boolean(), fc.boolean(), (events, elrEnabled, unclean) => {
        const controller = controllerOf([1, 2, 3, 4], { elrEnabled });
        const configs = { 'min.insync.replicas': '2', 'unclean.leader.election.enable': `${unclean}` };
        controller.createTopic({
          topic: 't',
          assignments: [
            [1, 2, 3],
            [3, 4, 1],
            [2, 1, 4],
          ],
          configs,
        });
        const leaders = new Map<string, number>();
        const epochs = new Map<number, number>();
        for (const event of events) {
          if (event.does === 'registerBroker') controller.registerBroker(event.broker, event);
          else if ('broker' in event) controller[event.does](event.broker);
          else controller[event.does]();
          for (const [index, partition] of controller.topic('t').partitions.entries()) {
            const { leader, leaderEpoch, isr, elr, replicas } = partition;
            const reign = `${index} in epoch ${leaderEpoch}`;
            expect(leaders.get(reign) ?? leader).toBe(leader);
            leaders.set(reign, leader);
            expect(leaderEpoch).toBeGreaterThanOrEqual(epochs.get(index) ?? 0);
            epochs.set(index, leaderEpoch);
            if (leader !== -1) expect(controller.isActive(leader) && isr.includes(leader)).toBe(true);
            if (!elrEnabled) expect(isr).not.toHaveLength(0);
            expect(isr.some((broker) => elr.includes(broker))).toBe(false);
            expect([...isr, ...elr].every((broker) => replicas.includes(broker))).toBe(true);
          }
        }
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
