import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Assignment,
  type Assignor,
  compareNames,
  cooperativeStickyAssignor,
  type GroupMember,
  type GroupSubscription,
  nameOf,
  rangeAssignor,
  roundRobinAssignor,
  serverRangeAssignor,
  stickyAssignor,
  topicPartition,
  uniformAssignor,
} from '#kafka';

/** Each member's partitions as one line, in the order given. */
function lines(assignment: Assignment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(assignment).map(([id, partitions]) => [id, partitions.map(nameOf).join(' ')]),
  );
}

/** The same, sorted, where the order says nothing. */
function sets(assignment: Assignment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(assignment).map(([id, partitions]) => [id, partitions.map(nameOf).sort(compareNames).join(' ')]),
  );
}

function member(memberId: string, topics: string, owned = '', generation = 1): GroupMember {
  const partitions = owned.split(' ').filter((name) => name !== '');
  return {
    memberId,
    topics: topics.split(' ').filter((name) => name !== ''),
    ...(partitions.length > 0 ? { owned: partitions.map(topicPartition), generation } : {}),
  };
}

describe('range', () => {
  const partitionCounts = { t0: 3, t1: 3 };

  it('gives the first members one more of every topic (the example of RangeAssignor)', () => {
    const members = [member('C0', 't0 t1'), member('C1', 't0 t1')];
    expect(lines(rangeAssignor({ partitionCounts, members }))).toEqual({
      C0: 't0-0 t0-1 t1-0 t1-1',
      C1: 't0-2 t1-2',
    });
  });

  it('serves static members first, by instance id, so that a restart moves nothing', () => {
    const members = [
      member('C0', 't0'),
      { ...member('C9', 't0'), groupInstanceId: 'I2' },
      { ...member('C8', 't0'), groupInstanceId: 'I1' },
    ];
    expect(lines(rangeAssignor({ partitionCounts, members }))).toEqual({ C8: 't0-0', C9: 't0-1', C0: 't0-2' });
  });

  it('orders members by UTF-16 code unit: c10 before c2', () => {
    const members = [member('c2', 't0'), member('c10', 't0')];
    expect(lines(rangeAssignor({ partitionCounts, members }))).toEqual({ c10: 't0-0 t0-1', c2: 't0-2' });
  });
});

describe('round robin', () => {
  it('deals partitions out in turn (the example of RoundRobinAssignor)', () => {
    const members = [member('C0', 't0 t1'), member('C1', 't0 t1')];
    expect(lines(roundRobinAssignor({ partitionCounts: { t0: 3, t1: 3 }, members }))).toEqual({
      C0: 't0-0 t0-2 t1-1',
      C1: 't0-1 t1-0 t1-2',
    });
  });

  it('passes over members that did not subscribe (its second example)', () => {
    const members = [member('C0', 't0'), member('C1', 't0 t1'), member('C2', 't0 t1 t2')];
    expect(lines(roundRobinAssignor({ partitionCounts: { t0: 1, t1: 2, t2: 3 }, members }))).toEqual({
      C0: 't0-0',
      C1: 't1-0',
      C2: 't1-1 t2-0 t2-1 t2-2',
    });
  });
});

describe('sticky', () => {
  it('moves only what the departed member had (the first example of StickyAssignor)', () => {
    const partitionCounts = { t0: 2, t1: 2, t2: 2, t3: 2 };
    const before = ['C0', 'C1', 'C2'].map((id) => member(id, 't0 t1 t2 t3'));
    expect(sets(stickyAssignor({ partitionCounts, members: before }))).toEqual({
      C0: 't0-0 t1-1 t3-0',
      C1: 't0-1 t2-0 t3-1',
      C2: 't1-0 t2-1',
    });
    const after = [member('C0', 't0 t1 t2 t3', 't0-0 t1-1 t3-0'), member('C2', 't0 t1 t2 t3', 't1-0 t2-1')];
    const { C0, C2 } = stickyAssignor({ partitionCounts, members: after });
    expect(C0!.map(nameOf).slice(0, 3).sort()).toEqual(['t0-0', 't1-1', 't3-0']);
    expect(C2!.map(nameOf).slice(0, 2).sort()).toEqual(['t1-0', 't2-1']);
    expect([C0!.length, C2!.length]).toEqual([4, 4]);
  });

  it('is as even as different subscriptions allow (its second example)', () => {
    const partitionCounts = { t0: 1, t1: 2, t2: 3 };
    const before = [member('C0', 't0'), member('C1', 't0 t1'), member('C2', 't0 t1 t2')];
    expect(sets(stickyAssignor({ partitionCounts, members: before }))).toEqual({
      C0: 't0-0',
      C1: 't1-0 t1-1',
      C2: 't2-0 t2-1 t2-2',
    });
    const after = [member('C1', 't0 t1', 't1-0 t1-1'), member('C2', 't0 t1 t2', 't2-0 t2-1 t2-2')];
    expect(sets(stickyAssignor({ partitionCounts, members: after }))).toEqual({
      C1: 't0-0 t1-0 t1-1',
      C2: 't2-0 t2-1 t2-2',
    });
  });

  it('believes the later of two generations', () => {
    const members = [member('C0', 't', 't-0 t-1', 4), member('C1', 't', 't-0 t-1', 5)];
    expect(sets(stickyAssignor({ partitionCounts: { t: 4 }, members }))).toEqual({ C0: 't-2 t-3', C1: 't-0 t-1' });
  });
});

