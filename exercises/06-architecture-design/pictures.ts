import type { Draw } from '#check';
import type { Evidence, EvidenceLane, JudgedRequirement, Judgement, Topology } from '#kafka';
import { type Canvas, drawOrderTimeline, drawTopology, drawVerdicts, type TimelineRecord } from '#picture';

/** What a requirement measures, in a word or two. */
const nouns: Readonly<Record<string, string>> = {
  lost: 'events lost',
  skipped: 'events skipped',
  order: 'out of order',
  'duplicate-fulfilments': 'done twice',
  'duplicate-rows': 'rows written twice',
  oldest: 'longest wait',
  blocked: 'closed for writing',
  cost: 'cost',
  replay: 'can be read again',
  rejected: 'refused',
  missing: 'profiles missing',
  stale: 'out of date',
  ghosts: 'users gone, but cached',
  'offline-ghosts': 'still cached after 72 h',
  rebuild: 'records read at the start',
};

/**
 * The first records that show how each of these requirements is broken, then the design with what was measured of it: for
 * these requirements, and for whatever else is broken.
 */
export function drawFailure(judgement: Judgement, asked: readonly JudgedRequirement[]): Draw {
  const shown = judgement.requirements.filter((each) => !each.holds || asked.includes(each));
  return (canvas) => [
    ...asked.flatMap(({ holds, evidence }) =>
      !holds && evidence?.lanes.length ? [...lanesOf(evidence, canvas), ''] : [],
    ),
    ...drawMeasured({ ...judgement, requirements: shown })(canvas),
  ];
}

/** The design, and each requirement with the worst that was measured at any seed. */
export function drawMeasured(judgement: Judgement): Draw {
  const [result] = judgement.results;
  const requirements = judgement.requirements.map(({ requirement, measured, holds }) => ({
    requirement: nounOf(requirement.id),
    limit: `${requirement.bound === 'least' ? 'at least ' : ''}${inUnits(requirement.limit, requirement)}`,
    measured: inUnits(measured, requirement),
    met: holds,
  }));
  return (canvas) => [
    ...(result ? [...drawTopology(flowsOf(result.topology, judgement), canvas), ''] : []),
    ...drawVerdicts(requirements, canvas),
  ];
}

/** What is measured, in words: `longest wait`. */
export function nounOf(requirement: string): string {
  return nouns[requirement] ?? requirement;
}

/** A measured number as it is read: `15.9 s`. */
export function inUnits(measured: number, { unit }: JudgedRequirement['requirement']): string {
  if (unit === 'seconds') return `${(measured / 1000).toFixed(1)} s`;
  if (unit === 'hours') return `${Number((measured / 3_600_000).toFixed(1))} h`;
  return `${Number(measured.toFixed(unit === 'percent' ? 2 : 1))}${unit === 'percent' ? ' %' : ''}`;
}

/** Each record in the lane of its partition; below them the order in which they were acted on, where that is the point. */
function lanesOf({ requirement, lanes }: Evidence, canvas: Canvas): string[] {
  const records = lanes.map(recordOf);
  const names = [...new Set(lanes.map(({ tp }) => tp))].sort();
  const logs = names.map((name) =>
    records.filter((_, at) => lanes[at]!.tp === name).sort((a, b) => a.offset - b.offset),
  );
  const verb = { order: 'too late', 'duplicate-fulfilments': 'again', 'duplicate-rows': 'again' }[requirement];
  if (verb === undefined) return drawOrderTimeline({ logs }, canvas);
  const observed = records.length === 1 ? [records[0]!, records[0]!] : records;
  return drawOrderTimeline({ logs, observed, marks: [{ at: 1, text: verb }] }, canvas);
}

function recordOf({ tp, offset, label }: EvidenceLane): TimelineRecord {
  const dash = tp.lastIndexOf('-');
  return {
    topic: tp.slice(0, dash),
    partition: Number(tp.slice(dash + 1)),
    offset,
    label: `@${offset} ${label}`,
  };
}

function flowsOf({ streams, topics, groups }: Topology, judgement: Judgement) {
  return topics.map((topic) => ({
    producers: streams
      .filter((stream) => stream.topic === topic.topic)
      .map(({ stream, key, acks, idempotent }) => ({
        name: stream,
        settings: [
          key === null ? 'no key' : `key ${key}`,
          `acks=${acks}`,
          idempotent ? 'idempotent' : 'not idempotent',
        ],
      })),
    topic: {
      name: topic.topic,
      settings: [
        `${topic.partitions} partition${topic.partitions === 1 ? '' : 's'}`,
        `replication.factor=${topic.replicationFactor}`,
        `min.insync.replicas=${topic.minInsyncReplicas}`,
        `cleanup.policy=${topic.cleanupPolicy}`,
      ],
    },
    groups: groups
      .filter((group) => group.topics.includes(topic.topic))
      .map(({ group, members, idle }) => ({
        name: group,
        count: members,
        settings: idle > 0 ? [`${idle} idle`] : [],
        measured: judgement.requirements
          .filter(({ requirement }) => requirement.measure.startsWith(`${group}.`))
          .map(({ requirement, measured, holds }) => ({
            text: `${nounOf(requirement.id)} ${inUnits(measured, requirement)}`,
            met: holds,
          })),
      })),
  }));
}
