import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import { ModernGroup } from './modern-group.ts';

const counts = { orders: 4, payments: 3 };
const partitions = ['orders-0', 'orders-1', 'orders-2', 'orders-3', 'payments-0', 'payments-1', 'payments-2'];

describe('a group of the consumer protocol (KIP-848)', () => {
  it('hands a partition on only when its owner has given it up, while the others go on', () => {
    const { group, clients } = aGroup();
    const [first, second] = clients;
    first!.beat();
    expect(first!.owned).toHaveLength(7);
    second!.beat();
    expect(second!.owned).toEqual([]);
    expect(group.state).toBe('Reconciling');
    first!.beat();
    expect(first!.owned).toHaveLength(4);
    second!.beat();
    expect(second!.owned).toEqual([]);
    first!.beat();
    second!.beat();
    expect(second!.owned).toHaveLength(3);
    expect(group.state).toBe('Stable');
  });

  it('removes a member that does not give up its partitions within its rebalance timeout', () => {
    const { group, clients } = aGroup();
    const [first, second] = clients;
    first!.beat();
    second!.beat();
    group.heartbeat({ memberId: first!.memberId, epoch: first!.epoch });
    for (let nowMs = 5_000; nowMs <= 30_000; nowMs += 5_000) {
      expect(group.members.has(first!.memberId)).toBe(true);
      group.heartbeat({ memberId: first!.memberId, epoch: first!.epoch });
      second!.beat();
      group.tick(nowMs);
    }
    expect(group.members.has(first!.memberId)).toBe(false);
  });

  it('refuses commits of another epoch', () => {
    const { group, clients } = aGroup();
    expect(group.refusesCommit('', -1)).toBeNull();
    clients[0]!.beat();
    const { memberId, epoch } = clients[0]!;
    expect(group.refusesCommit(memberId, epoch)).toBeNull();
    expect(group.refusesCommit(memberId, epoch - 1)).toBe('STALE_MEMBER_EPOCH');
    expect(group.refusesCommit('nobody', epoch)).toBe('UNKNOWN_MEMBER_ID');
  });

  it('never lets two members own a partition, and leaves none without an owner', () => {
    fc.assert(
      fc.property(fc.array(anEvent(), { maxLength: 60 }), (events) => {
        const { group, clients } = aGroup();
        for (const { what, who, ms } of events) {
          const client = clients[who]!;
          if (what === 'beat') client.beat();
          else if (what === 'leave') client.leave();
          else group.tick(group.nowMs + ms);
          expect(ownedTwice(clients.filter(({ memberId }) => group.members.has(memberId)))).toEqual([]);
        }
        for (let round = 0; round < 8; round++) for (const client of clients) client.beat();
        expect(group.state).toBe('Stable');
        expect(clients.flatMap(({ owned }) => owned.map(nameOf)).sort()).toEqual(partitions);
      }),
    );
  });

  it('always refuses an epoch that is over, and changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anEvent(), { minLength: 3, maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        (events, epoch) => {
          const { group, clients } = aGroup();
          clients[0]!.beat();
          for (const { who } of events) clients[who]!.beat();
          const { memberId, current } = group.members.get(clients[0]!.memberId)!;
          fc.pre(epoch !== current.epoch);
          const before = stateOf(group);
          expect(group.heartbeat({ memberId, epoch })).toEqual({ error: 'FENCED_MEMBER_EPOCH' });
          expect(stateOf(group)).toEqual(before);
        },
      ),
    );
  });
});

function anEvent() {
  return fc.record({
    what: fc.constantFrom('beat', 'beat', 'beat', 'leave', 'advance'),
    who: fc.nat({ max: 3 }),
    ms: fc.constantFrom(1_000, 20_000, 46_000),
  });
}

/** Four clients as KIP-848 wants them: they join with epoch 0, give up what is taken from them, and say so in the next heartbeat. */
function aGroup() {
  const group = new ModernGroup({ partitionCounts: () => counts });
  return { group, clients: ['a', 'b', 'c', 'd'].map((memberId) => new Client(group, memberId)) };
}

class Client {
  readonly memberId: string;
  epoch = 0;
  owned: readonly TopicPartition[] = [];
  readonly #group: ModernGroup;

  constructor(group: ModernGroup, memberId: string) {
    this.#group = group;
    this.memberId = memberId;
  }

  beat(): void {
    const joining = this.epoch === 0 && { topics: Object.keys(counts), rebalanceTimeoutMs: 30_000 };
    const answer = this.#group.heartbeat({ memberId: this.memberId, epoch: this.epoch, owned: this.owned, ...joining });
    if ('error' in answer) {
      this.epoch = 0;
      this.owned = [];
      return;
    }
    this.epoch = answer.epoch;
    if (answer.assignment !== undefined) this.owned = answer.assignment;
  }

  leave(): void {
    if (this.epoch > 0) this.#group.heartbeat({ memberId: this.memberId, epoch: -1 });
    this.epoch = 0;
    this.owned = [];
  }
}

function ownedTwice(clients: readonly Client[]): string[] {
  const names = clients.flatMap(({ owned }) => owned.map(nameOf));
  return names.filter((name, index) => names.indexOf(name) !== index);
}

function stateOf(group: ModernGroup): unknown {
  const { groupEpoch, assignmentEpoch } = group;
  return structuredClone({ groupEpoch, assignmentEpoch, members: group.members, due: group.nextDueMs() });
}
