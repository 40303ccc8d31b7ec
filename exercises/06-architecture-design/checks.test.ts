import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Ask, judge } from '#check';
import { type ClusterDesign, type GroupDesign, type ProducerDesign, type TopicDesign, useCases } from '#kafka';
import { broken } from './broken.ts';
import { changedSettings } from './changed-settings.ts';
import parts from './checks.ts';
import { inUnits } from './pictures.ts';
import * as starter from './starter.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface Change {
  readonly topic?: Partial<TopicDesign>;
  readonly producer?: Partial<ProducerDesign>;
  readonly group?: Partial<GroupDesign>;
  readonly second?: Partial<GroupDesign>;
}

function ordersDesign({ topic, producer, group, second }: Change = {}): ClusterDesign {
  return {
    cluster: { brokers: 3 },
    topics: [{ name: 'orders', partitions: 12, 'replication.factor': 3, 'min.insync.replicas': 2, ...topic }],
    producers: [{ stream: 'order-events', topic: 'orders', key: 'orderId', ...producer }],
    groups: [
      { 'group.id': 'fulfilment', topics: ['orders'], members: 6, effects: 'idempotent', ...group },
      { 'group.id': 'analytics', topics: ['orders'], members: 2, ...second },
    ],
  };
}

function profilesDesign({ topic, producer }: Change = {}): ClusterDesign {
  return {
    cluster: { brokers: 3 },
    topics: [
      {
        name: 'users',
        partitions: 4,
        'replication.factor': 3,
        'cleanup.policy': 'compact',
        'segment.ms': 12 * hour,
        'delete.retention.ms': 7 * day,
        ...topic,
      },
    ],
    producers: [{ stream: 'profile-changes', topic: 'users', key: 'userId', ...producer }],
    groups: [],
  };
}

function telemetryDesign({ topic, producer, group, second }: Change = {}): ClusterDesign {
  return {
    cluster: { brokers: 3 },
    topics: [
      {
        name: 'readings',
        partitions: 12,
        'replication.factor': 3,
        'min.insync.replicas': 2,
        'retention.ms': day,
        ...topic,
      },
    ],
    producers: [{ stream: 'telemetry', topic: 'readings', key: 'deviceId', ...producer }],
    groups: [
      { 'group.id': 'alerts', topics: ['readings'], members: 8, ...group },
      { 'group.id': 'warehouse', topics: ['readings'], members: 2, ...second },
    ],
  };
}

function repairedBy(producer: Partial<ProducerDesign>, topic: Partial<TopicDesign> = {}): ClusterDesign {
  return {
    ...broken,
    topics: [{ ...broken.topics[0]!, ...topic }],
    producers: [{ ...broken.producers[0]!, ...producer }],
  };
}

const shared: GroupDesign = { 'group.id': 'shop', topics: ['orders'], members: 8, effects: 'idempotent' };

/** What the checks of a part say of an export: each that fails by its letter and place, with the belief it names. */
async function failures(name: string, value: unknown, seed = 42): Promise<Record<string, string | undefined>> {
  const ask: Ask = async () => ({ outcome: 'returned', value });
  const failed: Record<string, string | undefined> = {};
  for (const { part, needs, checks } of parts) {
    if (!needs.includes(name)) continue;
    for (const [at, check] of checks.entries()) {
      const verdict = await judge(check, ask, { seed });
      if (verdict.verdict === 'disproved') failed[`${part}${at + 1}`] = verdict.counterexample.misconception;
    }
  }
  return failed;
}

type Row = readonly [what: string, name: string, design: unknown, failures: Record<string, string | undefined>];

