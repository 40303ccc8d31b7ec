import type { CacheRun, Mistakes } from './cache-run.ts';
import type { Costs } from './costs.ts';
import type { Measured, Shown } from './measured.ts';
import type { EvidenceLane } from './use-case.ts';

const dayMs = 24 * 3_600_000;

/** Measures a run that is over: of several new nodes, the worst counts. */
export function measureCache(run: CacheRun, costs: Costs): Measured {
  const { rebuilds, rejected, changes } = run;
  const worst = (count: (mistakes: Mistakes) => number) =>
    [...rebuilds].sort((a, b) => count(b) - count(a))[0] as Mistakes;
  const missing = worst((mistakes) => mistakes.missing.length);
  const stale = worst((mistakes) => mistakes.stale.length);
  const ghosts = worst((mistakes) => mistakes.ghosts.length);
  const longest = worst(({ reads }) => reads);
  const offline = run.offline as Mistakes;
  return {
    metrics: {
      events: changes.eventCount,
      rejected: rejected.length,
      missing: missing.missing.length,
      stale: stale.stale.length,
      ghosts: ghosts.ghosts.length,
      offlineGhosts: offline.ghosts.length,
      rebuildReads: longest.reads,
      cost: costs.total,
      storageGb: costs.storageGb,
    },
    showFirst: {
      rejected: () => ({
        sentence: `${changes.nameOf(rejected[0]!.event)} was refused: ${rejected[0]!.code}.`,
        lanes: [],
      }),
      missing: () => showUser(run, missing, missing.missing[0]!, 'misses', 'whose changes are no longer in the topic'),
      stale: () =>
        showUser(run, stale, stale.stale[0]!, 'has an old version of', 'whose versions it read out of order'),
      ghosts: () => showUser(run, ghosts, ghosts.ghosts[0]!, 'still has', 'who was deleted'),
      offlineGhosts: () => showOffline(run, offline),
      rebuildReads: () => ({
        sentence: `The new node of day ${onDay(longest)} reads ${longest.reads} records before it can serve.`,
        atMs: longest.atMs,
        lanes: [],
      }),
    },
  };
}

function showUser(run: CacheRun, { atMs }: Mistakes, user: number, does: string, because: string): Shown {
  const sentence = `The new node of day ${onDay({ atMs })} ${does} user-${user}, ${because}.`;
  return { sentence, atMs, lanes: laneOf(run, user) };
}

function showOffline(run: CacheRun, { atMs, ghosts }: Mistakes): Shown {
  const user = ghosts[0]!;
  const because =
    run.producer.key === run.useCase.entity
      ? 'the tombstone was gone before it could read it'
      : 'the delete that it read has no key that names the user';
  const sentence = `The node that came back on day ${onDay({ atMs })} still has user-${user}: ${because}.`;
  return { sentence, atMs, lanes: laneOf(run, user) };
}

function laneOf(run: CacheRun, user: number): EvidenceLane[] {
  const record = run.lastRecordOf(user);
  if (record === undefined) return [];
  const label = run.changes.nameOf(Number(record.value));
  return [{ tp: `${record.topic}-${record.partition}`, offset: record.offset, label }];
}

function onDay({ atMs }: Pick<Mistakes, 'atMs'>): number {
  return Math.round(atMs / dayMs);
}
