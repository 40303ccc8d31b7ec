import type { Costs } from './costs.ts';
import type { Place } from './journal.ts';
import type { Measured, Shown } from './measured.ts';
import type { ObservedGroup, StreamRun } from './stream-run.ts';
import { tickMs } from './tick.ts';
import type { EvidenceLane } from './use-case.ts';

/** Measures a run that is over. Metrics of a group go by its name, such as `fulfilment.duplicates`. */
export function measureStream(run: StreamRun, costs: Costs): Measured {
  const { producer, workload, design } = run;
  const present = run.presentEvents();
  const lost = lostEvents(run, present);
  const lanes = run.groups[0]?.group.lanes.size ?? 1;
  const topic = design.topics.find(({ name }) => name === producer.settings.topic)!;
  const keptMs = topic['retention.ms'] < 0 ? Number.MAX_SAFE_INTEGER : topic['retention.ms'];
  // A compacted topic keeps the latest record of each key, and no history.
  const replayMs = topic['cleanup.policy'].includes('compact') ? 0 : keptMs;
  const groups = run.groups.map((observed) => measureGroup(run, observed, present));
  return {
    metrics: {
      events: workload.eventCount,
      lost: lost.length,
      lostPercent: (100 * lost.length) / workload.eventCount,
      refused: producer.refused.length,
      blockedPartitionTicks: producer.blockedPartitionTicks,
      blockedMs: (producer.blockedPartitionTicks * tickMs) / Math.max(1, lanes),
      replayMs,
      cost: costs.total,
      storageGb: costs.storageGb,
      ...Object.assign({}, ...groups.map(({ metrics }) => metrics)),
    },
    showFirst: {
      lost: () => showLost(run, lost),
      lostPercent: () => showLost(run, lost),
      refused: () => showRefused(run),
      blockedMs: () => showBlocked(run),
      blockedPartitionTicks: () => showBlocked(run),
      cost: () => showCost(costs),
      replayMs: () =>
        (replayMs === 0 && showReplaced(run)) || {
          sentence: `${topic.name} keeps every record for ${inHours(replayMs)}.`,
          lanes: [],
        },
      ...Object.assign({}, ...groups.map(({ showFirst }) => showFirst)),
    },
  };
}

/** Events whose producer has let go of them, as written or as given up, and that are in no log. */
function lostEvents({ producer, workload }: StreamRun, present: Uint8Array): number[] {
  const givenUp = new Set(producer.givenUp);
  const lost: number[] = [];
  for (let event = 0; event < workload.eventCount; event++) {
    const letGo = producer.isAcknowledged(event) || givenUp.has(event);
    if (letGo && present[event] === 0) lost.push(event);
  }
  return lost;
}

/** Events that were acknowledged, are in a log below what the group has committed, and were never processed. */
function skippedEvents(run: StreamRun, { group }: ObservedGroup, present: Uint8Array) {
  const skipped: { event: number; place: Place }[] = [];
  for (const { journal } of group.lanes.values()) {
    const committed = group.committed(journal.partition);
    for (let offset = 0; offset < Math.min(committed, journal.eventAt.length); offset++) {
      const event = journal.eventAt[offset]!;
      if (present[event] === 0 || group.sink.hasApplied(event)) continue;
      if (!run.producer.isAcknowledged(event)) continue;
      skipped.push({ event, place: { tp: journal.partition.name, offset } });
    }
  }
  return skipped.sort((a, b) => a.event - b.event);
}

