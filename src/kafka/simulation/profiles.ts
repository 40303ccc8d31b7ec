import type { CacheUseCase } from './use-case.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The source of a cache of user profiles: a new cache node must find every profile as it is, and nobody who is gone. */
export const profiles: CacheUseCase = {
  kind: 'cache',
  id: 'profiles',
  title: 'A cache of user profiles',
  story: [
    'Changes of 3,000 user profiles go to the stream profile-changes: 46,140 in 30 days, 3 % of them deletes (a null value).',
    'A cache node reads the topic and keeps the latest profile of each user.',
    'Then nothing changes for nine days: holidays.',
    'The brokers compact a log as soon as 10 % of it are dirty (log.cleaner.min.cleanable.ratio=0.1).',
    'New nodes start from nothing on days 27, 30 and 39, and read the topic from its beginning.',
    'One node is offline for 72 hours at a time, and then goes on where it was.',
  ],
  stream: 'profile-changes',
  fields: ['userId', 'eventId', 'region'],
  entity: 'userId',
  coarseFields: ['region'],
  recordsPerDay: 46_140 / 30,
  groups: [],
  requirements: [
    { id: 'rejected', sentence: 'no change is refused', measure: 'rejected', bound: 'most', limit: 0, unit: 'count' },
    {
      id: 'missing',
      sentence: 'a new node misses no profile',
      measure: 'missing',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'stale',
      sentence: 'a new node has no profile that is out of date',
      measure: 'stale',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'ghosts',
      sentence: 'a new node has no user who is gone',
      measure: 'ghosts',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'offline-ghosts',
      sentence: 'the node that was offline has no user who is gone',
      measure: 'offlineGhosts',
      bound: 'most',
      limit: 0,
      unit: 'count',
    },
    {
      id: 'rebuild',
      sentence: 'a new node reads no more records',
      measure: 'rebuildReads',
      bound: 'most',
      limit: 6000,
      unit: 'count',
    },
  ],
  dirtyRatio: 0.1,
  offlineForMs: 72 * hour,
  rebuildsAtMs: [27 * day, 30 * day, 39 * day],
};
