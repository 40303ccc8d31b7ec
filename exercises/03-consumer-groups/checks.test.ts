import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ask, answerOf, explain, type Functions, type JournalEntry, judge } from '#check';
import { ConsumerGroup, type TopicPartition, topicPartition } from '#kafka';
import { aStickySituation, groupAfter } from './arbitraries.ts';
import parts from './checks.ts';
import misconceptions from './misconceptions.ts';
import {
  fewestMoves,
  type GroupEvent,
  type GroupState,
  type Member,
  moved,
  type Owners,
  type PartitionCounts,
  rangeAssign,
  roundRobinAssign,
  step,
  stickyAssign,
  subscribedPartitions,
} from './reference.ts';

/** The smallest story, without those that are always tried, that disproves a claim about these functions. */
async function smallest(title: string, functions: Functions): Promise<unknown> {
  const check = parts.flatMap(({ checks }) => checks).find((one) => one.title === title);
  if (check === undefined) throw new Error(`no such check: ${title}`);
  const ask: Ask = async (name, args) => answerOf(functions[name]!, args);
  const verdict = await judge({ ...check, always: [] }, ask, { seed: 42 });
  return verdict.verdict === 'disproved' ? verdict.counterexample.call : verdict.verdict;
}

const names = (assignment: Owners) =>
  Object.fromEntries(
    Object.entries(assignment).map(([id, owned]) => [id, owned.map(({ topic, partition }) => `${topic}-${partition}`)]),
  );

describe('a wrong program is shown the smallest story', () => {
  it('for an assignor that ignores subscriptions', async () => {
    const everybody = (counts: PartitionCounts, members: Member[]) =>
      rangeAssign(
        counts,
        members.map(({ memberId }) => ({ memberId, topics: Object.keys(counts) })),
      );
    const found = await smallest('gives every partition one owner that wants it', { rangeAssign: everybody });
    expect(found).toMatchInlineSnapshot(`"rangeAssign({ orders: 1 }, [{ memberId: "c1", topics: [] }])"`);
  });

  it('for shares that are rounded up', async () => {
    const roundedUp = (counts: PartitionCounts, members: Member[]) => {
      const share = Math.ceil((counts['orders'] ?? 0) / members.length);
      const ids = members.map(({ memberId }) => memberId).sort();
      const own = (turn: number) =>
        subscribedPartitions(counts, members).filter(({ partition }) => Math.floor(partition / share) === turn);
      return Object.fromEntries(ids.map((id, turn) => [id, own(turn)]));
    };
    const found = await smallest('gives neighbours, and the first members one more', { rangeAssign: roundedUp });
    expect(found).toMatchInlineSnapshot(
      `"rangeAssign({ orders: 5 }, [{ memberId: "c1", topics: ["orders"] }, { memberId: "c11", topics: ["orders"] }, { memberId: "C2", topics: ["orders"] }, { memberId: "c2", topics: ["orders"] }])"`,
    );
  });

  it('for a deck that is shuffled anew at each topic', async () => {
    const byTopic = (counts: PartitionCounts, members: Member[]) => {
      const all: Record<string, TopicPartition[]> = Object.fromEntries(members.map(({ memberId }) => [memberId, []]));
      for (const topic of Object.keys(counts)) {
        const dealt = roundRobinAssign({ [topic]: counts[topic]! }, members);
        for (const { memberId } of members) all[memberId]!.push(...dealt[memberId]!);
      }
      return all;
    };
    const found = await smallest('deals all topics as one deck', { roundRobinAssign: byTopic });
    expect(found).toMatchInlineSnapshot(
      `"roundRobinAssign({ orders: 1, payments: 1 }, [{ memberId: "c1", topics: ["orders", "payments"] }, { memberId: "c10", topics: ["orders", "payments"] }])"`,
    );
  });

  it('for a group that looks at nobody who commits', async () => {
    const trusting = (state: GroupState, event: GroupEvent) =>
      event.type === 'commit' ? { state: { ...state, committed: event.offsets } } : step(state, event);
    const found = await smallest('refuses commits of strangers and of other generations', { step: trusting });
    expect(found).toMatchInlineSnapshot(
      `"step({ generation: 0, partitionCounts: { orders: 1 }, members: [], assignment: {}, committed: {} }, { type: "commit", memberId: "c1", generation: 0, offsets: { "orders-0": 0 } })"`,
    );
  });

  it('for a group that forgets commits', async () => {
    const forgetful = (state: GroupState, event: GroupEvent) => {
      const after = step(state, event);
      return { ...after, state: { ...after.state, committed: event.type === 'commit' ? event.offsets : {} } };
    };
    expect(await smallest('keeps what a member commits', { step: forgetful })).toMatchInlineSnapshot(
      `"step({ generation: 1, partitionCounts: { orders: 2 }, members: [{ memberId: "c1", topics: ["orders"] }], assignment: { c1: [{ topic: "orders", partition: 0 }, { topic: "orders", partition: 1 }] }, committed: { "orders-1": 0 } }, { type: "commit", memberId: "c1", generation: 1, offsets: { "orders-0": 0 } })"`,
    );
    expect(
      await smallest('rebalances when a member leaves or falls silent', { step: forgetful }),
    ).toMatchInlineSnapshot(
      `"step({ generation: 1, partitionCounts: { orders: 1 }, members: [{ memberId: "c1", topics: ["orders"] }], assignment: { c1: [{ topic: "orders", partition: 0 }] }, committed: { "orders-0": 0 } }, { type: "leave", memberId: "c1" })"`,
    );
  });

  it('for an assignment that is not sticky', async () => {
    const afresh = (counts: PartitionCounts, members: Member[]) => roundRobinAssign(counts, members);
    expect(await smallest('moves no more partitions than it has to', { stickyAssign: afresh })).toMatchInlineSnapshot(
      `"stickyAssign({ orders: 1 }, [{ memberId: "c2", topics: ["orders"] }, { memberId: "c1", topics: ["orders"] }], { c2: [{ topic: "orders", partition: 0 }], c1: [] })"`,
    );
  });
});

