import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playScenario, type Step, type Trace } from '#kafka';
import { claims } from './claims.ts';
import { statements } from './promises.ts';
import { refutables } from './refutations.ts';
import { play } from './story.ts';

describe.each(claims)('the claim $id', ({ answer, holds, stories }) => {
  it('is answered as its story plays out', () => {
    expect(stories.map((story) => holds(play(story)))).toEqual([answer]);
  });
});

const due = { guaranteed: [true], 'not-guaranteed': [false], depends: [true, false] };

describe.each(statements)('the statement $id', ({ answer, holds, stories }) => {
  it('is answered as its stories play out', () => {
    expect(stories.map((story) => holds(play(story)))).toEqual(due[answer]);
  });
});

describe.each(refutables)('the claim to refute, $id', ({ holds, stories }) => {
  it('is made false by its story, or has none', () => {
    expect(stories.map((story) => holds(play(story)))).toEqual(stories.map(({ steps }) => steps.length === 0));
  });
});

describe.each([...claims, ...statements, ...refutables])('the stories of $id', ({ id, stories }) => {
  it('contain no step that Kafka refuses but the one that is about a refusal', () => {
    const errors = stories.flatMap((story) => play(story).flatMap(({ error }) => error?.code ?? []));
    expect(errors).toEqual(id === 'writable' ? ['NOT_ENOUGH_REPLICAS'] : []);
  });
});

const aBroker = fc.integer({ min: 1, max: 3 });
const aMember = fc.record({ group: fc.constantFrom('g', 'h'), memberId: fc.constantFrom('c1', 'c2', 'c3') });
const aHistory: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('produce' as const),
      tp: fc.constantFrom('orders-0', 'orders-1'),
      acks: fc.constantFrom('1' as const, 'all' as const),
      wire: fc.array(fc.constantFrom('ok' as const, 'error' as const, 'ack-lost' as const), { maxLength: 2 }),
    }),
    fc.record({ do: fc.constantFrom('brokerDown', 'brokerUp', 'stallBroker', 'resumeBroker'), broker: aBroker }),
    fc.record({ do: fc.constant('replicate' as const), broker: aBroker }),
    fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(100, 10_000, 60_000) }),
    aMember.chain((member) =>
      fc.constantFrom('join', 'crash', 'leave', 'poll').map((verb) => ({ do: verb as 'join', ...member })),
    ),
  ) as fc.Arbitrary<Step>,
  { maxLength: 20 },
);

/** Each holds for every scenario: the claims and statements that are true of whatever happens. */
const always: readonly (readonly [string, (trace: Trace) => boolean])[] = [
  ...claims.filter(({ id }) => id === 'visible').map((each) => [each.id, each.holds] as const),
  ...statements.filter(({ id }) => id === 'one-owner').map((each) => [each.id, each.holds] as const),
  ...refutables.filter(({ id }) => id === 'in-sync').map((each) => [each.id, each.holds] as const),
];

it.each(always)('%s holds whatever happens', (_, holds) => {
  fc.assert(
    fc.property(aHistory, (steps) => {
      expect(holds(playScenario(steps))).toBe(true);
    }),
  );
});
