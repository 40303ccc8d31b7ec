import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSubscription } from './consumer-protocol.ts';
import { GroupCoordinator } from './group-coordinator.ts';
import type { GroupAnswer, JoinAnswer } from './group-messages.ts';

const week = 7 * 24 * 60 * 60 * 1000;

describe('the first rebalance of a group (KIP-134)', () => {
  it('waits for group.initial.rebalance.delay.ms, and again while newcomers keep coming', () => {
    const coordinator = new GroupCoordinator();
    join(coordinator, 'a');
    expect(coordinator.tick(2_999)).toEqual([]);
    join(coordinator, 'b');
    expect(coordinator.tick(3_000)).toEqual([]);
    expect(joined(coordinator.tick(6_000))).toEqual(['a-1', 'b-2']);
    expect(coordinator.group.generation).toBe(1);
  });

  it('ends at the rebalance timeout, however many still come', () => {
    const coordinator = new GroupCoordinator();
    let answers: string[] = [];
    let nowMs = 0;
    for (; answers.length === 0; nowMs += 1_000) {
      answers = joined(coordinator.tick(nowMs));
      if (answers.length === 0) join(coordinator, `c${nowMs}`, { rebalanceTimeoutMs: 10_000 });
    }
    expect(nowMs - 1_000).toBe(10_000);
    expect(answers).toHaveLength(10);
  });
});

describe('committed offsets', () => {
  const offsets = [{ topic: 'orders', partition: 0, offset: 5 }];
  const outsider = { memberId: '', generation: -1, offsets };

  it('are refused from outside while the group has members', () => {
    const { coordinator, memberId } = stableGroup();
    expect(coordinator.commit(outsider)).toBe('UNKNOWN_MEMBER_ID');
    expect(coordinator.committed.all()).toEqual([]);
    coordinator.leave({ client: 'a', memberId });
    expect(coordinator.commit(outsider)).toBeNull();
    expect(coordinator.committed.get(offsets[0]!)?.offset).toBe(5);
  });

  it('may go back', () => {
    const { coordinator, memberId } = stableGroup();
    coordinator.commit({ memberId, generation: 1, offsets });
    coordinator.commit({ memberId, generation: 1, offsets: [{ ...offsets[0]!, offset: 2 }] });
    expect(coordinator.committed.get(offsets[0]!)?.offset).toBe(2);
  });

  it('keep the session alive, as heartbeats do', () => {
    const { coordinator, memberId } = stableGroup();
    coordinator.tick(3_000 + 9_000);
    coordinator.commit({ memberId, generation: 1, offsets });
    coordinator.tick(3_000 + 18_999);
    expect(coordinator.group.state).toBe('Stable');
    coordinator.tick(3_000 + 19_000);
    expect(coordinator.group.state).toBe('Empty');
  });

  it('of a transaction count once it commits, and never if it aborts (KIP-447)', () => {
    const { coordinator, memberId } = stableGroup();
    const commit = { memberId, generation: 1, offsets };
    coordinator.commitInTransaction(7, commit);
    expect(coordinator.committed.get(offsets[0]!)).toBeNull();
    expect(coordinator.committed.isPending(offsets[0]!)).toBe(true);
    coordinator.committed.endTransaction(7, 'abort');
    expect(coordinator.committed.get(offsets[0]!)).toBeNull();
    coordinator.commitInTransaction(7, commit);
    coordinator.committed.endTransaction(7, 'commit');
    expect(coordinator.committed.get(offsets[0]!)?.offset).toBe(5);
    expect(coordinator.commitInTransaction(7, { ...commit, generation: 0 })).toBe('ILLEGAL_GENERATION');
  });

  it('expire a week after the group became empty, not a week after the commit (KIP-211)', () => {
    const { coordinator, memberId } = stableGroup();
    coordinator.commit({ memberId, generation: 1, offsets });
    coordinator.tick(5_000);
    coordinator.leave({ client: 'a', memberId });
    coordinator.tick(5_000 + week - 1);
    expect(coordinator.expireOffsets()).toEqual([]);
    coordinator.tick(5_000 + week);
    expect(coordinator.expireOffsets()).toHaveLength(1);
    expect(coordinator.committed.all()).toEqual([]);
  });

  it('expire in a stable group only for topics nobody subscribes to any more (KIP-211)', () => {
    const { coordinator, memberId } = stableGroup({ sessionTimeoutMs: 2 * week });
    const old = { topic: 'old', partition: 0, offset: 1 };
    coordinator.commit({ memberId, generation: 1, offsets: [...offsets, old] });
    coordinator.tick(3_000 + week);
    expect(coordinator.group.state).toBe('Stable');
    expect(coordinator.expireOffsets().map(({ topic }) => topic)).toEqual(['old']);
  });

  it('of a consumer without a group expire a week after each commit', () => {
    const coordinator = new GroupCoordinator();
    coordinator.commit(outsider);
    coordinator.tick(week - 1);
    expect(coordinator.expireOffsets()).toEqual([]);
    coordinator.tick(week);
    expect(coordinator.expireOffsets()).toHaveLength(1);
  });
});