describe('a right program passes', () => {
  it('if it refuses the timeout of a stranger', async () => {
    const strict = (state: GroupState, event: GroupEvent) => {
      const isStranger =
        event.type === 'sessionTimeout' && !state.members.some(({ memberId }) => memberId === event.memberId);
      return isStranger ? { state, error: 'UNKNOWN_MEMBER_ID' } : step(state, event);
    };
    expect(await smallest('rebalances when a member leaves or falls silent', { step: strict })).toBe('passed');
  });

  it('if it lists partitions and members backwards, and empty entries', async () => {
    const backwards = (counts: PartitionCounts, members: Member[]) => {
      const entries = Object.entries(rangeAssign(counts, members)).reverse();
      return Object.fromEntries(entries.map(([id, owned]) => [id, owned.toReversed()]));
    };
    const reversed = (state: GroupState, event: GroupEvent) => {
      const { state: after, ...rest } = step(state, event);
      return { state: { ...after, members: after.members.toReversed() }, ...rest };
    };
    const wordy = (before: Owners, after: Owners) => ({
      ...moved(before, after),
      revoked: { c9: [], ...moved(before, after).revoked },
    });
    expect(await smallest('takes each topic by itself, with its subscribers', { rangeAssign: backwards })).toBe(
      'passed',
    );
    expect(await smallest('rebalances when a member joins', { step: reversed })).toBe('passed');
    expect(await smallest('tells what was revoked, assigned and moved', { moved: wordy })).toBe('passed');
  });
});

