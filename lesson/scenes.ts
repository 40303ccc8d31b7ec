import {
  Cluster,
  type CommitPolicy,
  Consumer,
  type ConsumerRecord,
  type Offset,
  PartitionLog,
  type PartitionSnapshot,
  Producer,
  partitionForKey,
  playScenario,
  runWithCrash,
  type SendReport,
  type Snapshot,
  type Step,
} from '#kafka';

/** What happens in the lesson, played by the model: its pictures draw these scenes and its sentences count in them. */

export const dayMs = 86_400_000;

/** The partition count of the lesson's `orders`. */
export const partitionCount = 3;

const sentKeys = ['alice', 'dave', 'alice', 'carol', 'alice', 'dave'];

/** A record that was sent: its key, and where it went. */
export type Sent = SendReport & { readonly key: string };

/** Six records about three customers, in the order in which they were sent. */
export function sixOrders(): readonly Sent[] {
  const producer = new Producer(clusterWith(partitionCount), { name: 'shop' });
  return sentKeys.map((key) => ({ ...producer.send({ topic: 'orders', key, value: '' }), key }));
}

/** The places of the six, by partition. */
export function lanesOfSix(): readonly (readonly Sent[])[] {
  const all = sixOrders();
  return Array.from({ length: partitionCount }, (_, lane) => all.filter(({ partition }) => partition === lane));
}

/** How many bytes the value of a record without a key has, in the scene that sends twelve. */
export const bigValueBytes = 4000;

/** The partitions that twelve such records go to. */
export function twelveWithoutKey(): readonly number[] {
  const producer = new Producer(clusterWith(partitionCount), { name: 'shop' });
  const value = 'x'.repeat(bigValueBytes);
  return Array.from({ length: 12 }, () => producer.send({ topic: 'orders', key: null, value }).partition);
}

/** The broker whose follower stops fetching. */
export const stalledBroker = 3;

const produce: Step = { do: 'produce', tp: 'orders-0', key: 'alice' };
const falling: readonly Step[] = [
  produce,
  produce,
  produce,
  { do: 'stallBroker', broker: stalledBroker },
  produce,
  produce,
];

/** Partition 0 of `orders` when a follower has just stopped fetching, or, with `ms`, that much later. */
export function fallingBehind(ms = 0): { readonly snapshot: Snapshot; readonly orders: PartitionSnapshot } {
  const snapshot = lastOf(playScenario([...falling, { do: 'advance', ms }])).after;
  return { snapshot, orders: firstOf(snapshot.partitions) };
}

/** Where a consumer stands that has been given five of eight records and has committed three. */
export function standing() {
  const cluster = clusterWith(1);
  const producer = new Producer(cluster, { name: 'shop' });
  for (let count = 0; count < 8; count++) producer.send({ topic: 'orders', key: 'alice', value: '' });
  const settings = { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false };
  const consumer = new Consumer(cluster, { groupId: 'billing', name: 'c1', topics: ['orders'], settings });
  consumer.poll(3);
  consumer.commit();
  consumer.poll(2);
  const { log } = cluster.partitionNamed('orders-0').reachableLeader();
  return {
    name: 'orders-0',
    logStartOffset: log.logStartOffset,
    logEndOffset: log.logEndOffset,
    offsets: log.read(0).records.map(({ offset }) => offset),
    position: consumer.positions['orders-0'] ?? 0,
    committed: firstOf(cluster.group('billing').describe().committed).offset,
  };
}

/** The batch size of the consumer that crashes. */
export const crashingBatch = 4;

/** Ten records, a consumer that dies after its sixth, and the one after it. */
export function crashing(commit: CommitPolicy) {
  const offsets = Array.from({ length: 10 }, (_, offset) => offset);
  const log = { logStartOffset: 0, logEndOffset: offsets.length, records: offsets.map((offset) => ({ offset })) };
  const crashAfter = 6;
  const { processed } = runWithCrash(log, { commit, maxPollRecords: crashingBatch, crashAfter });
  const [before, after] = [processed.slice(0, crashAfter), processed.slice(crashAfter)];
  // The second life begins where the commit was.
  return { name: 'orders-0', ...log, offsets, before, after, committed: after[0] ?? null };
}