const wrong: readonly Row[] = [
  ['nothing changed', 'repaired', broken, { A1: undefined, A2: undefined }],
  ['a key that lumps much together', 'repaired', repairedBy({ key: 'merchantId' }), { A1: 'M6-03' }],
  ['a key for each event', 'repaired', repairedBy({ key: 'eventId' }), { A1: 'M6-05' }],
  ['one partition', 'repaired', repairedBy({}, { partitions: 1 }), { A1: 'M5-13' }],
  ['two settings', 'repaired', repairedBy({ key: 'orderId', acks: 'all' }), { A2: undefined }],
  ['no key', 'orders', ordersDesign({ producer: { key: null } }), { B2: 'M6-04' }],
  ['key merchantId', 'orders', ordersDesign({ producer: { key: 'merchantId' } }), { B4: 'M6-03' }],
  ['key region', 'orders', ordersDesign({ producer: { key: 'region' } }), { B4: 'M6-03' }],
  ['two partitions', 'orders', ordersDesign({ topic: { partitions: 2 } }), { B4: 'M6-02' }],
  ['one partition', 'orders', ordersDesign({ topic: { partitions: 1 } }), { B4: 'M5-13' }],
  ['acks=1', 'orders', ordersDesign({ producer: { acks: '1' } }), { B1: 'M6-06', B2: 'M6-06' }],
  ['acks=0', 'orders', ordersDesign({ producer: { acks: '0' } }), { B1: 'M6-06' }],
  ['min.insync.replicas left out', 'orders', ordersDesign({ topic: { 'min.insync.replicas': 1 } }), { B1: 'M6-07' }],
  ['2 of 2', 'orders', ordersDesign({ topic: { 'replication.factor': 2 } }), { B4: 'M1-07' }],
  ['3 of 3', 'orders', ordersDesign({ topic: { 'min.insync.replicas': 3 } }), { B4: 'M1-07' }],
  [
    'not idempotent',
    'orders',
    ordersDesign({ producer: { 'enable.idempotence': false } }),
    { B1: 'M5-06', B2: 'M5-06' },
  ],
  [
    'not idempotent, one in flight',
    'orders',
    ordersDesign({ producer: { 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 1 } }),
    { B1: 'M5-07' },
  ],
  ['commit before', 'orders', ordersDesign({ group: { commit: 'before-processing' } }), { B3: 'M4-13' }],
  ['plain effects', 'orders', ordersDesign({ group: { effects: 'plain' } }), { B3: 'M4-14' }],
  ['Kafka transactions', 'orders', ordersDesign({ group: { effects: 'transactional' } }), { B3: 'M6-16' }],
  [
    'a group of another name for both',
    'orders',
    { ...ordersDesign(), groups: [shared] },
    { B1: 'M6-14', B2: 'M6-14', B3: 'M6-14', B4: 'M6-14' },
  ],
  ['compacted', 'orders', ordersDesign({ topic: { 'cleanup.policy': 'compact' } }), { B1: 'M6-10' }],
  ['compacted and deleted', 'orders', ordersDesign({ topic: { 'cleanup.policy': 'compact,delete' } }), { B1: 'M6-10' }],
  ['kept for an hour', 'orders', ordersDesign({ topic: { 'retention.ms': hour } }), { B1: 'M6-15' }],
  ['five members for twelve partitions', 'orders', ordersDesign({ group: { members: 5 } }), { B4: 'M6-22' }],
  ['one member for each of many partitions', 'orders', ordersDesign({ topic: { partitions: 60 } }), { B4: 'M6-01' }],
  [
    'deleted after a week',
    'profiles',
    profilesDesign({ topic: { 'cleanup.policy': 'delete' } }),
    { C1: 'M6-09', C3: 'M6-09' },
  ],
  [
    'kept for ever',
    'profiles',
    profilesDesign({ topic: { 'cleanup.policy': 'delete', 'retention.ms': -1 } }),
    { C3: 'M6-09' },
  ],
  ['compact,delete', 'profiles', profilesDesign({ topic: { 'cleanup.policy': 'compact,delete' } }), { C1: 'M1-19' }],
  ['no key', 'profiles', profilesDesign({ producer: { key: null } }), { C1: 'M1-18' }],
  [
    'key eventId',
    'profiles',
    profilesDesign({ producer: { key: 'eventId' } }),
    { C1: 'M6-05', C2: 'M6-05', C3: 'M6-05' },
  ],
  ['tombstones for a day', 'profiles', profilesDesign({ topic: { 'delete.retention.ms': day } }), { C2: 'M6-11' }],
  ['segments of a month', 'profiles', profilesDesign({ topic: { 'segment.ms': 30 * day } }), { C3: 'M6-12' }],
  ['more partitions later', 'profiles', profilesDesign({ topic: { partitionsLater: 8 } }), { C1: 'M2-17' }],
  ['everything', 'telemetry', telemetryDesign({ topic: { partitions: 48 }, group: { members: 16 } }), { D3: 'M6-08' }],
  ['kept for a month', 'telemetry', telemetryDesign({ topic: { 'retention.ms': 30 * day } }), { D3: 'M6-08' }],
  ['kept for an hour', 'telemetry', telemetryDesign({ topic: { 'retention.ms': hour } }), { D3: 'M6-15' }],
  ['no key', 'telemetry', telemetryDesign({ producer: { key: null } }), { D2: 'M6-04' }],
  ['key region', 'telemetry', telemetryDesign({ producer: { key: 'region' } }), { D2: 'M6-03' }],
  ['three members', 'telemetry', telemetryDesign({ group: { members: 3 } }), { D2: undefined }],
  [
    'one replica',
    'telemetry',
    telemetryDesign({ topic: { 'replication.factor': 1, 'min.insync.replicas': 1 } }),
    { D1: 'M6-19' },
  ],
];

