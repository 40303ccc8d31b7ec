import fc from 'fast-check';
import { z } from 'zod';
import { checksFor, offsetOrNull, part, same, shape, stretch, wholeNumber } from '#check';
import { offsetToCommit, runWithCrash, runWithFailure, safeOffset } from '#kafka';
import { aLog, aLostPlace, aPlace, logWith, someWork } from './arbitraries.ts';
import { lagRuler, lives, ruler } from './pictures.ts';
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
      z.object({ records: z.array(z.object({ offset: z.int(), value: z.string() })), position: z.int() }),
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

const withHoles = logWith(0, [0, 3, 4, 7], 8);
const fiveRecords = logWith(0, [0, 1, 2, 3, 4], 5);
const tenRecords = logWith(0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 10);
const halfDeleted = logWith(3, [3, 4], 5);

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
    holds('hands out the next records, whatever holes the log has', {
      given: aPoll,
      always: [
        [fiveRecords, 0, 2],
        [withHoles, 1, 2],
        [withHoles, 3, 1],
        [fiveRecords, 5, 1],
      ],
      read,
      that: async (yours, log, position, maxPollRecords) => {
        const batch = await yours.poll(log, position, maxPollRecords);
        const due = poll(log, position, maxPollRecords);
        if (same(batch.records, due.records)) return true;
        return { expected: due, picture: ruler(log, [{ offset: position, text: 'position' }]) };
      },
    }),
    holds('leaves the position after the last record it handed out', {
      given: aPoll,
      always: [
        [fiveRecords, 0, 2],
        [withHoles, 1, 2],
        [withHoles, 8, 2],
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
    agrees('refuses to hand out fewer than one record', {
      on: 'poll',
      given: [fc.constant(fiveRecords), fc.nat({ max: 4 }), fc.integer({ min: -3, max: 3 })],
      always: [
        [fiveRecords, 0, 1],
        [fiveRecords, 0, 0],
      ],
      inputs: 50,
      read,
    }),
    agrees('commits the offset after the last record it processed', {
      on: 'offsetToCommit',
      given: [aLog.map(({ records }) => records)],
      always: [[logWith(0, [0], 1).records], [withHoles.records], [halfDeleted.records], [[]]],
      points: 2,
      read,
      picture: ([processed], actual, expected) => {
        const first = processed[0]?.offset ?? 0;
        return ruler({ logStartOffset: first, logEndOffset: expected ?? first, records: processed }, [
          ...(expected === null ? [] : [{ offset: expected, text: 'committed' }]),
          ...(actual === null ? [] : [{ offset: actual, text: 'yours' }]),
        ]);
      },
    }),
  ]),

  part('B', 'Where to begin', { needs: ['startingPosition', 'lag'] }, [
    agrees('goes on at the committed offset, whatever auto.offset.reset says', {
      on: 'startingPosition',
      given: fc.tuple(aPlace, aReset).map(([[log, committed], reset]) => [committed, log, reset] as const),
      always: [
        [2, fiveRecords, 'earliest'],
        [0, fiveRecords, 'latest'],
        [5, fiveRecords, 'earliest'],
        [1, withHoles, 'none'],
      ],
      read,
      picture: ([committed, log], actual) =>
        ruler(log, [
          { offset: committed!, text: 'committed' },
          { offset: actual, text: 'yours' },
        ]),
    }),
    agrees('asks auto.offset.reset when nothing is committed', {
      on: 'startingPosition',
      given: [fc.constant(null), aLog, aReset],
      always: [
        [null, fiveRecords, 'latest'],
        [null, halfDeleted, 'earliest'],
        [null, fiveRecords, 'none'],
      ],
      read,
      picture: ([, log], actual) => ruler(log, [{ offset: actual, text: 'yours' }]),
    }),
    agrees('asks auto.offset.reset when the committed offset is not in the log', {
      on: 'startingPosition',
      given: fc.tuple(aLostPlace, aReset).map(([[log, committed], reset]) => [committed, log, reset] as const),
      always: [
        [1, halfDeleted, 'latest'],
        [9, fiveRecords, 'earliest'],
        [1, halfDeleted, 'none'],
      ],
      read,
      picture: ([committed, log], actual) =>
        ruler(log, [
          { offset: committed!, text: 'committed' },
          { offset: actual, text: 'yours' },
        ]),
    }),
    agrees('counts the lag in offsets, from the committed one to the log end', {
      on: 'lag',
      given: fc.tuple(aLog, fc.nat({ max: 16 })).map(([log, at]) => [log, Math.min(at, log.logEndOffset)] as const),
      always: [
        [fiveRecords, 3],
        [withHoles, 2],
        [fiveRecords, 5],
      ],
      read,
      picture: ([log, committed]) => lagRuler(log, committed),
    }),
  ]),

  part('C', 'The crash', { needs: ['runWithCrash'] }, [
    agrees('reads every record once when nothing crashes', {
      on: 'runWithCrash',
      given: [
        aLog,
        fc.record({
          commit: fc.constantFrom('before' as const, 'after' as const),
          maxPollRecords: aPollSize,
          crashAfter: fc.integer({ min: 9, max: 12 }),
        }),
      ],
      always: [[fiveRecords, { commit: 'after', maxPollRecords: 2, crashAfter: 9 }]],
      read,
      picture: ([log, plan], _, { processed }) => lives(log, plan, processed),
    }),
    agrees('loses records, and repeats none, when it commits before it processes', {
      on: 'runWithCrash',
      given: aCrash('before'),
      always: [
        [tenRecords, { commit: 'before', maxPollRecords: 4, crashAfter: 6 }],
        [logWith(0, [0, 1], 2), { commit: 'before', maxPollRecords: 2, crashAfter: 1 }],
      ],
      points: 2,
      read,
      picture: ([log, plan], _, { processed }) => lives(log, plan, processed),
    }),
    agrees('repeats records, and loses none, when it commits after it has processed', {
      on: 'runWithCrash',
      given: aCrash('after'),
      always: [
        [tenRecords, { commit: 'after', maxPollRecords: 4, crashAfter: 6 }],
        [tenRecords, { commit: 'after', maxPollRecords: 4, crashAfter: 4 }],
        [logWith(0, [0, 1], 2), { commit: 'after', maxPollRecords: 1, crashAfter: 1 }],
      ],
      points: 2,
      read,
      picture: ([log, plan], _, { processed }) => lives(log, plan, processed),
    }),
  ]),

  stretch('D', 'Many workers', { needs: ['safeOffset'] }, [
    agrees('never commits past a record that is still in work', {
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
        [[]],
      ],
      points: 2,
      read,
    }),
  ]),

  stretch('E', 'A record that fails', { needs: ['runWithFailure'] }, [
    agrees('does with a record that fails what the policy says', {
      on: 'runWithFailure',
      given: aFailure,
      always: [
        [fiveRecords, [0], 'skip'],
        [fiveRecords, [2], 'stop'],
        [withHoles, [3, 7], 'dead-letter'],
      ],
      points: 2,
      read,
    }),
  ]),
];
