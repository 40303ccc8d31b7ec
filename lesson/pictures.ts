import {
  type Assignor,
  Cluster,
  type CommitPolicy,
  Consumer,
  cooperativeStickyAssignor,
  isPossibleDelivery,
  keyBytes,
  murmur2,
  nameOf,
  PartitionLog,
  Producer,
  partitionForKey,
  playScenario,
  rangeAssignor,
  runWithCrash,
  type Step,
  toPositive,
} from '#kafka';
import {
  beside,
  drawAssignment,
  drawCrash,
  drawKeyJourney,
  drawLanes,
  drawOffsetRuler,
  drawOrderTimeline,
  drawPartition,
  type Titled,
} from '#picture';
import { drawArchitecture } from './architecture.ts';

const canvas = { width: 76, unicode: true };
const dayMs = 86_400_000;

/** What the lesson's first picture sends, in this order: who, and what about. */
export const sentKeys = ['alice', 'dave', 'alice', 'carol', 'alice', 'dave'] as const;

/** The lesson's pictures, by the name that stands before each: lines drawn from what the model does. */
export const pictures: Readonly<Record<string, () => string[]>> = {
  'keyed-lanes': () => {
    const producer = new Producer(clusterWith('orders', 3), { name: 'shop' });
    const records = sentKeys.map((key) => {
      const { partition, offset } = producer.send({ topic: 'orders', key, value: '' });
      return { partition, label: `${key}@${offset}` };
    });
    return drawLanes({ partitionCount: 3, records }, canvas);
  },

  'keyless-lanes': () => {
    const producer = new Producer(clusterWith('orders', 3), { name: 'shop' });
    const records = Array.from({ length: 12 }, (_, index) => {
      const { partition } = producer.send({ topic: 'orders', key: null, value: 'x'.repeat(4000) });
      return { partition, label: `${index + 1}` };
    });
    return drawLanes({ partitionCount: 3, records }, canvas);
  },

  'key-journey': () => {
    const key = 'user2';
    const bytes = keyBytes(key);
    const hash = murmur2(bytes);
    const partition = partitionForKey(key, 3);
    const positive = toPositive(hash);
    return drawKeyJourney(
      { topic: 'orders', key, keyBytes: bytes, hash, positive, partitionCount: 3, partition },
      canvas,
    );
  },

  'replica-behind': () => drawOrders([...threeRecords, { do: 'stallBroker', broker: 3 }, ...twoMore]),

  'replica-dropped': () =>
    drawOrders([...threeRecords, { do: 'stallBroker', broker: 3 }, ...twoMore, { do: 'advance', ms: 60_000 }]),

  'offset-ruler': () => {
    const cluster = clusterWith('orders', 1);
    const producer = new Producer(cluster, { name: 'shop' });
    for (let count = 0; count < 8; count++) producer.send({ topic: 'orders', key: 'alice', value: '' });
    const settings = { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false };
    const consumer = new Consumer(cluster, { groupId: 'billing', name: 'c1', topics: ['orders'], settings });
    consumer.poll(3);
    consumer.commit();
    consumer.poll(2);
    const tp = { topic: 'orders', partition: 0 };
    const { log } = cluster.partition(tp).reachableLeader();
    return drawOffsetRuler(
      {
        name: nameOf(tp),
        logStartOffset: log.logStartOffset,
        logEndOffset: log.logEndOffset,
        offsets: log.read(0).records.map(({ offset }) => offset),
        position: consumer.positions[nameOf(tp)],
        committed: cluster.group('billing').describe().committed[0]?.offset,
      },
      canvas,
    );
  },

  'crash-after': () => drawCrashWhenCommitting('after'),

  'crash-before': () => drawCrashWhenCommitting('before'),

  'group-idle': () => {
    const partitionCounts = { orders: 3 };
    return drawAssignment(
      { partitionCounts, after: rangeAssignor({ partitionCounts, members: membersOf(4) }) },
      canvas,
    );
  },

  'group-leaving': () =>
    beside([drawLeaving('range', rangeAssignor), drawLeaving('cooperative-sticky', cooperativeStickyAssignor)], canvas),

  architecture: () => {
    const last = playScenario([
      { do: 'join', group: 'analytics', memberId: 'c1' },
      ...['c1', 'c2'].map((memberId) => ({ do: 'join', group: 'billing', memberId }) as const),
    ]).at(-1);
    return last === undefined ? [] : drawArchitecture(last.after, 'orders', ['shop', 'app']);
  },

  record: () => {
    const key = 'alice';
    const log = new PartitionLog({ topic: 'orders', partition: partitionForKey(key, 3) });
    const now = Date.UTC(2026, 0, 1);
    const headers = [
      ['source', 'web'],
      ['trace', '7f3a'],
      ['trace', '91bc'],
    ] as const;
    log.append([{ key, value: '{"state":"created"}', timestamp: now }], { now });
    log.append([{ key, value: '{"state":"paid","amount":"99.90"}', timestamp: now + 60_000, headers }], { now });
    log.updateHighWatermark(log.logEndOffset);
    const record = log.read(1).records[0];
    const fields = ['topic', 'partition', 'offset', 'timestamp', 'timestampType', 'key', 'value', 'headers'] as const;
    return columns(fields.map((field) => [field, shownField(record?.[field])]));
  },

  retention: () => {
    const log = new PartitionLog({ topic: 'orders', partition: 0 });
    for (const [first, second] of [
      [0, 1],
      [1, 4],
      [6, 8],
    ] as const) {
      log.roll();
      for (const day of [first, second]) {
        log.append([{ key: 'alice', value: '', timestamp: day * dayMs }], { now: day * dayMs });
      }
    }
    log.updateHighWatermark(log.logEndOffset);
    const before = [...log.segments];
    log.deleteOldSegments(9 * dayMs);
    const rows = before.map(({ baseOffset, batches }, index) => [
      `segment ${baseOffset}`,
      index === before.length - 1 ? 'active' : 'closed',
      ...batches.map(({ lastOffset, maxTimestamp }) => `${lastOffset}: day ${maxTimestamp / dayMs}`),
      baseOffset < log.logStartOffset ? 'deleted' : 'kept',
    ]);
    return columns(rows);
  },

  compaction: () => {
    const log = new PartitionLog({ topic: 'profiles', partition: 0 }, { 'cleanup.policy': 'compact' });
    const append = (key: string, value: string) => log.append([{ key, value, timestamp: 0 }], { now: 0 });
    append('user1', 'Alice');
    append('user2', 'Bob');
    append('user1', 'Alice Smith');
    log.roll();
    append('user2', 'Robert');
    log.updateHighWatermark(log.logEndOffset);
    const lines = () =>
      columns(log.read(0).records.map(({ offset, key, value }) => [`${offset}`, key ?? 'null', value ?? 'null']));
    const before = lines();
    log.clean(dayMs);
    return beside(
      [
        { title: 'before', lines: before },
        { title: 'after', lines: lines() },
      ],
      canvas,
    );
  },

  'impossible-order': () => {
    const producer = new Producer(clusterWith('orders', 3), { name: 'shop' });
    const places = sentKeys.map((key) => {
      const { topic, partition, offset } = producer.send({ topic: 'orders', key, value: '' });
      return { topic, partition, offset, label: `${key}@${offset}` };
    });
    const logs = [0, 1, 2].map((partition) => places.filter((place) => place.partition === partition));
    const [first, dave0, second, carol0, third] = places;
    const observed = [dave0, second, carol0, first, third].filter((place) => place !== undefined);
    const lanes = logs.map((records, partition) => ({ topic: 'orders', partition, records }));
    const verdict = isPossibleDelivery(lanes, observed);
    const marks = verdict.possible ? [] : [{ at: verdict.at, text: 'the record before it comes later' }];
    return drawOrderTimeline({ logs, observed, marks }, canvas);
  },
};

