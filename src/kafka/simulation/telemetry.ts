import { telemetryEvents } from './telemetry-events.ts';
import type { StreamUseCase } from './use-case.ts';
import { remembering } from './workload.ts';

const second = 1000;
const hour = 3600 * second;

/** Readings of many devices: a few may be lost, but alerts must be quick, and money is short. */
export const telemetry: StreamUseCase = {
  kind: 'stream',
  id: 'telemetry',
  title: 'Telemetry of devices',
  story: [
    '2,000 devices send 400 readings a second to the stream telemetry; one chatty device sends 3 % of them.',
    'For 3 seconds all devices reconnect at once and send ten times as much.',
    'The group alerts looks at every reading; a member manages 180 a second. The group warehouse stores them.',
    'For a while brokers are too busy to take requests and connections break, a broker crashes and is away for 50 seconds, and a member of alerts',
    'crashes (session.timeout.ms 10 s).',
  ],
  stream: 'telemetry',
  fields: ['deviceId', 'region', 'eventId'],
  entity: 'deviceId',
  coarseFields: ['region'],
  recordsPerDay: 400 * 86_400,
  groups: [
    {
      groupId: 'alerts',
      purpose: 'looks at every reading',
      speed: { recordsPerTick: 18, maxPollRecords: 100, sessionTimeoutMs: 10 * second },
      sinkMemory: 'event',
    },
    {
      groupId: 'warehouse',
      purpose: 'stores every reading',
      speed: { recordsPerTick: 100, maxPollRecords: 500, sessionTimeoutMs: 10 * second },
      sinkMemory: 'event',
    },
  ],
  requirements: [
    {
      id: 'lost',
      sentence: 'of all readings no more are lost',
      measure: 'lostPercent',
      bound: 'most',
      limit: 0.2,
      unit: 'percent',
    },
    {
      id: 'order',
      sentence: "a device's readings are looked at in order",
      measure: 'alerts.orderViolations',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'oldest',
      sentence: 'no reading waits longer for alerts',
      measure: 'alerts.oldestMs',
      bound: 'most',
      limit: 21 * second,
      unit: 'seconds',
    },
    {
      id: 'blocked',
      sentence: 'a partition is closed for writing, on average, no longer',
      measure: 'blockedMs',
      bound: 'most',
      limit: 13 * second,
      unit: 'seconds',
    },
    {
      id: 'replay',
      sentence: 'readings can be read again for at least',
      measure: 'replayMs',
      bound: 'least',
      limit: 24 * hour,
      unit: 'hours',
    },
    { id: 'cost', sentence: 'the design costs no more', measure: 'cost', bound: 'most', limit: 450, unit: 'count' },
  ],
  workload: remembering((seed) =>
    telemetryEvents(seed, {
      lastsMs: 61 * second,
      readingsPerTick: 40,
      storm: { fromMs: 40 * second, untilMs: 43 * second, factor: 10 },
      chattyPercent: 3,
    }),
  ),
  faults: {
    network: { fromMs: second, untilMs: 6 * second, refusals: 0.18, disconnects: 0.06 },
    brokers: [
      { atMs: 8 * second, do: 'crash', broker: 1 },
      { atMs: 60 * second, do: 'start', broker: 1 },
    ],
    member: { group: 'alerts', fromMs: 23 * second, backAfterMs: 12 * second },
  },
  endMs: 130 * second,
};
