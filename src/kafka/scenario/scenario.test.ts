import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playScenario } from './scenario.ts';
import type { Stage, Step } from './step.ts';
import type { Snapshot, Trace } from './trace.ts';

const day = 24 * 3_600_000;
const last = (trace: Trace): Snapshot => trace.at(-1)!.after;
const partition = (snapshot: Snapshot, name: string) =>
  snapshot.partitions.find((each) => `${each.topic}-${each.partition}` === name)!;
const valuesOn = (snapshot: Snapshot, name: string) =>
  Object.fromEntries(
    partition(snapshot, name).logs.map(({ broker, records }) => [broker, records.map((r) => r.value)]),
  );
const produce = (value: string, more: object = {}): Step => ({ do: 'produce', tp: 'orders-0', value, ...more });

describe('replication', () => {
  it('acknowledges acks=all when every in-sync replica has the record, not every replica', () => {
    const trace = playScenario([{ do: 'brokerDown', broker: 3 }, produce('a')]);
    expect(trace[1]!.happened.map(({ type }) => type)).toContain('acknowledged');
    expect(valuesOn(last(trace), 'orders-0')).toEqual({ 1: ['a'], 2: ['a'], 3: [] });
  });

  it('keeps an acks=1 record from consumers until followers have it', () => {
    const trace = playScenario([produce('a', { acks: '1' }), { do: 'replicate' }]);
    expect(partition(trace[0]!.after, 'orders-0')).toMatchObject({ highWatermark: 0, logEndOffset: 1 });
    expect(partition(trace[1]!.after, 'orders-0')).toMatchObject({ highWatermark: 1, logEndOffset: 1 });
  });

  it('loses an acknowledged acks=1 record with its leader', () => {
    const trace = playScenario([
      produce('a', { acks: '1' }),
      { do: 'brokerDown', broker: 1 },
      { do: 'brokerUp', broker: 1 },
      { do: 'replicate' },
    ]);
    expect(trace[0]!.happened.map(({ type }) => type)).toContain('acknowledged');
    expect(trace[3]!.happened).toContainEqual({ type: 'truncated', tp: 'orders-0', broker: 1, from: 1, to: 0 });
    expect(valuesOn(last(trace), 'orders-0')).toEqual({ 1: [], 2: [], 3: [] });
  });

  it('refuses acks=all below min.insync.replicas, and takes acks=1', () => {
    const trace = playScenario([
      { do: 'brokerDown', broker: 2 },
      { do: 'brokerDown', broker: 3 },
      produce('a'),
      produce('b', { acks: '1' }),
    ]);
    expect(trace[2]!.error?.code).toBe('NOT_ENOUGH_REPLICAS');
    expect(partition(trace[2]!.after, 'orders-0').logEndOffset).toBe(0);
    // KIP-966: what is below the minimum is stored but not shown.
    expect(partition(last(trace), 'orders-0')).toMatchObject({ logEndOffset: 1, highWatermark: 0 });
  });

  it('waits for a follower that stalls, until it leaves the ISR after replica.lag.time.max.ms', () => {
    const trace = playScenario([{ do: 'stallBroker', broker: 3 }, produce('a'), { do: 'advance', ms: 46_000 }]);
    expect(trace[1]!.happened.map(({ type }) => type)).toContain('waiting');
    expect(trace[2]!.happened.map(({ type }) => type)).toContain('acknowledged');
    expect(partition(last(trace), 'orders-0').isr).toEqual([1, 2]);
  });

  it('leaves a partition leaderless rather than elect a replica that may lack records, unless told to', () => {
    const down = (broker: number): Step => ({ do: 'brokerDown', broker });
    const trace = playScenario([
      down(2),
      down(3),
      produce('a', { acks: '1' }),
      { do: 'loseDisk', broker: 1 },
      { do: 'brokerUp', broker: 3 },
      { do: 'electLeaders', type: 'unclean', tp: 'profiles-0' },
    ]);
    expect(partition(trace[4]!.after, 'profiles-0').leader).toBeNull();
    expect(trace[5]!.happened).toContainEqual(
      expect.objectContaining({ type: 'leader changed', tp: 'profiles-0', to: 3, unclean: true }),
    );
  });

  it('moves leadership back to the preferred leader within five minutes', () => {
    const trace = playScenario([
      { do: 'brokerDown', broker: 1 },
      { do: 'brokerUp', broker: 1 },
      { do: 'replicate' },
      { do: 'advance', ms: 300_000 },
    ]);
    expect(trace.map(({ after }) => partition(after, 'orders-0').leader)).toEqual([2, 2, 2, 1]);
  });
});

