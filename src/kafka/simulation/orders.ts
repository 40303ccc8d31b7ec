import { orderEvents } from './order-events.ts';
import type { StreamUseCase } from './use-case.ts';
import { remembering } from './workload.ts';

const second = 1000;
const hour = 3600 * second;

/** An online shop: each order's events in order, none lost, none done twice, in spite of everything. */
export const orders: StreamUseCase = {
  kind: 'stream',
  id: 'orders',
  title: 'Orders of an online shop',
  story: [
    'Each order sends five events to the stream order-events: CREATED, PAID, PACKED, SHIPPED, DELIVERED.',
    'There are 200 events a second, for 9 seconds four times as many, and about a million a day.',
    'One merchant of twenty has 40 % of the orders.',
    'The group fulfilment acts on every event; a member manages 100 a second. It recognises an event it has acted on.',
    'The group analytics appends a row for every record to a table; it recognises a row by its topic, partition and offset.',
    'For a while brokers are too busy to take requests, and connections break. A broker crashes; later two are stopped one after the other, the disk',
    'of the third fails, and it is replaced. A member of fulfilment crashes in the middle of its work (session.timeout.ms 10 s).',
  ],
  stream: 'order-events',
  fields: ['orderId', 'customerId', 'merchantId', 'region', 'eventId'],
  entity: 'orderId',
  coarseFields: ['merchantId', 'region'],
  recordsPerDay: 1_000_000,
  groups: [
    {
      groupId: 'fulfilment',
      purpose: 'acts on every event of an order',
      speed: { recordsPerTick: 10, maxPollRecords: 100, sessionTimeoutMs: 10 * second },
      sinkMemory: 'event',
    },
    {
      groupId: 'analytics',
      purpose: 'appends a row for every record',
      speed: { recordsPerTick: 40, maxPollRecords: 400, sessionTimeoutMs: 10 * second },
      sinkMemory: 'place',
    },
  ],
  requirements: [
    { id: 'lost', sentence: 'no event is lost', measure: 'lost', bound: 'most', limit: 0, unit: 'count' },
    {
      id: 'skipped',
      sentence: 'fulfilment skips no event',
      measure: 'fulfilment.skipped',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'order',
      sentence: "an order's events are acted on in order",
      measure: 'fulfilment.orderViolations',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'duplicate-fulfilments',
      sentence: 'fulfilment acts on no event twice',
      measure: 'fulfilment.duplicates',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'duplicate-rows',
      sentence: 'analytics has no row twice',
      measure: 'analytics.duplicates',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'oldest',
      sentence: 'no event waits longer for fulfilment',
      measure: 'fulfilment.oldestMs',
      bound: 'most',
      limit: 25 * second,
      unit: 'seconds',
    },
    {
      id: 'blocked',
      sentence: 'a partition is closed for writing, on average, no longer',
      measure: 'blockedMs',
      bound: 'most',
      limit: 21 * second,
      unit: 'seconds',
    },
    {
      id: 'replay',
      sentence: 'events can be read again for at least',
      measure: 'replayMs',
      bound: 'least',
      limit: 24 * hour,
      unit: 'hours',
    },
    { id: 'cost', sentence: 'the design costs no more', measure: 'cost', bound: 'most', limit: 430, unit: 'count' },
  ],
  workload: remembering((seed) =>
    orderEvents(seed, {
      lastsMs: 66 * second,
      ordersPerTick: 4,
      burst: { fromMs: 24 * second, untilMs: 33 * second, factor: 4 },
    }),
  ),
  faults: {
    network: { fromMs: second, untilMs: 7 * second, refusals: 0.18, disconnects: 0.08 },
    brokers: [
      { atMs: 8 * second, do: 'crash', broker: 1 },
      { atMs: 38 * second, do: 'start', broker: 1 },
      { atMs: 50 * second, do: 'stop', broker: 1 },
      { atMs: 51 * second, do: 'stop', broker: 2 },
      { atMs: 53 * second, do: 'loseDisk', broker: 3 },
      { atMs: 54.5 * second, do: 'start', broker: 1 },
      { atMs: 56 * second, do: 'start', broker: 2 },
      { atMs: 60 * second, do: 'electUncleanly', broker: 1 },
      { atMs: 63 * second, do: 'start', broker: 3 },
    ],
    member: { group: 'fulfilment', fromMs: 25 * second, backAfterMs: 12 * second },
  },
  endMs: 160 * second,
};
