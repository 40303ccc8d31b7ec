import fc from 'fast-check';
import { z } from 'zod';
import { checksFor, offsetOrNull, part, same, shape, stretch, wholeNumber } from '#check';
import { offsetToCommit, runWithCrash, runWithFailure, safeOffset } from '#kafka';
import { aLog, aLostPlace, aPlace, logWith, someWork } from './arbitraries.ts';
import { failures, lagRuler, lives, processing, ruler, work } from './pictures.ts';
import { type CrashPlan, type Log, lag, poll, startingPosition } from './reference.ts';

const offsets = z.array(z.int());

const { agrees, holds } = checksFor(
  {
    poll,
    offsetToCommit: (processed: Log['records']) => offsetToCommit(processed),
    startingPosition,
    lag,
    runWithCrash: (log: Log, plan: CrashPlan) => runWithCrash(log, plan),
    safeOffset,
    runWithFailure,
  },
  {
    poll: shape(
      'a batch with records and position',
      z.object({ records: z.array(z.object({ offset: z.int() })), position: z.int() }),
    ),
    offsetToCommit: offsetOrNull,
    startingPosition: wholeNumber,
    lag: wholeNumber,
    runWithCrash: shape(
      'an outcome with processed, lost and repeated',
      z.object({ processed: offsets, lost: offsets, repeated: offsets }),
    ),
    safeOffset: offsetOrNull,
    runWithFailure: shape(
      'an outcome with processed, deadLettered and stuckAt',
      z.object({ processed: offsets, deadLettered: offsets, stuckAt: z.int().nullable() }),
    ),
  },
);

const read = 'lesson.md#consumers-and-offsets';

const one = logWith(0, [0], 1);
const two = logWith(0, [0, 1], 2);
const withHole = logWith(0, [0, 2], 3);
const halfDeleted = logWith(1, [1], 2);

const aReset = fc.constantFrom('earliest' as const, 'latest' as const, 'none' as const);
const aPollSize = fc.integer({ min: 1, max: 5 });

const aPoll = fc
  .tuple(aPlace, aPollSize)
  .map(([[log, position], size]): [Log, number, number] => [log, position, size]);

/** A log, and a plan for a consumer that dies while it reads it. */
function aCrash(commit: CrashPlan['commit']) {
  return fc
    .tuple(
      aLog.filter(({ records }) => records.length > 0),
      aPollSize,
      fc.integer({ min: 1, max: 8 }),
    )
    .map(([log, maxPollRecords, after]) => {
      const plan: CrashPlan = { commit, maxPollRecords, crashAfter: Math.min(after, log.records.length) };
      return [log, plan] as const;
    });
}

/** A log, and some of its records that always fail. */
const aFailure = fc
  .tuple(
    aLog,
    fc.subarray([0, 1, 2, 3, 4, 5, 6, 7]),
    fc.constantFrom('skip' as const, 'stop' as const, 'dead-letter' as const),
  )
  .map(([log, places, policy]) => {
    const failing = log.records.filter((_, at) => places.includes(at)).map(({ offset }) => offset);
    return [log, failing, policy] as const;
  });

/** Where a consumer may stand after a poll: nothing it has not been given yet may be passed over. */
function positionsAfter(log: Log, position: number, given: Log['records']): readonly [from: number, to: number] {
  const next = offsetToCommit(given);
  if (next === null) return [position, log.logEndOffset];
  return [next, log.records.find(({ offset }) => offset >= next)?.offset ?? log.logEndOffset];
}