describe('producers', () => {
  it('write a record twice when the answer is lost, unless they are idempotent', () => {
    const wire = ['ack-lost'] as const;
    const idempotent = playScenario([produce('a', { wire })]);
    expect(valuesOn(last(idempotent), 'orders-0')[1]).toEqual(['a']);
    const off: Step = { do: 'openProducer', producer: 'q', settings: { 'enable.idempotence': false } };
    const plain = playScenario([off, produce('a', { wire, producer: 'q' })]);
    expect(valuesOn(last(plain), 'orders-0')[1]).toEqual(['a', 'a']);
  });

  it('never hear of a record that acks=0 lost', () => {
    const trace = playScenario([produce('a', { acks: '0', wire: ['error'] })]);
    expect(trace[0]!.error).toBeUndefined();
    expect(valuesOn(last(trace), 'orders-0')[1]).toEqual([]);
  });

  it('put two sends into the log twice, idempotent or not', () => {
    expect(valuesOn(last(playScenario([produce('a'), produce('a')])), 'orders-0')[1]).toEqual(['a', 'a']);
  });

  it('are refused a keyless record by a compacted topic', () => {
    const [entry] = playScenario([{ do: 'produce', tp: 'profiles-0', value: 'x' }]);
    expect(entry!.error?.code).toBe('INVALID_RECORD');
  });

  it('are refused settings that do not go together', () => {
    const settings = { 'enable.idempotence': true, acks: '1' };
    const [entry] = playScenario([{ do: 'openProducer', producer: 'q', settings }]);
    expect(entry!.error?.code).toBe('INVALID_CONFIG');
    expect(entry!.error?.message).toContain('Must set acks to all in order to use the idempotent producer.');
  });
});

describe('transactions', () => {
  const open: Step[] = [
    { do: 'openProducer', producer: 't', settings: { 'transactional.id': 'billing' } },
    { do: 'initTransactions', producer: 't' },
    { do: 'join', group: 'g', memberId: 'A', settings: { 'isolation.level': 'read_committed' } },
    { do: 'beginTransaction', producer: 't' },
    produce('1', { producer: 't' }),
  ];
  const poll: Step = { do: 'poll', group: 'g', memberId: 'A' };
  const seen = (trace: Trace) => trace.flatMap(({ records = [] }) => records.map(({ value }) => value));

  it('hide their records, and all that follow in the partition, until they are committed', () => {
    const trace = playScenario([...open, produce('2'), poll, { do: 'commitTransaction', producer: 't' }, poll]);
    expect(trace[6]!.records).toEqual([]);
    expect(trace[8]!.records!.map(({ value, offset }) => [offset, value])).toEqual([
      [0, '1'],
      [1, '2'],
    ]);
    expect(partition(last(trace), 'orders-0').logEndOffset).toBe(3);
  });

  it('leave nothing to read after an abort, but take up offsets', () => {
    const trace = playScenario([...open, { do: 'abortTransaction', producer: 't' }, produce('2'), poll]);
    expect(seen(trace)).toEqual(['2']);
    expect(last(trace).groups[0]!.members[0]!.positions['orders-0']).toBe(3);
  });

  it('commit offsets with them, or not at all', () => {
    const offsets: Step = { do: 'sendOffsetsToTransaction', producer: 't', group: 'g', offsets: { 'orders-1': 7 } };
    const committed = (how: 'commitTransaction' | 'abortTransaction') =>
      last(playScenario([...open, offsets, { do: how, producer: 't' }])).groups[0]!.committed;
    expect(committed('commitTransaction')).toEqual({ 'orders-1': 7 });
    expect(committed('abortTransaction')).toEqual({});
  });

  it('fence a producer that another has replaced, and those that take too long', () => {
    const rival: Step[] = [
      { do: 'openProducer', producer: 'u', settings: { 'transactional.id': 'billing' } },
      { do: 'initTransactions', producer: 'u' },
    ];
    expect(playScenario([...open, ...rival, produce('2', { producer: 't' })]).at(-1)!.error?.code).toBe(
      'INVALID_PRODUCER_EPOCH',
    );
    const late = playScenario([...open, { do: 'advance', ms: 60_000 }, { do: 'commitTransaction', producer: 't' }]);
    expect(late.at(-1)!.error?.code).toBe('INVALID_PRODUCER_EPOCH');
  });
});