const threeRecords: readonly Step[] = Array.from({ length: 3 }, () => ({
  do: 'produce',
  tp: 'orders-0',
  key: 'alice',
}));

const twoMore: readonly Step[] = threeRecords.slice(1);

/** Partition 0 of `orders` after these steps. */
function drawOrders(steps: readonly Step[]): string[] {
  const after = playScenario(steps).at(-1)?.after;
  const orders = after?.partitions[0];
  return after === undefined || orders === undefined ? [] : drawPartition(orders, after, canvas);
}

/** Three brokers and one topic with a copy on each. */
function clusterWith(topic: string, partitionCount: number): Cluster {
  const cluster = new Cluster({ brokers: 3 });
  cluster.createTopic({ topic, partitionCount, replicationFactor: 3 });
  return cluster;
}

function drawCrashWhenCommitting(commit: CommitPolicy): string[] {
  const offsets = Array.from({ length: 10 }, (_, offset) => offset);
  const bounds = { logStartOffset: 0, logEndOffset: offsets.length };
  const crashAfter = 6;
  const log = { ...bounds, records: offsets.map((offset) => ({ offset })) };
  const { processed } = runWithCrash(log, { commit, maxPollRecords: 4, crashAfter });
  const after = processed.slice(crashAfter);
  const before = processed.slice(0, crashAfter);
  // The second life begins where the commit was.
  return drawCrash({ name: 'orders-0', ...bounds, offsets, before, after, committed: after[0] ?? null }, canvas);
}

function membersOf(count: number): { memberId: string; topics: string[] }[] {
  return Array.from({ length: count }, (_, index) => ({ memberId: `c${index + 1}`, topics: ['orders'] }));
}

/** What an assignor makes of a group of three whose first member leaves. */
function drawLeaving(title: string, assignor: Assignor): Titled {
  const partitionCounts = { orders: 6 };
  const [leaving, ...staying] = membersOf(3);
  const before = rangeAssignor({ partitionCounts, members: membersOf(3) });
  const members = staying.map((member) => ({ ...member, owned: before[member.memberId], generation: 1 }));
  const fewestMoves = before[leaving?.memberId ?? '']?.length;
  const after = assignor({ partitionCounts, members });
  return { title, lines: drawAssignment({ partitionCounts, before, after, fewestMoves }, { ...canvas, width: 34 }) };
}

function shownField(field: unknown): string {
  return typeof field === 'object' ? JSON.stringify(field) : String(field);
}

/** Rows of texts, each column as wide as its widest text. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}