export default [
  part('A', 'Poll and commit', { needs: ['poll', 'offsetToCommit'] }, [
    holds('hands out the next records, whatever the holes', {
      see: 'compaction',
      given: aPoll,
      always: [
        [one, 0, 1],
        [two, 0, 1],
        [withHole, 2, 1],
        [withHole, 1, 1],
        [one, 1, 1],
      ],
      read,
      that: async (yours, log, position, maxPollRecords) => {
        const batch = await yours.poll(log, position, maxPollRecords);
        const due = poll(log, position, maxPollRecords);
        if (same(batch.records, due.records)) return true;
        return { expected: due, picture: ruler(log, [{ offset: position, text: 'position' }]) };
      },
    }),
    holds('leaves the position behind the last of them', {
      see: 'crash-repeats',
      given: aPoll,
      always: [
        [one, 0, 1],
        [withHole, 1, 1],
        [one, 1, 1],
      ],
      read,
      that: async (yours, log, position, maxPollRecords) => {
        const actual = (await yours.poll(log, position, maxPollRecords)).position;
        const due = poll(log, position, maxPollRecords);
        const [from, to] = positionsAfter(log, position, due.records);
        if (due.records.length === 0 ? actual === from || actual === to : from <= actual && actual <= to) return true;
        return {
          expected: due,
          picture: ruler(log, [
            { offset: position, text: 'position before' },
            { offset: due.position, text: 'position after' },
            { offset: actual, text: 'yours' },
          ]),
        };
      },
    }),
    agrees('refuses to hand out fewer than one', {
      on: 'poll',
      given: [fc.constant(one), fc.nat({ max: 1 }), fc.integer({ min: -3, max: 3 })],
      always: [
        [one, 0, 1],
        [one, 0, 0],
      ],
      inputs: 50,
      read,
    }),
    agrees('commits the offset after the last one processed', {
      see: 'crash-repeats',
      on: 'offsetToCommit',
      given: [aLog.map(({ records }) => records)],
      always: [[one.records], [two.records], [withHole.records], [halfDeleted.records], [[]]],
      points: 2,
      read,
      picture: ([processed], actual, expected) => processing(processed, expected, actual),
    }),
  ]),

  part('B', 'Where to begin', { needs: ['startingPosition', 'lag'] }, [
    agrees('goes on at a committed offset the log has', {
      see: 'crash-repeats',
      on: 'startingPosition',
      given: fc.tuple(aPlace, aReset).map(([[log, committed], reset]) => [committed, log, reset] as const),
      always: [
        [0, one, 'latest'],
        [1, two, 'earliest'],
        [1, one, 'earliest'],
        [1, withHole, 'none'],
      ],
      read,
      picture: ([committed, log], actual) =>
        ruler(log, [
          { offset: committed!, text: 'committed' },
          { offset: actual, text: 'yours' },
        ]),
    }),
    agrees('asks auto.offset.reset if nothing is committed', {
      see: 'first-read',
      on: 'startingPosition',
      given: [fc.constant(null), aLog, aReset],
      always: [
        [null, one, 'latest'],
        [null, halfDeleted, 'earliest'],
        [null, one, 'none'],
      ],
      read,
      picture: ([, log], actual) => ruler(log, [{ offset: actual, text: 'yours' }]),
    }),
    agrees('asks it too if the committed offset is out of range', {
      see: 'out-of-range',
      on: 'startingPosition',
      given: fc.tuple(aLostPlace, aReset).map(([[log, committed], reset]) => [committed, log, reset] as const),
      always: [
        [0, halfDeleted, 'latest'],
        [2, one, 'earliest'],
        [0, halfDeleted, 'none'],
      ],
      read,
      picture: ([committed, log], actual) =>
        ruler(log, [
          { offset: committed!, text: 'committed' },
          { offset: actual, text: 'yours' },
        ]),
    }),
    agrees('counts in offsets how far a group is behind', {
      see: 'two-groups',
      on: 'lag',
      given: fc.tuple(aLog, fc.nat({ max: 16 })).map(([log, at]) => [log, Math.min(at, log.logEndOffset)] as const),
      always: [
        [one, 1],
        [one, 0],
        [withHole, 0],
      ],
      read,
      picture: ([log, committed]) => lagRuler(log, committed),
    }),
  ]),

  part('C', 'The crash', { needs: ['runWithCrash'] }, [
    agrees('reads every record once if nothing crashes', {
      on: 'runWithCrash',
      given: [
        aLog,
        fc.record({
          commit: fc.constantFrom('before' as const, 'after' as const),
          maxPollRecords: aPollSize,
          crashAfter: fc.integer({ min: 9, max: 12 }),
        }),
      ],
      always: [[two, { commit: 'after', maxPollRecords: 1, crashAfter: 9 }]],
      read,
      picture: ([log, plan], _, { processed }) => lives(log, plan, processed),
    }),
    agrees('loses some, repeats none, if it commits before', {
      see: 'crash-loses',
      on: 'runWithCrash',
      given: aCrash('before'),
      always: [
        [two, { commit: 'before', maxPollRecords: 2, crashAfter: 1 }],
        [two, { commit: 'before', maxPollRecords: 1, crashAfter: 1 }],
      ],
      points: 2,
      read,
      picture: ([log, plan], _, { processed }) => lives(log, plan, processed),
    }),
    agrees('repeats some, loses none, if it commits after', {
      see: 'crash-repeats',
      on: 'runWithCrash',
      given: aCrash('after'),
      always: [
        [one, { commit: 'after', maxPollRecords: 1, crashAfter: 1 }],
        [two, { commit: 'after', maxPollRecords: 1, crashAfter: 2 }],
        [two, { commit: 'after', maxPollRecords: 2, crashAfter: 2 }],
      ],
      points: 2,
      read,
      picture: ([log, plan], _, { processed }) => lives(log, plan, processed),
    }),
  ]),

  stretch('D', 'Many workers', { needs: ['safeOffset'] }, [
    agrees('never commits past a record that is still in work', {
      see: 'crash-loses',
      on: 'safeOffset',
      given: [someWork],
      always: [
        [
          [
            { type: 'started', offset: 0 },
            { type: 'started', offset: 1 },
            { type: 'finished', offset: 1 },
          ],
        ],
        [
          [
            { type: 'started', offset: 0 },
            { type: 'started', offset: 1 },
            { type: 'finished', offset: 1 },
            { type: 'finished', offset: 0 },
          ],
        ],
        [[]],
      ],
      points: 2,
      read,
      picture: ([events], actual, expected) => work(events, expected, actual),
    }),
  ]),

  stretch('E', 'A record that fails', { needs: ['runWithFailure'] }, [
    agrees('does with a record that fails what the policy says', {
      on: 'runWithFailure',
      given: aFailure,
      always: [
        [two, [0], 'skip'],
        [two, [0], 'stop'],
        [two, [0], 'dead-letter'],
      ],
      points: 2,
      read,
      picture: ([log, failing, policy]) => failures(log, failing, policy),
    }),
  ]),
];