describe('groups', () => {
  it('give a new owner what was committed, not what was read', () => {
    const trace = playScenario([
      produce('a'),
      { do: 'join', group: 'g', memberId: 'A' },
      { do: 'poll', group: 'g', memberId: 'A' },
      { do: 'crash', group: 'g', memberId: 'A' },
      { do: 'join', group: 'g', memberId: 'B' },
      { do: 'poll', group: 'g', memberId: 'B' },
    ]);
    expect(trace[5]!.records!.map(({ value }) => value)).toEqual(['a']);
    // B could only be given the partitions when A's session of 45 s was over.
    expect(trace[4]!.time - trace[3]!.time).toBe(45_000);
  });

  it('lose nothing and repeat nothing when a member that commits by itself leaves', () => {
    const trace = playScenario([
      produce('a'),
      { do: 'join', group: 'g', memberId: 'A' },
      { do: 'poll', group: 'g', memberId: 'A' },
      { do: 'leave', group: 'g', memberId: 'A' },
      { do: 'join', group: 'g', memberId: 'B' },
      { do: 'poll', group: 'g', memberId: 'B' },
    ]);
    expect(trace[5]!.records).toEqual([]);
    expect(last(trace).groups[0]!.committed['orders-0']).toBe(1);
  });

  it('start at the end by default', () => {
    const trace = playScenario([
      produce('a'),
      { do: 'join', group: 'g', memberId: 'A', settings: { 'auto.offset.reset': 'latest' } },
      produce('b'),
      { do: 'poll', group: 'g', memberId: 'A' },
    ]);
    expect(trace[3]!.records!.map(({ value }) => value)).toEqual(['b']);
  });

  it('reset a position that retention has overtaken', () => {
    const trace = playScenario([
      produce('a'),
      { do: 'join', group: 'g', memberId: 'A', settings: { 'max.poll.interval.ms': 20 * day } },
      { do: 'advance', ms: 8 * day },
      { do: 'retain' },
      produce('b'),
      { do: 'poll', group: 'g', memberId: 'A' },
    ]);
    expect(trace[3]!.happened).toContainEqual({ type: 'expired', tp: 'orders-0', offsets: [0] });
    expect(trace[5]!.happened).toContainEqual(
      expect.objectContaining({ type: 'position reset', tp: 'orders-0', offset: 1 }),
    );
    expect(trace[5]!.records!.map(({ value }) => value)).toEqual(['b']);
  });

  it('seek, pause and resume without committing', () => {
    const at = { group: 'g', memberId: 'A', tp: 'orders-0' };
    const trace = playScenario([
      produce('a'),
      { do: 'join', group: 'g', memberId: 'A' },
      { do: 'poll', group: 'g', memberId: 'A' },
      { do: 'seek', ...at, offset: 'beginning' },
      { do: 'pause', ...at },
      { do: 'poll', group: 'g', memberId: 'A' },
      { do: 'resume', ...at },
      { do: 'poll', group: 'g', memberId: 'A' },
    ]);
    expect(trace[5]!.records).toEqual([]);
    expect(trace[7]!.records!.map(({ value }) => value)).toEqual(['a']);
    expect(last(trace).groups[0]!.committed).toEqual({});
  });

  it('refuse the commit of a member they have given up', () => {
    const trace = playScenario([
      { do: 'join', group: 'g', memberId: 'A' },
      { do: 'commit', group: 'g', tp: 'orders-0', offset: 5 },
      { do: 'crash', group: 'g', memberId: 'A' },
      { do: 'commit', group: 'g', memberId: 'A', tp: 'orders-0', offset: 9 },
    ]);
    expect(trace[3]!.error?.code).toBe('UNKNOWN_MEMBER_ID');
    expect(last(trace).groups[0]!.committed).toEqual({ 'orders-0': 5 });
  });
});

