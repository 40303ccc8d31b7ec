import { internalTopics, NO_LEADER } from '#kafka';

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
  /** Partitions that are alike may have the very same one: it is then written out once. */
  readonly state: PartitionState;
}

/** Who leads a partition, and who has its records. */
export interface PartitionState {
  /** `NO_LEADER` where nobody leads. */
  readonly leader: number;
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
  const written = new Map<PartitionState, string>();
  const lines = topics.flatMap((topic) => {
    const hasHead = !isFiltered && (!withOverrides || topic.configs.length > 0);
    const partitions = withOverrides ? [] : topic.partitions.toSorted((a, b) => a.partition - b.partition);
    const shown = partitions.filter(({ state }) => !isFiltered || isReported(state, topic, liveBrokers, report));
    return [...(hasHead ? [headOf(topic)] : []), ...shown.map((each) => lineOf(topic.topic, each, written))];
  });
  return lines.join('');
}

function isReported(
  { leader, replicas, isr }: PartitionState,
  { minIsr }: TopicDescription,
  liveBrokers: ReadonlySet<number>,
  { underReplicated, unavailable, underMinIsr, atMinIsr }: TopicReport,
): boolean {
  return Boolean(
    (underReplicated && isr.length < replicas.length) ||
      (unavailable && !liveBrokers.has(leader)) ||
      (underMinIsr && (leader === NO_LEADER || isr.length < minIsr)) ||
      (atMinIsr && isr.length === minIsr),
  );
}

function headOf({ topic, topicId, partitions, configs }: TopicDescription): string {
  const cells = [
    `Topic: ${topic}`,
    `TopicId: ${topicId}`,
    `PartitionCount: ${partitions.length}`,
    `ReplicationFactor: ${partitions[0]?.state.replicas.length ?? 0}`,
    `Configs: ${configs.map(([name, value]) => `${name}=${value}`).join(',')}`,
  ];
  return `${cells.join('\t')}\n`;
}

function lineOf(
  topic: string,
  { partition, state }: PartitionDescription,
  written: Map<PartitionState, string>,
): string {
  let text = written.get(state);
  if (text === undefined) {
    text = textOf(state);
    written.set(state, text);
  }
  return `\tTopic: ${topic}\tPartition: ${partition}${text}\n`;
}

function textOf({ leader, replicas, isr, elr, lastKnownElr }: PartitionState): string {
  const place = `\tLeader: ${leader === NO_LEADER ? 'none' : leader}\tReplicas: ${replicas}\tIsr: ${isr}`;
  return `${place}\tElr: ${elr ?? 'N/A'}\tLastKnownElr: ${lastKnownElr ?? 'N/A'}`;
}