describe('a group that is to be deleted', () => {
  it('must be empty, and answers nobody afterwards', () => {
    const { coordinator, memberId } = stableGroup();
    expect(coordinator.delete()).toBe('NON_EMPTY_GROUP');
    coordinator.leave({ client: 'a', memberId });
    expect(coordinator.delete()).toBeNull();
    expect(coordinator.delete()).toBe('GROUP_ID_NOT_FOUND');
    expect(coordinator.join(joinRequest('b', ''))).toMatchObject([{ error: 'COORDINATOR_NOT_AVAILABLE' }]);
    expect(coordinator.commit({ memberId: '', generation: -1, offsets: [] })).toBe('COORDINATOR_NOT_AVAILABLE');
  });
});

describe('a stale generation', () => {
  it('is always refused, and changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anAction(), { minLength: 5, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: -1 }),
        (actions, at, generation) => {
          const coordinator = new GroupCoordinator({ 'group.initial.rebalance.delay.ms': 0 });
          for (const action of actions) play(coordinator, action);
          const memberIds = [...coordinator.group.members.keys()];
          fc.pre(memberIds.length > 0 && generation !== coordinator.group.generation);
          const memberId = memberIds[at % memberIds.length]!;
          const groupInstanceId = coordinator.group.members.get(memberId)!.groupInstanceId;
          const asker = { client: 'zombie', memberId, groupInstanceId, generation };
          const before = everythingIn(coordinator);
          expect(coordinator.heartbeat(asker)).toEqual([
            { to: 'zombie', api: 'heartbeat', error: 'ILLEGAL_GENERATION' },
          ]);
          expect(coordinator.sync({ ...asker, assignments: { [memberId]: 'mine' } })).toEqual([
            { to: 'zombie', api: 'sync', error: 'ILLEGAL_GENERATION' },
          ]);
          expect(coordinator.commit({ ...asker, offsets: [{ topic: 't', partition: 0, offset: 9 }] })).toBe(
            'ILLEGAL_GENERATION',
          );
          expect(everythingIn(coordinator)).toEqual(before);
        },
      ),
    );
  });
});

type Action = {
  readonly do: 'join' | 'sync' | 'leave' | 'heartbeat' | 'advance';
  readonly who: number;
  readonly ms: number;
};

function anAction(): fc.Arbitrary<Action> {
  return fc.record({
    do: fc.constantFrom('join', 'join', 'sync', 'sync', 'leave', 'heartbeat', 'advance'),
    who: fc.nat({ max: 3 }),
    ms: fc.constantFrom(0, 1_000, 12_000),
  });
}

/** Client 3 is a static member, the others are dynamic. */
function play(coordinator: GroupCoordinator, { do: what, who, ms }: Action): void {
  const client = `c${who}`;
  const groupInstanceId = who === 3 ? 'i' : undefined;
  const memberId = [...coordinator.group.members.keys()].find((id) => id.startsWith(groupInstanceId ?? client)) ?? '';
  const { generation } = coordinator.group;
  if (what === 'join') join(coordinator, client, { memberId, groupInstanceId });
  else if (what === 'sync') coordinator.sync({ client, memberId, groupInstanceId, generation, assignments: {} });
  else if (what === 'leave') coordinator.leave({ client, memberId, groupInstanceId });
  else if (what === 'heartbeat') coordinator.heartbeat({ client, memberId, groupInstanceId, generation });
  else coordinator.tick(coordinator.nowMs + ms);
}

function everythingIn(coordinator: GroupCoordinator): unknown {
  return structuredClone([{ ...coordinator.group }, coordinator.nextDueMs(), coordinator.committed.all()]);
}

function stableGroup(options: { sessionTimeoutMs?: number } = {}): { coordinator: GroupCoordinator; memberId: string } {
  const coordinator = new GroupCoordinator();
  join(coordinator, 'a', options);
  coordinator.tick(3_000);
  coordinator.sync({ client: 'a', memberId: 'a-1', generation: 1, assignments: {} });
  return { coordinator, memberId: 'a-1' };
}

/** Joins as a client does: once more with the id it is given. */
function join(
  coordinator: GroupCoordinator,
  client: string,
  options: Partial<ReturnType<typeof joinRequest>> = {},
): void {
  const [answer] = coordinator.join({ ...joinRequest(client, ''), ...options });
  if (answer?.api !== 'join' || answer.error !== 'MEMBER_ID_REQUIRED') return;
  coordinator.join({ ...joinRequest(client, answer.memberId), ...options, memberId: answer.memberId });
}

function joinRequest(client: string, memberId: string, groupInstanceId?: string) {
  const metadata = packSubscription({ topics: ['orders'], owned: [], generation: -1 });
  const protocols = [{ name: 'range', metadata }];
  return { client, memberId, groupInstanceId, protocols, sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 30_000 };
}

function joined(answers: readonly GroupAnswer[]): string[] {
  return answers.filter((answer): answer is JoinAnswer => answer.api === 'join').map(({ memberId }) => memberId);
}
