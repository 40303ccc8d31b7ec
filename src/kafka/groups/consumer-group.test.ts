import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf } from '../topic-partition.ts';
import { ConsumerGroup } from './consumer-group.ts';
import type { GroupErrorCode } from './group-messages.ts';

const eager = ['range'];
const cooperative = ['cooperative-sticky'];

describe('a consumer group', () => {
  it('shares six partitions among three members, and hands them on when one leaves', () => {
    const { group, join } = aGroup({ orders: 6 }, eager);
    join('c1');
    join('c2');
    join('c3');
    expect(group.assignment()).toEqual({
      c1: ['orders-0', 'orders-1'],
      c2: ['orders-2', 'orders-3'],
      c3: ['orders-4', 'orders-5'],
    });
    group.leave('c2');
    group.settle();
    expect(group.assignment()).toEqual({
      c1: ['orders-0', 'orders-1', 'orders-2'],
      c3: ['orders-3', 'orders-4', 'orders-5'],
    });
    expect(group.describe()).toMatchObject({ state: 'Stable', generation: 4, protocol: 'range' });
  });

  it('notices a crash when the session times out, and not before', () => {
    const { group, join } = aGroup({ orders: 2 }, eager);
    join('c1');
    join('c2');
    group.crash('c2');
    group.advance(41_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0'] });
    group.advance(7_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0', 'orders-1'] });
  });

  it('starts a member again under a new id, from what the group had committed', () => {
    const { group, join } = aGroup({ orders: 1 }, eager);
    join('c1');
    expect(group.commit('c1', [{ topic: 'orders', partition: 0, offset: 5 }])).toBeNull();
    group.leave('c1');
    expect(group.describe().state).toBe('Empty');
    join('c1');
    expect(group.describe().members).toMatchObject([{ client: 'c1', memberId: 'c1-2' }]);
    expect(group.committed({ topic: 'orders', partition: 0 })).toBe(5);
    expect(group.lag({ topic: 'orders', partition: 0 }, 8)).toBe(3);
    expect(group.lag({ topic: 'orders', partition: 1 }, 8)).toBeNull();
  });

  it('says who runs when a name is wrong', () => {
    const { group, join } = aGroup({ orders: 1 }, eager);
    join('c1');
    expect(() => group.leave('c2')).toThrow(
      'No consumer c2 runs in the group g (its consumers: c1). Let it join first.',
    );
    expect(() => group.join('c1', { topics: [] })).toThrow('c1 is in the group g already. Choose another name.');
  });

  it('rebalances when a topic gets more partitions, once its leader looks at the metadata', () => {
    const counts = { orders: 2 };
    const { group, join } = aGroup(counts, eager);
    join('c1');
    counts.orders = 3;
    group.advance(60_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0', 'orders-1'] });
    group.advance(300_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0', 'orders-1', 'orders-2'] });
  });

  it('chooses range from the default list of assignors, and is eager with it', () => {
    const { group, join, heard } = aGroup({ orders: 2 }, ['range', 'cooperative-sticky']);
    join('c1');
    join('c2');
    expect(group.describe().protocol).toBe('range');
    expect(heard).toEqual([
      'c1 assigned orders-0 orders-1',
      'c1 revoked orders-0 orders-1',
      'c1 assigned orders-0',
      'c2 assigned orders-1',
    ]);
  });

  it('refuses a member that shares no assignor with the others', () => {
    const { group, join } = aGroup({ orders: 2 }, eager);
    join('c1');
    group.join('c2', { topics: ['orders'], settings: { 'partition.assignment.strategy': ['sticky'] } });
    group.settle();
    expect(group.describe().members[1]).toMatchObject({ client: 'c2', inGroup: false, owned: [] });
    expect(group.assignment()).toMatchObject({ c1: ['orders-0', 'orders-1'] });
  });
});

describe('a cooperative rebalance (KIP-429)', () => {
  it('takes only what must move, and hands it out in a second rebalance', () => {
    const { group, join, heard } = aGroup({ orders: 2 }, cooperative);
    join('c1');
    join('c2');
    expect(heard).toEqual([
      'c1 assigned orders-0 orders-1',
      'c1 revoked orders-1',
      'c1 assigned',
      'c2 assigned',
      'c1 assigned',
      'c2 assigned orders-1',
    ]);
    expect(group.describe().generation).toBe(3);
  });
});

describe('a zombie', () => {
  it('cannot commit after its session has timed out, and loses its partitions', () => {
    const { group, join, heard } = aGroup({ orders: 2 }, eager);
    join('c1');
    join('c2');
    group.freeze('c2');
    group.advance(60_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0', 'orders-1'] });
    group.wake('c2');
    expect(group.owned('c2')).toEqual([{ topic: 'orders', partition: 1 }]);
    expect(group.commit('c2', [{ topic: 'orders', partition: 1, offset: 7 }])).toBe('UNKNOWN_MEMBER_ID');
    expect(group.committed({ topic: 'orders', partition: 1 })).toBeNull();
    group.settle();
    expect(heard).toContain('c2 lost orders-1');
    expect(group.assignment()).toEqual({ c1: ['orders-0'], c2: ['orders-1'] });
  });

  it('with a generation that is over is told so, though it is still a member', () => {
    const { group, join } = aGroup({ orders: 2 }, eager);
    join('c1');
    join('c2');
    const before = group.describe().members[1]!;
    join('c3');
    const { memberId } = before;
    const offsets = [{ topic: 'orders', partition: 1, offset: 7 }];
    expect(group.coordinator.commit({ memberId, generation: before.generation, offsets })).toBe('ILLEGAL_GENERATION');
  });

  it('is also who does not poll for max.poll.interval.ms: its heartbeats end and it leaves', () => {
    const { group, join } = aGroup({ orders: 2 }, eager);
    join('c1');
    join('c2');
    group.stick('c2');
    group.advance(290_000);
    expect(group.describe().members).toMatchObject([{ inGroup: true }, { inGroup: true }]);
    group.advance(20_000);
    expect(group.describe().members).toMatchObject([{ inGroup: true }, { inGroup: false }]);
    group.wake('c2');
    group.settle();
    expect(group.describe().members).toMatchObject([{ inGroup: true }, { inGroup: true }]);
  });
});

describe('a static member (KIP-345)', () => {
  it('comes back to the same partitions without a rebalance, and fences its former self', () => {
    const { group, join, heard } = aGroup({ orders: 2 }, eager);
    join('c1', 'i1');
    join('c2', 'i2');
    const { generation } = group.describe();
    group.freeze('c2');
    heard.length = 0;
    join('c2-again', 'i2');
    expect(group.describe().generation).toBe(generation);
    expect(heard).toEqual(['c2-again assigned orders-1']);
    group.wake('c2');
    expect(group.commit('c2', [{ topic: 'orders', partition: 1, offset: 1 }])).toBe('FENCED_INSTANCE_ID');
  });

  it('closes without leaving, and is missed when its session times out', () => {
    const { group, join } = aGroup({ orders: 2 }, eager);
    join('c1', 'i1');
    join('c2', 'i2');
    group.leave('c2');
    group.advance(40_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0'] });
    group.advance(10_000);
    expect(group.assignment()).toEqual({ c1: ['orders-0', 'orders-1'] });
  });
});

describe('whatever happens to a group', () => {
  it.each([[eager], [['roundrobin']], [['sticky']], [cooperative], [['range', 'cooperative-sticky']]])(
    'with %j, no two members of a generation own the same partition, each has one owner in the end, and commits survive',
    (strategy) => {
      fc.assert(
        fc.property(fc.array(anEvent(), { maxLength: 25 }), (events) => {
          const counts = { orders: 3, payments: 2 };
          const { group } = aGroup(counts, strategy);
          const committed: Record<string, number> = {};
          for (const event of events) {
            happen(group, counts, strategy, committed, event);
            expect(ownedTwice(group)).toEqual([]);
          }
          recover(group, strategy);
          expect(group.isSettled).toBe(true);
          expect(Object.values(group.assignment()).flat().sort()).toEqual(allPartitions(counts));
          const offsets = group.describe().committed.map((each) => [nameOf(each), each.offset]);
          expect(Object.fromEntries(offsets)).toEqual(committed);
        }),
        { numRuns: 150 },
      );
    },
  );
});

interface GroupEventPlan {
  readonly what: 'join' | 'leave' | 'crash' | 'freeze' | 'stick' | 'wake' | 'commit' | 'grow' | 'advance';
  readonly who: number;
  readonly ms: number;
  readonly offset: number;
}

function anEvent(): fc.Arbitrary<GroupEventPlan> {
  return fc.record({
    what: fc.constantFrom(
      'join',
      'join',
      'leave',
      'crash',
      'freeze',
      'stick',
      'wake',
      'commit',
      'commit',
      'grow',
      'advance',
      'advance',
    ),
    who: fc.nat({ max: 4 }),
    ms: fc.constantFrom(0, 500, 3_000, 10_000, 50_000, 310_000),
    offset: fc.nat({ max: 100 }),
  });
}

/** Members 0 and 1 are static. */
function happen(
  group: ConsumerGroup,
  counts: { orders: number },
  strategy: readonly string[],
  committed: Record<string, number>,
  { what, who, ms, offset }: GroupEventPlan,
): void {
  const client = `c${who}`;
  const isRunning = group
    .describe()
    .members.some((member) => member.client === client && member.liveness !== 'stopped');
  if (what === 'advance') group.advance(ms);
  else if (what === 'grow') counts.orders++;
  else if (what === 'join' && !isRunning) start(group, client, strategy, who < 2 ? `i${who}` : undefined);
  else if (what === 'join' || !isRunning) return;
  else if (what === 'commit') commitEverything(group, client, offset, committed);
  else group[what](client);
}

function commitEverything(
  group: ConsumerGroup,
  client: string,
  offset: number,
  committed: Record<string, number>,
): void {
  const owned = group.owned(client);
  const error: GroupErrorCode | null = group.commit(
    client,
    owned.map((partition) => ({ ...partition, offset })),
  );
  if (error === null) for (const partition of owned) committed[nameOf(partition)] = offset;
}

/** Every process that still runs wakes up, one more comes, and there is time for everything to time out. */
function recover(group: ConsumerGroup, strategy: readonly string[]): void {
  for (const { client, liveness } of group.describe().members) if (liveness !== 'stopped') group.wake(client);
  start(group, 'last', strategy, undefined);
  group.advance(700_000);
  group.refreshMetadata();
  group.settle();
}

function ownedTwice(group: ConsumerGroup): string[] {
  const { generation, members } = group.describe();
  const names = members.filter((member) => member.generation === generation).flatMap(({ owned }) => owned.map(nameOf));
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function allPartitions(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .flatMap(([topic, count]) => Array.from({ length: count }, (_, partition) => `${topic}-${partition}`))
    .sort();
}

function start(group: ConsumerGroup, client: string, strategy: readonly string[], instance: string | undefined): void {
  const settings = { 'partition.assignment.strategy': strategy, 'group.instance.id': instance };
  group.join(client, { topics: ['orders', 'payments'], settings });
}

/** A group, a way to join it and wait, and everything its members' listeners heard. */
function aGroup(counts: Readonly<Record<string, number>>, strategy: readonly string[]) {
  const group = new ConsumerGroup({ groupId: 'g', partitionCounts: () => counts });
  const heard: string[] = [];
  const join = (client: string, instance?: string) => {
    const hear = (what: string) => (partitions: readonly { topic: string; partition: number }[]) => {
      heard.push([client, what, ...partitions.map(nameOf)].join(' '));
    };
    const listener = {
      onPartitionsAssigned: hear('assigned'),
      onPartitionsRevoked: hear('revoked'),
      onPartitionsLost: hear('lost'),
    };
    const settings = { 'partition.assignment.strategy': strategy, 'group.instance.id': instance };
    group.join(client, { topics: ['orders'], settings, listener });
    group.settle();
  };
  return { group, join, heard };
}