/** The default stage with two groups. */
export function twoGroups(): Snapshot {
  const joining = [
    ['analytics', 'c1'],
    ['billing', 'c1'],
    ['billing', 'c2'],
  ] as const;
  return lastOf(playScenario(joining.map(([group, memberId]) => ({ do: 'join', group, memberId })))).after;
}

/** A record as a consumer is given it: the second one about its key. */
export function oneRecord(): ConsumerRecord {
  const key = 'alice';
  const log = new PartitionLog({ topic: 'orders', partition: partitionForKey(key, partitionCount) });
  const now = Date.UTC(2026, 0, 1);
  const headers = [
    ['from', 'web'],
    ['trace', 'a'],
    ['trace', 'b'],
  ] as const;
  log.append([{ key, value: '{"state":"created"}', timestamp: now }], { now });
  log.append([{ key, value: '{"state":"paid","amount":"99.90"}', timestamp: now + 60_000, headers }], { now });
  log.updateHighWatermark(log.logEndOffset);
  return lastOf(log.read(0).records);
}

/** The day on which the log of three segments is looked at. */
export const retentionDay = 9;

/** A log of three segments, and what retention leaves of it. */
export function expiring() {
  const log = new PartitionLog({ topic: 'orders', partition: 0 });
  for (const daysOfSegment of [
    [0, 1],
    [1, 4],
    [6, 8],
  ]) {
    log.roll();
    for (const day of daysOfSegment) {
      log.append([{ key: 'alice', value: '', timestamp: day * dayMs }], { now: day * dayMs });
    }
  }
  log.updateHighWatermark(log.logEndOffset);
  const segments = [...log.segments];
  log.deleteOldSegments(retentionDay * dayMs);
  const kept = log.read(log.logStartOffset).records;
  const tooOld = kept.filter(({ timestamp }) => retentionDay * dayMs - timestamp > log.settings['retention.ms']);
  return { log, segments, tooOld };
}

/** A compacted log before and after the cleaner came by. */
export function compacting() {
  const log = new PartitionLog({ topic: 'profiles', partition: 0 }, { 'cleanup.policy': 'compact' });
  const append = (key: string, value: string) => log.append([{ key, value, timestamp: 0 }], { now: 0 });
  append('user1', 'Alice');
  append('user2', 'Bob');
  append('user1', 'Alice Smith');
  log.roll();
  append('user2', 'Robert');
  log.updateHighWatermark(log.logEndOffset);
  const before = log.read(0).records;
  log.clean(dayMs);
  const after = log.read(0).records;
  const holes: Offset[] = before
    .map(({ offset }) => offset)
    .filter((each) => after.every(({ offset }) => offset !== each));
  return { before, after, holes, activeFrom: lastOf(log.segments).baseOffset };
}

/** Members `c1`, `c2` and so on, each subscribed to `orders`. */
export function membersOf(count: number): { memberId: string; topics: string[] }[] {
  return Array.from({ length: count }, (_, index) => ({ memberId: `c${index + 1}`, topics: ['orders'] }));
}

/** A group of three, and the member who leaves it. */
export function leaving() {
  const members = membersOf(3);
  return { members, leaver: firstOf(members).memberId };
}

/** Three brokers, and `orders` with a copy on each. */
function clusterWith(partitions: number): Cluster {
  const cluster = new Cluster({ brokers: 3 });
  cluster.createTopic({ topic: 'orders', partitionCount: partitions, replicationFactor: 3 });
  return cluster;
}

function firstOf<Item>(items: readonly Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new RangeError('This scene came to nothing.');
  return first;
}

function lastOf<Item>(items: readonly Item[]): Item {
  return firstOf(items.slice(-1));
}
