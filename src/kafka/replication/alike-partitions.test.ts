import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Cluster } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import { snapshotOf } from '../scenario/snapshot.ts';
import type { Happening } from '../scenario/trace.ts';

/** Something that is done to a cluster. */
type Deed = readonly [name: string, work: (cluster: Cluster) => void];

const aTopic = fc.constantFrom('orders', 'payments', 'lone');
const aBroker = fc.constantFrom(1, 2, 3);
const aPartition = fc.record({ topic: aTopic, partition: fc.nat(6) });

const onBroker = (name: string, work: (cluster: Cluster, broker: number) => void): fc.Arbitrary<Deed> =>
  aBroker.map((broker) => [`${name} ${broker}`, (cluster) => work(cluster, broker)]);

const aDeed: fc.Arbitrary<Deed> = fc.oneof(
  onBroker('stop', (cluster, broker) => cluster.stopBroker(broker)),
  onBroker('crash', (cluster, broker) => cluster.crashBroker(broker)),
  onBroker('lose the disk of', (cluster, broker) => cluster.loseDisk(broker)),
  onBroker('stall', (cluster, broker) => cluster.stallBroker(broker)),
  onBroker('resume', (cluster, broker) => cluster.resumeBroker(broker)),
  onBroker('start', (cluster, broker) => cluster.startBroker(broker)),
  onBroker('start', (cluster, broker) => cluster.startBroker(broker)),
  fc.constantFrom(1, 10_000, 31_000, 300_000).map((ms): Deed => [`advance ${ms}`, (cluster) => cluster.advance(ms)]),
  fc.constant<Deed>(['replicate', (cluster) => cluster.replicate()]),
  fc.constant<Deed>(['fetch once', (cluster) => cluster.fetchOnce()]),
  aPartition.map((tp): Deed => [`write to ${tp.topic}-${tp.partition}`, write(tp)]),
  aPartition.map(
    (tp): Deed => [`elect in ${tp.topic}-${tp.partition}`, (cluster) => cluster.electLeader(tp, 'UNCLEAN')],
  ),
  aPartition.map((tp): Deed => [`read ${tp.topic}-${tp.partition}`, (cluster) => cluster.partition(tp).read(1)]),
  fc
    .tuple(aTopic, fc.constantFrom('1', '2', '3'))
    .map(([topic, min]): Deed => [`${topic} ${min}`, (cluster) => cluster.alterConfigs(topic, { [minIsr]: min })]),
  aTopic.map((topic): Deed => [`more ${topic}`, (cluster) => cluster.createPartitions(topic, 8)]),
);

const minIsr = 'min.insync.replicas';

function write(tp: { topic: string; partition: number }): Deed[1] {
  return (cluster) => void cluster.partition(tp).append([{ key: null, value: 'v', timestamp: cluster.nowMs }], 'all');
}

/** Does everything in turn, and answers what was told and refused, and how everything stood. */
function history(deeds: readonly Deed[], meanwhile: (cluster: Cluster) => void): unknown[] {
  const told: (Happening | string)[] = [];
  const cluster = new Cluster({ brokers: 3, tell: (happening) => told.push(happening) });
  cluster.createTopic({ topic: 'orders', partitionCount: 7, replicationFactor: 3, configs: { [minIsr]: '2' } });
  cluster.createTopic({ topic: 'payments', partitionCount: 7, replicationFactor: 2 });
  cluster.createTopic({ topic: 'lone', partitionCount: 7, configs: { 'unclean.leader.election.enable': 'true' } });
  return deeds.map(([name, work]) => {
    meanwhile(cluster);
    try {
      work(cluster);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      told.push(error.message);
    }
    return { name, told: told.splice(0), stand: standOf(cluster) };
  });
}

function standOf(cluster: Cluster): unknown {
  const partitions = [...cluster.partitions].map((partition) => ({
    registration: partition.registration,
    known: cluster.controller.partition(partition),
    epochs: [...partition.logs.values()].map(({ leaderEpochs }) => [...leaderEpochs.entries]),
    followers: [...(partition.leader?.followers ?? [])],
  }));
  return { snapshot: snapshotOf(cluster), partitions };
}

it('partitions fare the same whether they share their replicas or not', () => {
  fc.assert(
    fc.property(fc.array(aDeed, { minLength: 5, maxLength: 25 }), (deeds) => {
      const alone = (cluster: Cluster) => {
        for (const partition of cluster.partitions) partition.detach();
      };
      expect(history(deeds, () => {})).toEqual(history(deeds, alone));
    }),
    { numRuns: 150 },
  );
});

it('partitions share their replicas until something is written in one', () => {
  const cluster = new Cluster({ brokers: 3 });
  for (const topic of ['orders', 'payments']) cluster.createTopic({ topic, partitionCount: 60, replicationFactor: 3 });
  const kinds = () => new Set([...cluster.partitions].map(({ shared }) => shared));
  expect(kinds().size).toBe(6);
  cluster.crashBroker(1);
  cluster.advance(300_000);
  cluster.startBroker(1);
  cluster.advance(300_000);
  expect(kinds().size).toBe(6);
  write({ topic: 'orders', partition: 0 })(cluster);
  expect([...cluster.partitions].filter(({ shared }) => shared === undefined).map(({ name }) => name)).toEqual([
    'orders-0',
  ]);
});
