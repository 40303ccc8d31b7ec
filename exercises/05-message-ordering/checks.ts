import { z } from 'zod';
import { checksFor, part, shape, show, showCall, stretch, texts } from '#check';
import {
  appendWithRetries,
  countDeliveries,
  type Effect,
  isPossibleDelivery,
  nameOf,
  type Offset,
  orderViolations,
  type Relation,
  relation,
} from '#kafka';
import {
  aDelivery,
  aReplay,
  aSuspectDelivery,
  batchesOf,
  effect,
  recordAt,
  type SeenLog,
  type SeenRecord,
  type Sending,
  sentAtOnce,
  sentIdempotently,
  sentOneByOne,
  someEffects,
  someLengths,
  twoRecords,
} from './arbitraries.ts';
import { deliveries, delivery, effectsInOrder, rounds, twoRecordsInLanes } from './pictures.ts';
import { type OrderVerdict, situations } from './situations.ts';

const anEffect = z.object({
  key: z.string(),
  seq: z.int(),
  source: z.object({ topic: z.string(), partition: z.int(), offset: z.int() }),
});

const { agrees, holds } = checksFor(
  {
    relation: (a: SeenRecord, b: SeenRecord) => relation(a, b),
    isPossibleDelivery: (logs: readonly SeenLog[], observed: readonly SeenRecord[]) =>
      isPossibleDelivery(logs, observed),
    orderViolations: (effects: readonly Effect[]) => orderViolations(effects),
    appendWithRetries: (batches: ReturnType<typeof batchesOf>, options: Sending) => appendWithRetries(batches, options),
    countDeliveries: (lengths: readonly number[]) => Number(countDeliveries(lengths)),
    verdicts: verdictsDue,
  },
  {
    relation: shape(
      "'before', 'after', 'same' or 'no-guarantee'",
      z.literal(['before', 'after', 'same', 'no-guarantee']),
    ),
    isPossibleDelivery: shape(
      '{ possible: true } or { possible: false, because, at }',
      z.discriminatedUnion('possible', [
        z.object({ possible: z.literal(true) }),
        z.object({ possible: z.literal(false), because: z.literal(['order', 'gap', 'unknown-record']), at: z.int() }),
      ]),
    ),
    orderViolations: shape(
      'a list of violations with key, expectedAfter and overtaken',
      z.array(z.object({ key: z.string(), expectedAfter: anEffect, overtaken: anEffect })),
    ),
    appendWithRetries: texts,
    countDeliveries: shape('a number or a bigint', z.union([z.bigint(), z.number()]).transform(countOf)),
    verdicts: shape(
      `'kept', 'can-break' or 'repeats-only' for each situation`,
      z.object(
        Object.fromEntries(
          Object.keys(situations).map((name) => [name, z.literal(['kept', 'can-break', 'repeats-only']).optional()]),
        ),
      ),
    ),
  },
);

const read = 'lesson.md#what-kafka-guarantees';

const log = (partition: number, records: readonly SeenRecord[]): SeenLog => ({
  topic: 'orders',
  partition,
  logStartOffset: records[0]?.offset ?? 0,
  logEndOffset: (records.at(-1)?.offset ?? -1) + 1,
  records,
});

const keyed = (
  topic: string,
  partition: number,
  offset: Offset,
  key: string | null,
  timestamp: number,
): SeenRecord => ({
  topic,
  partition,
  offset,
  key,
  timestamp,
});

const A = recordAt(0, 0, 1);
const B = recordAt(0, 1, 4);
const C = recordAt(0, 2, 5);
const X = recordAt(1, 0, 2);
const late = recordAt(0, 4, 1);

