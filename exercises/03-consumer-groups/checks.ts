import { z } from 'zod';
import { checksFor, part, partitionSet, shape, stretch } from '#check';
import {
  aChange,
  aGroup,
  aGroupOfEquals,
  aGroupOfOneTopic,
  aMoment,
  aStickySituation,
  groupAfter,
} from './arbitraries.ts';
import { faultOf, unfairness } from './ownership.ts';
import { bothOwnerships, change, happening, ownership, stickiness } from './pictures.ts';
import {
  fewestMoves,
  type GroupEvent,
  type GroupState,
  isMember,
  type Member,
  moved,
  ownersOf,
  rangeAssign,
  roundRobinAssign,
  type StepResult,
  step,
  stickyAssign,
} from './reference.ts';

const owners = z.record(z.string(), partitionSet);

const ownersOfSome = owners.transform((entries) =>
  Object.fromEntries(Object.entries(entries).filter(([, partitions]) => partitions.length > 0)),
);

const members = z
  .array(z.object({ memberId: z.string(), topics: z.array(z.string()).transform((topics) => [...topics].sort()) }))
  .transform((all) => [...all].sort((a, b) => (a.memberId < b.memberId ? -1 : 1)));

const group = shape(
  'a result with state',
  z.object({
    state: z.object({
      generation: z.int(),
      partitionCounts: z.record(z.string(), z.int()),
      members,
      assignment: owners,
      committed: z.record(z.string(), z.int()),
    }),
    error: z
      .string()
      .nullish()
      .transform((error) => error ?? undefined),
  }),
  // Whoever times out and is no member was never heard of: an error or none, both readings are right.
  (result, [state, event]) =>
    isUnheardOf(state as GroupState, event as GroupEvent) ? { state: result.state } : result,
);

const assignment = shape('an assignment, a list of partitions for each member,', owners);

const { agrees, holds } = checksFor(
  { rangeAssign, roundRobinAssign, step, moved, stickyAssign },
  {
    rangeAssign: assignment,
    roundRobinAssign: assignment,
    step: group,
    moved: shape(
      'a report with revoked, assigned and moved',
      z.object({ revoked: ownersOfSome, assigned: ownersOfSome, moved: z.int() }),
    ),
    stickyAssign: assignment,
  },
);

const read = 'lesson.md#consumer-groups';

/** Members that all subscribe to the same topics. */
function all(topics: string[], ...memberIds: string[]): Member[] {
  return memberIds.map((memberId) => ({ memberId, topics }));
}

const joins = (memberId: string, ...topics: string[]): GroupEvent => ({ type: 'join', member: { memberId, topics } });
const leaves = (memberId: string): GroupEvent => ({ type: 'leave', memberId });
const fallsSilent = (memberId: string): GroupEvent => ({ type: 'sessionTimeout', memberId });
const commits = (memberId: string, generation: number, offsets: Record<string, number>): GroupEvent => ({
  type: 'commit',
  memberId,
  generation,
  offsets,
});

const ofOne = groupAfter({ orders: 1 }, joins('c1', 'orders'));
const ofTwo = groupAfter({ orders: 2 }, joins('c1', 'orders'), joins('c2', 'orders'));
const ofThree = groupAfter({ orders: 2 }, joins('c1', 'orders'), joins('c2', 'orders'), joins('c3', 'orders'));
const withCommit = groupAfter({ orders: 2 }, joins('c1', 'orders'), commits('c1', 1, { 'orders-0': 5 }));

function isUnheardOf(state: GroupState, event: GroupEvent): boolean {
  return event.type === 'sessionTimeout' && !isMember(state, event.memberId);
}

const picture = ([state, event]: readonly [GroupState, GroupEvent], actual: StepResult, due: StepResult) =>
  happening(state, event, due.state, actual.state);