describe('a member that was frozen', () => {
  const frozen: Step[] = [
    produce('a'),
    { do: 'join', group: 'g', memberId: 'A' },
    { do: 'poll', group: 'g', memberId: 'A' },
    { do: 'freeze', group: 'g', memberId: 'A' },
    { do: 'join', group: 'g', memberId: 'B' },
    { do: 'wake', group: 'g', memberId: 'A' },
  ];
  const member = { group: 'g', memberId: 'A' };

  it('may not commit for partitions that have another owner', () => {
    const trace = playScenario([...frozen, { do: 'commit', ...member, tp: 'orders-0', offset: 1 }]);
    expect(trace[6]!.error?.code).toBe('UNKNOWN_MEMBER_ID');
    expect(last(trace).groups[0]!.committed).toEqual({});
  });

  it('joins again when it polls', () => {
    const trace = playScenario([...frozen, { do: 'poll', ...member }]);
    const owned = last(trace).groups[0]!.members.map(({ assignment }) => assignment.length);
    expect(owned.sort()).toEqual([1, 2]);
  });
});

describe('a compacted topic', () => {
  it('keeps at least the latest record of each key, where it was', () => {
    const put = (key: string, value: string): Step => ({ do: 'produce', tp: 'profiles-0', key, value });
    const puts = [put('user1', 'Ann'), put('user2', 'Bob'), put('user1', 'Anna')];
    const trace = playScenario([
      ...puts,
      { do: 'clean' },
      { do: 'advance', ms: 8 * day },
      put('user3', 'Cy'),
      { do: 'clean' },
    ]);
    const left = (entry: number) =>
      partition(trace[entry]!.after, 'profiles-0').logs[0]!.records.map(({ offset, key }) => [offset, key]);
    // The active segment is never cleaned.
    expect(left(3)).toHaveLength(3);
    expect(left(6)).toEqual([
      [1, 'user2'],
      [2, 'user1'],
      [3, 'user3'],
    ]);
  });
});

describe('steps that cannot be', () => {
  it.each<[Step, string]>([
    [{ do: 'produce', tp: 'orders-9', value: 'a' }, 'UNKNOWN_TOPIC_OR_PARTITION'],
    [{ do: 'produce', topic: 'nowhere', value: 'a' }, 'UNKNOWN_TOPIC_OR_PARTITION'],
    [{ do: 'createTopic', topic: 'orders' }, 'TOPIC_ALREADY_EXISTS'],
    [{ do: 'createTopic', topic: 'x', 'replication.factor': 4 }, 'INVALID_REPLICATION_FACTOR'],
    [{ do: 'addPartitions', topic: 'orders', partitions: 2 }, 'INVALID_PARTITIONS'],
    [{ do: 'brokerDown', broker: 9 }, 'BROKER_ID_NOT_REGISTERED'],
    [{ do: 'poll', group: 'g', memberId: 'A' }, 'UNKNOWN_MEMBER_ID'],
    [{ do: 'commitTransaction', producer: 'p' }, 'INVALID_TXN_STATE'],
    [{ do: 'deleteRecords', tp: 'orders-0', offset: 5 }, 'OFFSET_OUT_OF_RANGE'],
  ])('are told with Kafka’s name: %j', (step, code) => {
    const before = playScenario([{ do: 'advance', ms: 0 }])[0]!.after;
    const [entry] = playScenario([step]);
    expect(entry!.error?.code).toBe(code);
    expect({ ...entry!.after, groups: [] }).toEqual(before);
  });
});

const stage: Stage = {
  brokers: 3,
  topics: [{ topic: 'orders', partitions: 2, 'replication.factor': 3, settings: { 'min.insync.replicas': 2 } }],
  consumers: { 'auto.offset.reset': 'earliest', 'enable.auto.commit': false },
};
const aBroker = fc.integer({ min: 1, max: 3 });
const aMember = fc.constantFrom('A', 'B', 'C').map((memberId) => ({ group: 'g', memberId }));
const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('produce' as const),
    tp: fc.constantFrom('orders-0', 'orders-1'),
    value: fc.constant('v'),
    acks: fc.constantFrom('1' as const, 'all' as const),
  }),
  fc.record({
    do: fc.constantFrom('brokerDown' as const, 'brokerUp' as const, 'stallBroker' as const, 'resumeBroker' as const),
    broker: aBroker,
  }),
  fc.record({ do: fc.constant('replicate' as const), broker: aBroker }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(100, 10_000, 60_000) }),
  aMember.map((member) => ({ do: 'join' as const, ...member })),
  aMember.map((member) => ({ do: 'crash' as const, ...member })),
  aMember.map((member) => ({ do: 'leave' as const, ...member })),
  aMember.map((member) => ({ do: 'poll' as const, max: 2, ...member })),
  aMember.map((member) => ({ do: 'commit' as const, ...member })),
);
const aHistory = fc.array(aStep, { maxLength: 25 });

