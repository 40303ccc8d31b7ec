import { internalTopics } from '#kafka';

/** A topic as an administrator is told of it (TopicDescription and its Config). */
export interface TopicDescription {
  readonly topic: string;
  readonly topicId: string;
  /** What was set for this topic, in the order in which Kafka prints it. */
  readonly configs: readonly (readonly [name: string, value: string])[];
  /** min.insync.replicas. */
  readonly minIsr: number;
  readonly partitions: readonly PartitionDescription[];
}

/** A partition as an administrator is told of it (TopicPartitionInfo). */
export interface PartitionDescription {
  readonly partition: number;
  /** `null` where nobody leads. */
  readonly leader: number | null;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** `null` where the broker is too old to know. */
  readonly elr: readonly number[] | null;
  readonly lastKnownElr: readonly number[] | null;
}

/** What of topics is to be shown: all if nothing is asked for. */
export interface TopicReport {
  readonly underReplicated?: boolean;
  readonly unavailable?: boolean;
  readonly underMinIsr?: boolean;
  readonly atMinIsr?: boolean;
  readonly withOverrides?: boolean;
}

/** What `kafka-topics.sh --list` prints. */
export function listTopics(topics: readonly string[], { excludeInternal = false } = {}): string {
  const shown = topics.filter((topic) => !excludeInternal || !internalTopics.includes(topic));
  return `${shown.toSorted().join('\n')}\n`;
}

/** What `kafka-topics.sh --describe` prints; `liveBrokers` are those that are registered and not fenced. */
export function describeTopics(
  topics: readonly TopicDescription[],
  liveBrokers: ReadonlySet<number>,
  report: TopicReport = {},
): string {
  const { underReplicated, unavailable, underMinIsr, atMinIsr, withOverrides } = report;
  const isFiltered = underReplicated || unavailable || underMinIsr || atMinIsr;
  const lines = topics.flatMap((topic) => {
    const hasHead = !isFiltered && (!withOverrides || topic.configs.length > 0);
    const partitions = withOverrides ? [] : topic.partitions.toSorted((a, b) => a.partition - b.partition);
    const shown = partitions.filter((each) => !isFiltered || isReported(each, topic, liveBrokers, report));
    return [...(hasHead ? [headOf(topic)] : []), ...shown.map((each) => lineOf(topic.topic, each))];
  });
  return lines.map((line) => `${line}\n`).join('');
}

function isReported(
  { leader, replicas, isr }: PartitionDescription,
  { minIsr }: TopicDescription,
  liveBrokers: ReadonlySet<number>,
  { underReplicated, unavailable, underMinIsr, atMinIsr }: TopicReport,
): boolean {
  return Boolean(
    (underReplicated && isr.length < replicas.length) ||
      (unavailable && (leader === null || !liveBrokers.has(leader))) ||
      (underMinIsr && (leader === null || isr.length < minIsr)) ||
      (atMinIsr && isr.length === minIsr),
  );
}

function headOf({ topic, topicId, partitions, configs }: TopicDescription): string {
  return [
    `Topic: ${topic}`,
    `TopicId: ${topicId}`,
    `PartitionCount: ${partitions.length}`,
    `ReplicationFactor: ${partitions[0]?.replicas.length ?? 0}`,
    `Configs: ${configs.map(([name, value]) => `${name}=${value}`).join(',')}`,
  ].join('\t');
}

function lineOf(topic: string, { partition, leader, replicas, isr, elr, lastKnownElr }: PartitionDescription): string {
  const place = `\tTopic: ${topic}\tPartition: ${partition}\tLeader: ${leader ?? 'none'}`;
  const copies = `\tReplicas: ${replicas}\tIsr: ${isr}`;
  return `${place}${copies}\tElr: ${elr ?? 'N/A'}\tLastKnownElr: ${lastKnownElr ?? 'N/A'}`;
}