describe('cooperative sticky', () => {
  it('first lets the owner give up, then hands out (KIP-429)', () => {
    const partitionCounts = { t: 4 };
    const joining = [member('C0', 't', 't-0 t-1 t-2 t-3'), member('C1', 't')];
    expect(sets(cooperativeStickyAssignor({ partitionCounts, members: joining }))).toEqual({ C0: 't-0 t-1', C1: '' });
    const revoked = [member('C0', 't', 't-0 t-1', 2), member('C1', 't')];
    expect(sets(cooperativeStickyAssignor({ partitionCounts, members: revoked }))).toEqual({
      C0: 't-0 t-1',
      C1: 't-2 t-3',
    });
  });
});

describe('uniform', () => {
  it('keeps what fits into the quota and fills the rest', () => {
    const members = [member('C0', 't', 't-0 t-1 t-2 t-3'), member('C1', 't')];
    expect(sets(uniformAssignor({ partitionCounts: { t: 4 }, members }))).toEqual({ C0: 't-0 t-1', C1: 't-2 t-3' });
  });

  it('says which topic id is missing', () => {
    const group = {
      partitionCounts: { t: 1, u: 1 },
      members: [member('C0', 't u')],
      topicIds: { t: 'LL3I8DP_n_7k3M7CbjXvig' },
    };
    expect(() => uniformAssignor(group)).toThrow(
      new RangeError('topicIds has no id of 16 bytes in base64 for topic u: give every topic one, or none'),
    );
  });
});

const topics = ['clicks', 'orders', 'constructor'];

const aGroup: fc.Arbitrary<GroupSubscription> = fc
  .record({
    counts: fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)),
    subscriptions: fc.array(fc.subarray([...topics, 'missing'], { minLength: 1 }), { minLength: 1, maxLength: 6 }),
    owners: fc.array(fc.nat(6), { minLength: 15, maxLength: 15 }),
  })
  .map(({ counts, subscriptions, owners }) => ({
    partitionCounts: Object.fromEntries(topics.map((topic, index) => [topic, counts[index]!])),
    members: subscriptions.map((subscription, index) => ({
      memberId: index === 0 ? '__proto__' : `c${index}`,
      topics: subscription,
      owned: owners.flatMap((owner, id) =>
        owner === index ? [topicPartition(`${topics[id % 3]}-${Math.floor(id / 3)}`)] : [],
      ),
      generation: 7,
    })),
  }));

const assignors: Record<string, Assignor> = {
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
  serverRangeAssignor,
  uniformAssignor,
};

describe.each(Object.entries(assignors))('%s', (_, assignor) => {
  it('gives every partition to exactly one of its subscribers, and every member an entry', () => {
    fc.assert(
      fc.property(aGroup, (group) => {
        const assignment = assignor(group);
        const wanted = topics.filter((topic) => group.members.some((member) => member.topics.includes(topic)));
        const all = wanted.flatMap((topic) =>
          Array.from({ length: group.partitionCounts[topic]! }, (_, partition) => `${topic}-${partition}`),
        );
        expect(Object.values(assignment).flat().map(nameOf).sort(compareNames)).toEqual(all.sort(compareNames));
        expect(Object.keys(assignment).sort()).toEqual(group.members.map(({ memberId }) => memberId).sort());
        for (const { memberId, topics } of group.members) {
          expect(assignment[memberId]!.filter(({ topic }) => !topics.includes(topic))).toEqual([]);
        }
      }),
      { seed: 42 },
    );
  });

  it('gives an empty group nothing', () => {
    expect(assignor({ partitionCounts: { orders: 3 }, members: [] })).toEqual({});
  });
});

describe.each(Object.entries({ stickyAssignor, uniformAssignor }))('%s', (_, assignor) => {
  it('changes nothing when nothing changed', () => {
    fc.assert(
      fc.property(aGroup, (group) => {
        const first = assignor(group);
        const members = group.members.map((member) => ({ ...member, owned: first[member.memberId]!, generation: 8 }));
        const again = assignor({ ...group, members });
        expect(sets(again)).toEqual(sets(first));
      }),
      { seed: 42 },
    );
  });
});