describe('whatever is asked for', () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(
      undefined,
      null,
      -1,
      0,
      1,
      1.5,
      1e15,
      Number.NaN,
      '',
      'orders',
      'orders-0',
      'p',
      'g',
      'A',
      'all',
    ),
    fc.jsonValue(),
  );
  const verbs = ['produce', 'createTopic', 'addPartitions', 'alterTopic', 'join', 'poll', 'commit', 'seek', 'advance'];
  const more = [
    'replicate',
    'brokerDown',
    'loseDisk',
    'openProducer',
    'beginTransaction',
    'deleteRecords',
    'electLeaders',
  ];
  const names = [
    'tp',
    'topic',
    'broker',
    'upTo',
    'group',
    'memberId',
    'max',
    'offset',
    'ms',
    'partitions',
    'acks',
    'producer',
    'type',
  ];
  const anyStep = fc
    .tuple(fc.constantFrom(...verbs, ...more, 'nothing'), fc.dictionary(fc.constantFrom(...names), anything))
    .map(([does, rest]) => ({ ...rest, do: does }) as unknown as Step);

  it('is done, or refused with a name and a sentence', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 8 }), (steps) => {
        for (const { error } of playScenario(steps, stage)) if (error) expect(error.code).toMatch(/^[A-Z_]+$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever happens', () => {
  it('a leader’s high watermark never goes back', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const highest = new Map<string, number>();
        for (const { after } of playScenario(steps, stage)) {
          for (const { topic, partition: n, leader, leaderEpoch, highWatermark } of after.partitions) {
            if (leader === null) continue;
            const reign = `${topic}-${n} in epoch ${leaderEpoch}`;
            expect(highWatermark).toBeGreaterThanOrEqual(highest.get(reign) ?? 0);
            highest.set(reign, highWatermark);
          }
        }
      }),
    );
  });

  it('the same steps give the same trace', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        expect(playScenario(steps, stage)).toEqual(playScenario(steps, stage));
      }),
      { numRuns: 30 },
    );
  });

  it('positions of every log stand in order, and the leader is in the ISR', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        for (const { after } of playScenario(steps, stage)) {
          for (const each of after.partitions) {
            expect(each.logStartOffset).toBeLessThanOrEqual(each.lastStableOffset);
            expect(each.lastStableOffset).toBeLessThanOrEqual(each.highWatermark);
            expect(each.highWatermark).toBeLessThanOrEqual(each.logEndOffset);
            if (each.leader !== null) expect(each.isr).toContain(each.leader);
          }
        }
      }),
    );
  });

  it('nothing acknowledged with acks=all and two of three in sync is lost to one crash', () => {
    const aCrash = fc.record({
      steps: fc.array(fc.oneof(aStep.filter((step) => !step.do.startsWith('broker'))), { maxLength: 15 }),
      broker: aBroker,
    });
    fc.assert(
      fc.property(aCrash, ({ steps, broker }) => {
        const durable = steps.map((step) => (step.do === 'produce' ? { ...step, acks: 'all' as const } : step));
        const trace = playScenario([...durable, { do: 'brokerDown', broker }], stage);
        const acknowledged = trace.flatMap(({ happened }) => happened.filter(({ type }) => type === 'acknowledged'));
        for (const each of acknowledged) {
          if (each.type !== 'acknowledged') continue;
          const { leader, logs } = partition(last(trace), each.tp);
          const log = logs.find((replica) => replica.broker === leader);
          expect(log?.records.map(({ offset }) => offset)).toContain(each.offset);
        }
      }),
    );
  });

  it('what a group committed survives every rebalance, and every partition has one owner', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        let committed: Record<string, number> = {};
        for (const { after, happened } of playScenario(steps, stage)) {
          for (const each of happened)
            if (each.type === 'committed') committed = { ...committed, [each.tp]: each.offset };
          for (const group of after.groups) {
            expect(group.committed).toEqual(committed);
            const owned = group.members.filter(({ alive }) => alive).flatMap(({ assignment }) => assignment);
            expect(new Set(owned).size).toBe(owned.length);
          }
        }
      }),
    );
  });
});