export default [
  part('A', 'Range', { needs: ['rangeAssign'] }, [
    holds('gives every partition one owner that wants it', {
      see: 'idle-member',
      given: aGroup,
      always: [
        [{ orders: 1 }, all(['orders'], 'c1')],
        [{ orders: 1 }, all(['orders'], 'c1', 'c2')],
        [{ orders: 2 }, all(['orders'], 'c1')],
        [{ orders: 1, payments: 1 }, [...all(['orders'], 'c1'), ...all(['payments'], 'c2')]],
        [{ orders: 1 }, []],
      ],
      read,
      that: async (yours, partitionCounts, members) => {
        const actual = await yours.rangeAssign(partitionCounts, members);
        const message = faultOf(partitionCounts, members, actual);
        return message === null || { message, picture: ownership(partitionCounts, members, actual) };
      },
    }),
    agrees('gives neighbours, and the first members one more', {
      on: 'rangeAssign',
      given: aGroupOfOneTopic,
      always: [
        [{ orders: 2 }, all(['orders'], 'c1', 'c2')],
        [{ orders: 3 }, all(['orders'], 'c1', 'c2')],
        [{ orders: 4 }, all(['orders'], 'c1', 'c2', 'c3')],
        [{ orders: 5 }, all(['orders'], 'c1', 'c2', 'c3')],
        [{ orders: 2 }, all(['orders'], 'c2', 'c10')],
        [{ orders: 2 }, all(['orders'], 'c1', 'C2')],
      ],
      read,
      picture: ([counts, members], actual, due) => bothOwnerships(counts, members, due, actual),
    }),
    agrees('takes each topic by itself, with its subscribers', {
      on: 'rangeAssign',
      given: aGroup,
      always: [
        [{ orders: 1, payments: 1 }, all(['orders', 'payments'], 'c1', 'c2')],
        [{ orders: 1, payments: 1 }, [...all(['orders'], 'c1'), ...all(['orders', 'payments'], 'c2')]],
        [{ orders: 2, payments: 2 }, [...all(['orders'], 'c1'), ...all(['orders', 'payments'], 'c2')]],
      ],
      points: 2,
      read,
      picture: ([counts, members], actual, due) => bothOwnerships(counts, members, due, actual),
    }),
  ]),

  part('B', 'Round robin', { needs: ['roundRobinAssign'] }, [
    agrees('deals all topics as one deck', {
      on: 'roundRobinAssign',
      given: aGroupOfEquals,
      always: [
        [{ orders: 2 }, all(['orders'], 'c1', 'c2')],
        [{ orders: 1, payments: 1 }, all(['orders', 'payments'], 'c1', 'c2')],
        [{ payments: 1, orders: 2 }, all(['payments', 'orders'], 'c1', 'c2')],
        [{ orders: 2 }, all(['orders'], 'c2', 'c10')],
        [{ orders: 2 }, all(['orders'], 'c1', 'C2')],
      ],
      points: 2,
      read,
      picture: ([counts, members], actual, due) => bothOwnerships(counts, members, due, actual),
    }),
    agrees('passes over members that do not subscribe', {
      on: 'roundRobinAssign',
      given: aGroup,
      always: [
        [{ orders: 1, payments: 1 }, [...all(['orders'], 'c1'), ...all(['orders', 'payments'], 'c2')]],
        [{ orders: 2, payments: 2 }, [...all(['orders'], 'c1'), ...all(['orders', 'payments'], 'c2', 'c3')]],
      ],
      read,
      picture: ([counts, members], actual, due) => bothOwnerships(counts, members, due, actual),
    }),
  ]),

  part('C', 'Rebalance', { needs: ['step'] }, [
    agrees('rebalances when a member joins', {
      see: 'rebalance',
      on: 'step',
      given: aMoment('join'),
      always: [
        [groupAfter({ orders: 1 }), joins('c1', 'orders')],
        [ofOne, joins('c2', 'orders')],
        [groupAfter({ orders: 1, payments: 1 }, joins('c1', 'orders')), joins('c1', 'payments')],
        [withCommit, joins('c2', 'orders')],
        [groupAfter({ orders: 4 }, joins('c1', 'orders'), joins('c2', 'orders')), joins('c3', 'orders')],
      ],
      read,
      picture,
    }),
    agrees('rebalances when a member leaves or falls silent', {
      see: 'rebalance',
      on: 'step',
      given: aMoment('departure'),
      always: [
        [ofOne, leaves('c1')],
        [ofTwo, fallsSilent('c1')],
        [withCommit, leaves('c1')],
        [ofOne, leaves('c2')],
        [ofOne, fallsSilent('c2')],
      ],
      read,
      picture,
    }),
    agrees('rebalances when a topic gets new partitions', {
      see: 'more-to-share',
      on: 'step',
      given: aMoment('partitionsChanged'),
      always: [
        [ofOne, { type: 'partitionsChanged', partitionCounts: { orders: 2 } }],
        [groupAfter({ orders: 1 }), { type: 'partitionsChanged', partitionCounts: { orders: 2 } }],
        [ofTwo, { type: 'partitionsChanged', partitionCounts: { orders: 3 } }],
        [ofThree, { type: 'partitionsChanged', partitionCounts: { orders: 4 } }],
      ],
      read,
      picture,
    }),
    agrees('keeps what a member commits', {
      see: 'crash-repeats',
      on: 'step',
      given: aMoment('commit'),
      always: [
        [ofOne, commits('c1', 1, { 'orders-0': 5 })],
        [withCommit, commits('c1', 1, { 'orders-0': 3 })],
        [withCommit, commits('c1', 1, { 'orders-1': 2 })],
        [ofTwo, commits('c1', 2, { 'orders-1': 4 })],
      ],
      read,
      picture,
    }),
    agrees('refuses commits of strangers and of other generations', {
      see: 'late-commit',
      on: 'step',
      given: aMoment('refusedCommit'),
      always: [
        [ofTwo, commits('c1', 1, { 'orders-0': 5 })],
        [ofOne, commits('c1', 2, { 'orders-0': 5 })],
        [ofOne, commits('c2', 1, { 'orders-0': 5 })],
        [ofOne, commits('c2', 0, { 'orders-0': 5 })],
      ],
      points: 2,
      read,
      picture,
    }),
  ]),

  part('D', 'What moved', { needs: ['moved'] }, [
    agrees('tells what was revoked, assigned and moved', {
      see: 'cooperative',
      on: 'moved',
      given: aChange,
      always: [
        [
          { c1: [{ topic: 'orders', partition: 0 }], c2: [] },
          { c1: [], c2: [{ topic: 'orders', partition: 0 }] },
        ],
        [{ c1: [{ topic: 'orders', partition: 0 }] }, { c2: [{ topic: 'orders', partition: 0 }] }],
        [{ c1: [{ topic: 'orders', partition: 0 }] }, { c1: [{ topic: 'orders', partition: 0 }] }],
        [{ c1: [] }, { c1: [{ topic: 'orders', partition: 0 }] }],
      ],
      read,
      picture: ([before, after]) => change(before, after),
    }),
  ]),

  stretch('E', 'Sticky', { needs: ['stickyAssign'] }, [
    holds('shares evenly, one more or less', {
      given: aStickySituation,
      always: [
        [{ orders: 1 }, all(['orders'], 'c1'), {}],
        [
          { orders: 2 },
          all(['orders'], 'c1', 'c2'),
          {
            c1: [
              { topic: 'orders', partition: 0 },
              { topic: 'orders', partition: 1 },
            ],
          },
        ],
      ],
      read,
      that: async (yours, partitionCounts, members, previous) => {
        const actual = await yours.stickyAssign(partitionCounts, members, previous);
        const message = unfairness(partitionCounts, members, actual);
        return message === null || { message, picture: stickiness(partitionCounts, members, previous, actual) };
      },
    }),
    holds('moves no more partitions than it has to', {
      see: 'cooperative',
      given: aStickySituation,
      always: [
        [
          { orders: 2 },
          all(['orders'], 'c1', 'c2'),
          { c1: [{ topic: 'orders', partition: 1 }], c2: [{ topic: 'orders', partition: 0 }] },
        ],
      ],
      points: 2,
      read,
      that: async (yours, partitionCounts, members, previous) => {
        const actual = await yours.stickyAssign(partitionCounts, members, previous);
        const moves = moved(previous, actual).moved;
        const fewest = fewestMoves(partitionCounts, members, previous);
        const fault = unfairness(partitionCounts, members, actual);
        if (moves <= fewest && fault === null) return true;
        const message =
          fault ?? `It moves ${moves} of ${ownersOf(previous).size} owned partitions; ${fewest} would do.`;
        return { message, picture: stickiness(partitionCounts, members, previous, actual) };
      },
    }),
  ]),
];