describe('a wrong design fails where it is wrong, and only there', () => {
  it.each<Row>(wrong as Row[])('%s: %s', async (_, name, design, expected) => {
    const failed = await failures(name, design);
    expect(failed).toEqual(expected);
  });
});

const passing: readonly (readonly [what: string, name: string, design: unknown])[] = [
  ['another key that keeps orders together', 'repaired', repairedBy({ key: 'customerId' })],
  ['two of three', 'orders', ordersDesign()],
  ['customers together', 'orders', ordersDesign({ producer: { key: 'customerId' } })],
  ['a partition for each member', 'orders', ordersDesign({ topic: { partitions: 6 } })],
  ['ten partitions', 'orders', ordersDesign({ topic: { partitions: 10 } })],
  ['sixteen partitions', 'orders', ordersDesign({ topic: { partitions: 16 } })],
  ['seven members', 'orders', ordersDesign({ group: { members: 7 } })],
  ['both groups idempotent', 'orders', ordersDesign({ second: { effects: 'idempotent', members: 1 } })],
  ['reading from the beginning', 'orders', ordersDesign({ group: { 'auto.offset.reset': 'earliest' } })],
  [
    'every default written out',
    'orders',
    ordersDesign({
      topic: {
        'cleanup.policy': 'delete',
        'retention.ms': 7 * day,
        'segment.ms': 7 * day,
        'unclean.leader.election.enable': false,
      },
      producer: {
        acks: 'all',
        'enable.idempotence': true,
        'max.in.flight.requests.per.connection': 5,
        retries: 2_147_483_647,
      },
      group: { commit: 'after-processing', type: 'consumer' },
    }),
  ],
  ["Kafka's other names", 'orders', ordersDesign({ producer: { acks: '-1' } })],
  [
    'settings that matter little here',
    'orders',
    ordersDesign({
      topic: {
        partitions: 12,
        ...{ 'compression.type': 'zstd', 'retention.bytes': -1, 'max.message.bytes': 1_048_588 },
      },
      producer: { acks: 'all', ...{ 'linger.ms': 20, 'batch.size': 65_536, 'delivery.timeout.ms': 120_000 } },
      group: {
        members: 6,
        ...{ 'enable.auto.commit': false, 'isolation.level': 'read_committed', 'max.poll.records': 200 },
      },
    }),
  ],
  ['one in flight', 'orders', ordersDesign({ producer: { 'max.in.flight.requests.per.connection': 1 } })],
  ['a day', 'orders', ordersDesign({ topic: { 'retention.ms': day } })],
  ['a topic of another name', 'profiles', profilesDesign()],
  ['one partition', 'profiles', profilesDesign({ topic: { partitions: 1 } })],
  ['segments of an hour', 'profiles', profilesDesign({ topic: { 'segment.ms': hour } })],
  ['segments of two days', 'profiles', profilesDesign({ topic: { 'segment.ms': 2 * day } })],
  [
    "Kafka's other way to compact in time",
    'profiles',
    profilesDesign({ topic: { 'segment.ms': 30 * day, ...{ 'max.compaction.lag.ms': day } } }),
  ],
  ['a stream by another name', 'profiles', profilesDesign({ producer: { stream: 'changes' } })],
  ['tombstones for three days', 'profiles', profilesDesign({ topic: { 'delete.retention.ms': 3 * day } })],
  ['tombstones for a month', 'profiles', profilesDesign({ topic: { 'delete.retention.ms': 30 * day } })],
  ['two of three', 'telemetry', telemetryDesign()],
  [
    'two replicas, one in flight',
    'telemetry',
    telemetryDesign({
      topic: { 'replication.factor': 2, 'min.insync.replicas': 1 },
      producer: { acks: '1', 'max.in.flight.requests.per.connection': 1 },
    }),
  ],
];

describe('a right design passes, however it is made', () => {
  it.each(passing)('%s: %s', async (_, name, design) => {
    expect(await failures(name, design)).toEqual({});
    expect(await failures(name, design, 7)).toEqual({});
  });
});