export default [
  part('A', 'Two records', { needs: ['relation'] }, [
    agrees('says of two records what Kafka promises, and no more', {
      see: 'partition-order',
      on: 'relation',
      given: twoRecords,
      always: [
        [keyed('orders', 0, 1, 'k1', 10), keyed('orders', 1, 2, 'k2', 9)],
        [keyed('orders', 0, 1, 'k1', 1), keyed('orders', 1, 0, 'k1', 2)],
        [keyed('orders', 0, 0, 'k1', 1), keyed('orders', 0, 1, 'k2', 2)],
        [keyed('orders', 0, 0, null, 10), keyed('orders', 0, 1, null, 9)],
        [keyed('orders', 0, 0, 'k1', 1), keyed('payments', 0, 1, 'k1', 2)],
        [keyed('orders', 0, 1, 'k1', 1), keyed('orders', 0, 1, 'k1', 1)],
      ],
      points: 2,
      read: 'lesson.md#topics',
      picture: ([a, b]) => twoRecordsInLanes(a, b),
      because: ([a, b]) =>
        nameOf(a) === nameOf(b)
          ? `Both are in ${nameOf(a)}: their offsets decide.`
          : `One is in ${nameOf(a)}, the other in ${nameOf(b)}.`,
    }),
    holds('says the opposite when the two change places', {
      given: twoRecords,
      always: [[keyed('orders', 0, 0, 'k1', 1), keyed('orders', 0, 1, 'k2', 2)]],
      read: 'lesson.md#topics',
      that: async (yours, a, b) => {
        const [there, back] = [await yours.relation(a, b), await yours.relation(b, a)];
        if (back === opposite[there]) return true;
        const message = `When they change places, it gave ${show(back)}.`;
        return {
          call: showCall('relation', [a, b]),
          args: [a, b],
          actual: there,
          message,
          picture: twoRecordsInLanes(a, b),
        };
      },
    }),
  ]),

  part('B', 'Could a consumer have seen this?', { needs: ['isPossibleDelivery'] }, [
    holds('accepts every way of merging partitions', {
      see: 'partition-order',
      given: aDelivery,
      always: [
        [[log(0, [A]), log(1, [X])], [X]],
        [[log(0, [A, C])], [A, C]],
        [
          [log(0, [late]), log(1, [X])],
          [late, X],
        ],
        [
          [log(0, [A, B]), log(1, [X])],
          [A, X, B],
        ],
        [[log(0, [])], []],
      ],
      read,
      that: async (yours, logs, observed) => {
        const { possible } = await yours.isPossibleDelivery(logs, observed);
        return possible || { expected: { possible: true }, picture: delivery(logs, observed) };
      },
    }),
    agrees('finds the first record that no consumer can have been given, and says why', {
      on: 'isPossibleDelivery',
      given: aSuspectDelivery,
      always: [
        [[log(0, [A, B])], [B, A]],
        [[log(0, [A, B])], [B]],
        [[log(0, [A])], [A, A]],
        [
          [log(0, [A]), log(1, [])],
          [A, X],
        ],
        [[log(0, [A, C])], [A, B]],
        [[log(0, [A, C])], [C]],
        [[log(0, [A, C])], [C, A, B]],
      ],
      points: 2,
      read,
      picture: ([logs, observed]) => delivery(logs, observed),
    }),
  ]),

  part('C', 'Overtaken', { needs: ['orderViolations'] }, [
    agrees('finds each effect that was overtaken by a later one of its key', {
      on: 'orderViolations',
      given: [someEffects],
      always: [
        [[effect('k1', 1), effect('k1', 0)]],
        [[effect('k1', 1), effect('k2', 0)]],
        [[effect('k1', 0), effect('k1', 2)]],
        [[effect('k1', 2), effect('k1', 0), effect('k1', 1)]],
        [[effect('k1', 1), effect('k1', 2), effect('k1', 0)]],
      ],
      points: 2,
      read,
      picture: ([effects]) => effectsInOrder(effects),
    }),
    agrees('takes a replay after a crash for repeats and nothing worse', {
      see: 'crash-repeats',
      on: 'orderViolations',
      given: [aReplay],
      always: [[['k1', 'k1', 'k1', 'k1'].map((key, at) => effect(key, at % 2))]],
      read,
      picture: ([effects]) => effectsInOrder(effects),
    }),
  ]),

  part('D', 'Retries', { needs: ['appendWithRetries'] }, [
    agrees('lets a batch that failed land behind its successors when many are in flight', {
      on: 'appendWithRetries',
      given: sentAtOnce,
      always: [
        [batchesOf(['a', 'b', 'c']), { maxInFlight: 5, enableIdempotence: false, outcomes: [['error']] }],
        [batchesOf(['a', 'b']), { maxInFlight: 5, enableIdempotence: false, outcomes: [['ack-lost']] }],
        [
          batchesOf(['a', 'b']),
          { maxInFlight: 2, enableIdempotence: false, outcomes: [['error', 'error'], ['error']] },
        ],
      ],
      points: 2,
      read: 'lesson.md#producers-and-acks',
      picture: ([batches, options]) => rounds(batches, options),
    }),
    agrees('keeps the order with one batch in flight, though not without copies', {
      see: 'idempotence',
      on: 'appendWithRetries',
      given: sentOneByOne,
      always: [
        [batchesOf(['a', 'b']), { maxInFlight: 1, enableIdempotence: false, outcomes: [['error']] }],
        [batchesOf(['a', 'b']), { maxInFlight: 1, enableIdempotence: false, outcomes: [['ack-lost']] }],
      ],
      read: 'lesson.md#producers-and-acks',
      picture: ([batches, options]) => rounds(batches, options),
    }),
    agrees('keeps order and drops copies where the producer is idempotent', {
      see: 'idempotence',
      on: 'appendWithRetries',
      given: sentIdempotently,
      always: [
        [batchesOf(['a', 'b', 'c']), { maxInFlight: 5, enableIdempotence: true, outcomes: [['error']] }],
        [batchesOf(['a', 'b']), { maxInFlight: 5, enableIdempotence: true, outcomes: [['ack-lost']] }],
        [batchesOf(['a', 'a']), { maxInFlight: 5, enableIdempotence: true, outcomes: [] }],
      ],
      read: 'lesson.md#producers-and-acks',
      picture: ([batches, options]) => rounds(batches, options),
    }),
  ]),

  stretch('E', 'How many deliveries', { needs: ['countDeliveries'] }, [
    agrees('counts the orders in which partitions can be read', {
      on: 'countDeliveries',
      given: [someLengths],
      always: [[[2, 1]], [[2, 2, 2]], [[]], [[0, 3]], [[8, 8]]],
      points: 2,
      read,
      picture: ([lengths]) => deliveries(lengths),
    }),
  ]),

  stretch('F', 'Eight situations', { needs: ['verdicts'] }, [
    holds('knows what eight situations do to the order', {
      given: [],
      points: 2,
      read,
      that: async (yours) => {
        const verdicts = await yours.verdicts();
        const wrong = Object.entries(situations).find(([name, { verdict }]) => verdicts[name] !== verdict);
        if (wrong === undefined) return true;
        const [name, { verdict, because, effects, misconceptions }] = wrong;
        const given = verdicts[name];
        const misconception = given && misconceptions?.[given];
        return {
          call: `verdicts["${name}"]`,
          actual: given,
          expected: verdict,
          message: because,
          picture: (canvas) => effectsInOrder(effects())(canvas),
          ...(misconception && { misconception }),
        };
      },
    }),
  ]),
];

const opposite: Readonly<Record<Relation, Relation>> = {
  before: 'after',
  after: 'before',
  same: 'same',
  'no-guarantee': 'no-guarantee',
};

function verdictsDue(): Record<string, OrderVerdict> {
  return Object.fromEntries(Object.entries(situations).map(([name, { verdict }]) => [name, verdict]));
}

/** A count as a bigint, however it was counted; a number that is no whole one stays as it is. */
function countOf(count: number | bigint): number | bigint {
  const nearest = Math.round(Number(count));
  return typeof count === 'number' && Math.abs(count - nearest) < 1e-6 ? BigInt(nearest) : count;
}