function measureGroup(run: StreamRun, observed: ObservedGroup, present: Uint8Array): Measured {
  const { group, worst } = observed;
  const { nameOf } = run.workload;
  const id = group.settings['group.id'];
  const skipped = skippedEvents(run, observed, present);
  const { firstDuplicate, firstOvertaking, duplicateCount, overtakingCount } = group.sink;
  const lane = ({ tp, offset }: Place, label: string): EvidenceLane => ({ tp, offset, label });
  return {
    metrics: {
      [`${id}.skipped`]: skipped.length,
      [`${id}.duplicates`]: duplicateCount,
      [`${id}.orderViolations`]: overtakingCount,
      [`${id}.oldestMs`]: worst?.ageMs ?? 0,
      [`${id}.idle`]: group.idleCount,
    },
    showFirst: {
      [`${id}.skipped`]: () => {
        const { event, place } = skipped[0]!;
        const sentence = `${nameOf(event)} (${at(place)}) was never processed by ${id}, whose committed offset is past it.`;
        return { sentence, lanes: [lane(place, nameOf(event))] };
      },
      [`${id}.duplicates`]: () => {
        const { event, first, again } = firstDuplicate!;
        const isSame = at(first) === at(again);
        const sentence = isSame
          ? `${id} applied ${nameOf(event)} (${at(first)}) twice.`
          : `${id} applied ${nameOf(event)} twice: it is in the log at ${at(first)} and again at ${at(again)}.`;
        return { sentence, lanes: [lane(first, nameOf(event)), ...(isSame ? [] : [lane(again, nameOf(event))])] };
      },
      [`${id}.orderViolations`]: () => {
        const { late, latePlace, early, earlyPlace } = firstOvertaking!;
        const sentence = `${id} applied ${nameOf(late)} (${at(latePlace)}) before ${nameOf(early)} (${at(earlyPlace)}).`;
        return { sentence, lanes: [lane(latePlace, nameOf(late)), lane(earlyPlace, nameOf(early))] };
      },
      [`${id}.oldestMs`]: () => {
        const { event, ageMs, atMs, tp, offset } = worst!;
        const sentence = `${nameOf(event)} (${tp}@${offset}) had been waiting for ${id} for ${inSeconds(ageMs)}.`;
        return { sentence, atMs, lanes: [{ tp, offset, label: nameOf(event) }] };
      },
    },
  };
}

function showLost({ producer, workload: { nameOf } }: StreamRun, lost: readonly number[]): Shown {
  const event = lost[0]!;
  const place = producer.acknowledgedAt(event);
  if (place === undefined) {
    return { sentence: `${nameOf(event)} was given up when its producer had used up its retries.`, lanes: [] };
  }
  if (place.offset < 0) {
    return { sentence: `${nameOf(event)} never reached ${place.tp}, and with acks=0 nobody noticed.`, lanes: [] };
  }
  const sentence = `${nameOf(event)} was acknowledged at ${at(place)}, and is in no log any more.`;
  return { sentence, lanes: [{ ...place, label: nameOf(event) }] };
}

/** The first event that compaction will take away, and the one that has the same key. */
function showReplaced({ producer, workload: { eventCount, fieldOf, nameOf } }: StreamRun): Shown | undefined {
  const { key } = producer.settings;
  if (key === null) return undefined;
  const last = new Map<string, number>();
  for (let event = 0; event < eventCount; event++) {
    const place = producer.acknowledgedAt(event);
    if (place === undefined) continue;
    const older = last.get(fieldOf(key, event));
    const olderPlace = older === undefined ? undefined : producer.acknowledgedAt(older);
    if (older !== undefined && olderPlace?.tp === place.tp && olderPlace.offset < place.offset) {
      const sentence = `${nameOf(older)} (${at(olderPlace)}) goes as soon as its segment is compacted: ${nameOf(event)} (${at(place)}) has its key.`;
      return {
        sentence,
        lanes: [
          { ...olderPlace, label: nameOf(older) },
          { ...place, label: nameOf(event) },
        ],
      };
    }
    last.set(fieldOf(key, event), event);
  }
  return undefined;
}

function showRefused({ producer, workload: { nameOf } }: StreamRun): Shown {
  const { event, code } = producer.refused[0]!;
  return { sentence: `${nameOf(event)} was refused: ${code}.`, lanes: [] };
}

function showBlocked({ producer }: StreamRun): Shown {
  const { tp, atMs, because } = producer.firstBlocked!;
  return { sentence: `From ${inSeconds(atMs)} on ${tp} could not be written to: ${because}.`, atMs, lanes: [] };
}

function showCost({ brokers, replicas, members, storage, storageGb }: Costs): Shown {
  const stored = `${storage.toFixed(1)} for ${storageGb.toFixed(1)} GB`;
  return {
    sentence: `${brokers} for brokers, ${replicas} for replicas, ${members} for members, ${stored}.`,
    lanes: [],
  };
}

function at({ tp, offset }: Place): string {
  return `${tp}@${offset}`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function inHours(ms: number): string {
  return `${Number((ms / 3_600_000).toFixed(1))} h`;
}