describe('what is no design is refused in words', () => {
  const message = async (value: unknown) => {
    const [, , { checks }] = parts as [unknown, unknown, (typeof parts)[number]];
    const verdict = await judge(checks[0]!, async () => ({ outcome: 'returned', value }), { seed: 42 });
    return verdict.verdict === 'disproved' ? verdict.counterexample.message : verdict.verdict;
  };

  it.each([undefined, null, 7, 'compact', [], {}, { cluster: { brokers: 3n } }])('such as %s', async (value) => {
    expect(await message(value)).toMatch(/^This design cannot be started\.\n[a-z]+.*: .*\.$/m);
  });

  it('with the place of what is wrong', async () => {
    expect(await message(profilesDesign({ topic: { 'replication.factor': 4 } }))).toMatchInlineSnapshot(`
      "This design cannot be started.
      topics[0].replication.factor: replication.factor is 4, but the cluster has 3 broker(s): each replica needs a broker of its own."
    `);
    expect(await message(profilesDesign({ producer: { key: 'userid' } }))).toMatchInlineSnapshot(`
      "This design cannot be started.
      producers[0].key: An event of profile-changes has no field 'userid': choose userId, eventId, region or null."
    `);
    expect(await message({ ...profilesDesign(), topics: [{ name: 'users', partitions: '6' }] })).toMatchInlineSnapshot(`
      "This design cannot be started.
      topics[0].partitions: partitions must be an integer of at least 1, not "6".
      topics[0].replication.factor: replication.factor must be an integer of at least 1, not missing."
    `);
  });
});

describe('a design that passes', () => {
  it('is told what it costs beside the best known one, and where it is nearest to a limit', async () => {
    const check = parts[1]!.checks.at(-1)!;
    const verdict = await judge(check, async () => ({ outcome: 'returned', value: ordersDesign() }), { seed: 42 });
    expect(verdict).toMatchObject({ verdict: 'passed' });
    expect(verdict.verdict === 'passed' && verdict.note?.message).toMatch(
      /^It costs 417\.3\. The best design we know that keeps all of this costs [\d.]+: you could save [\d.]+\.\nNearest to its limit: [a-z ]+, [\d.]+ s of [\d.]+ s\.$/,
    );
  });
});

describe('the starter', () => {
  it('holds the broken design', () => {
    expect(changedSettings(broken, starter.repaired)).toEqual([]);
  });
});

describe('changedSettings', () => {
  it('counts settings: changed, added, and left out', () => {
    const before = { a: { b: 1, c: [{ d: 2 }] }, e: ['x', 'y'] };
    expect(changedSettings(before, { e: ['x', 'y'], a: { c: [{ d: 2 }], b: 1, f: undefined } })).toEqual([]);
    expect(changedSettings(before, { a: { b: 2, c: [{ d: 2, g: 3 }] }, e: ['x'] })).toEqual([
      { where: 'a.b', before: 1, after: 2 },
      { where: 'e', before: ['x', 'y'], after: ['x'] },
      { where: 'a.c[0].g', before: undefined, after: 3 },
    ]);
  });
});

describe('the task', () => {
  const text = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const rows: readonly (readonly [useCase: keyof typeof useCases, id: string, row: RegExp])[] = [
    ['orders', 'oldest', /longest wait for `fulfilment` +\| (.+?) +\|/],
    ['orders', 'blocked', /closed for writing \(on average\) +\| (.+?) +\|/],
    ['orders', 'replay', /events can be read again for +\| (.+?) +\|/],
    ['orders', 'cost', /\| cost +\| (.+?) +\|/],
    ['telemetry', 'lost', /readings lost +\| (.+?) +\|/],
    ['telemetry', 'oldest', /longest wait for `alerts` +\| (.+?) +\|/],
    ['telemetry', 'blocked', /closed for writing \(on average\) +\| (.+?) +\|/],
    ['telemetry', 'replay', /can be read again for +\| (.+?) +\|/],
    ['telemetry', 'cost', /\| cost +\| (.+?) +\|/],
    ['profiles', 'rebuild', /before it can serve +\| (.+?) +\|/],
  ];

  it('shows the evidence that the starter gets', async () => {
    const verdict = await judge(parts[0]!.checks[0]!, async () => ({ outcome: 'returned', value: broken }), {
      seed: 42,
    });
    const picture = verdict.verdict === 'disproved' ? verdict.counterexample.picture : undefined;
    const [lanes] = picture!({ width: 76, unicode: true }).join('\n').split('\n\n');
    expect(text).toContain(`\`\`\`\n${lanes}\n\`\`\``);
  });

  it.each(rows)('says the limit of %s, %s', (id, requirement, row) => {
    const own = { orders: text.split('## C ·')[0]!, profiles: text, telemetry: text.split('## D ·')[1]! }[id];
    const { limit, ...judged } = useCases[id].requirements.find((each) => each.id === requirement)!;
    const said = row.exec(own)?.[1]?.replace(',', '').replace(' hours', ' h');
    expect(said).toBe(inUnits(limit, { ...judged, limit }).replace('.0 s', ' s'));
  });
});
