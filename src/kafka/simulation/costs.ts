import type { CompleteDesign, CompleteTopic } from './design-defaults.ts';

const dayMs = 24 * 3_600_000;
/** What is kept for ever is counted as kept for a year. */
const longestMs = 365 * dayMs;
const bytesPerRecord = 200;

/** What a design costs, in points a month. */
export interface Costs {
  readonly brokers: number;
  readonly replicas: number;
  readonly members: number;
  readonly storage: number;
  readonly total: number;
  readonly storageGb: number;
}

/**
 * 100 for a broker, 1 for each replica of each partition, 10 for a member, 0.3 for a GB: the records of a usual day, 200 bytes
 * each, in every replica, for as long as the topic retains them. A compacted topic is not counted by the day.
 */
export function costsOf(design: CompleteDesign, recordsPerDay: number): Costs {
  const brokers = 100 * design.cluster.brokers;
  const replicas = sum(design.topics.map((topic) => partitionsOf(topic) * topic['replication.factor']));
  const members = 10 * sum(design.groups.map((group) => group.members));
  const written = new Set(design.producers.map(({ topic }) => topic));
  const stored = design.topics.filter(
    ({ name, ...topic }) => written.has(name) && topic['cleanup.policy'] !== 'compact',
  );
  const storageGb = sum(
    stored.map((topic) => topic['replication.factor'] * gigabytes(topic['retention.ms'], recordsPerDay)),
  );
  const storage = 0.3 * storageGb;
  return { brokers, replicas, members, storage, total: brokers + replicas + members + storage, storageGb };
}

function partitionsOf({ partitions, partitionsLater = partitions }: CompleteTopic): number {
  return Math.max(partitions, partitionsLater);
}

function gigabytes(retentionMs: number, recordsPerDay: number): number {
  const keptMs = retentionMs < 0 ? longestMs : Math.min(retentionMs, longestMs);
  return (recordsPerDay * bytesPerRecord * (keptMs / dayMs)) / 1e9;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