it('does in a step what the whole protocol of the model does in many', () => {
  let partitionCounts: PartitionCounts = { orders: 3 };
  const group = new ConsumerGroup({ groupId: 'g', partitionCounts: () => partitionCounts });
  group.join('c1', { topics: ['orders'] });
  group.settle();
  group.join('c2', { topics: ['orders'] });
  group.settle();
  expect(group.commit('c2', [{ topic: 'orders', partition: 0, offset: 5 }])).toBeNull();
  partitionCounts = { orders: 4 };
  group.refreshMetadata();
  group.settle();
  group.crash('c1');
  group.advance(60_000);

  const orders = ['orders'];
  const ours = groupAfter(
    { orders: 3 },
    { type: 'join', member: { memberId: 'c1', topics: orders } },
    { type: 'join', member: { memberId: 'c2', topics: orders } },
    { type: 'commit', memberId: 'c2', generation: 2, offsets: { 'orders-0': 5 } },
    { type: 'partitionsChanged', partitionCounts: { orders: 4 } },
    { type: 'sessionTimeout', memberId: 'c1' },
  );
  expect(ours.generation).toBe(group.describe().generation);
  expect(names(ours.assignment)).toEqual(group.assignment());
  expect(ours.committed['orders-0']).toBe(group.committed(topicPartition('orders-0')));
});

describe('the fewest moves', () => {
  it('are what trying every balanced assignment finds', () => {
    fc.assert(
      fc.property(aStickySituation, ([counts, members, previous]) => {
        const partitions = subscribedPartitions(counts, members);
        fc.pre(members.length > 0 && members.length ** partitions.length <= 2_000);
        expect(fewestMoves(counts, members, previous)).toBe(fewestByTrying(partitions, members, previous));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("are what Kafka's sticky assignor makes", () => {
    fc.assert(
      fc.property(aStickySituation, ([counts, members, previous]) => {
        const moves = moved(previous, stickyAssign(counts, members, previous)).moved;
        expect(moves).toBe(fewestMoves(counts, members, previous));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

function fewestByTrying(partitions: readonly TopicPartition[], members: readonly Member[], previous: Owners): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (let code = 0; code < members.length ** partitions.length; code++) {
    const after: Record<string, TopicPartition[]> = Object.fromEntries(members.map(({ memberId }) => [memberId, []]));
    let rest = code;
    for (const partition of partitions) {
      after[members[rest % members.length]!.memberId]!.push(partition);
      rest = Math.floor(rest / members.length);
    }
    const sizes = Object.values(after).map(({ length }) => length);
    if (Math.max(...sizes) - Math.min(...sizes) <= 1) fewest = Math.min(fewest, moved(previous, after).moved);
  }
  return fewest;
}

describe('a timeout of somebody who is no member', () => {
  const departures = parts.flatMap(({ checks }) => checks).find(({ title }) => title.includes('falls silent'))!;
  const refusing = (state: GroupState, event: GroupEvent) =>
    event.type === 'sessionTimeout' && !state.members.some(({ memberId }) => memberId === event.memberId)
      ? { state, error: 'UNKNOWN_MEMBER_ID' }
      : step(state, event);

  it('is an error or none', async () => {
    for (const group of [step, refusing]) {
      const ask: Ask = async (_, args) => answerOf(group, args);
      expect(await judge(departures, ask, { seed: 42 })).toMatchObject({ verdict: 'passed' });
    }
  });

  it('hides no belief, whichever it is', async () => {
    const journal: JournalEntry[] = [];
    const forgetful = (state: GroupState, event: GroupEvent) => {
      const { state: after, ...more } = refusing(state, event);
      return { ...more, state: after.generation === state.generation ? after : { ...after, committed: {} } };
    };
    const ask: Ask = async (name, args) => {
      const answer = answerOf(forgetful, args);
      journal.push({ check: 7, name, args, answer });
      return answer;
    };
    await judge(departures, ask, { seed: 42 });
    const { reference, shapes } = departures;
    expect([...explain(misconceptions, journal, [{ check: 7, reference, shapes }])]).toEqual([[7, 'M4-19']]);
  });
});
