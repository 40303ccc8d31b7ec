import { describeTopics, listTopics, type TopicDescription } from '../print/topics.ts';
import type { Flag, Options } from './options.ts';
import { ToolError } from './tool-error.ts';

/** The flags of kafka-topics.sh. */
export const topicsFlags = [
  { name: 'list', doc: 'names all topics' },
  { name: 'describe', doc: 'shows topics, their partitions, leaders, replicas and in-sync replicas' },
  { name: 'create', doc: 'makes a topic' },
  { name: 'alter', doc: 'raises the number of partitions; kafka-configs.sh alters settings' },
  { name: 'delete', doc: 'removes topics' },
  { name: 'topic', value: 'name', doc: 'which topic; a regular expression, except with --create' },
  { name: 'topic-id', value: 'id', doc: 'which topic to describe, by its id' },
  { name: 'partitions', value: 'number', doc: 'how many partitions; 1 without it' },
  { name: 'replication-factor', value: 'number', doc: 'how many replicas of each partition; 1 without it' },
  { name: 'replica-assignment', value: '1:2,2:3', doc: 'the brokers of each partition, the preferred leader first' },
  { name: 'config', value: 'name=value', doc: 'a setting of the new topic; may be repeated' },
  { name: 'if-exists', doc: 'no error where the topic is not there' },
  { name: 'if-not-exists', doc: 'no error where the topic is there already' },
  { name: 'exclude-internal', doc: "without Kafka's own topics" },
  { name: 'under-replicated-partitions', doc: 'only partitions with a replica out of sync' },
  { name: 'unavailable-partitions', doc: 'only partitions without a leader that lives' },
  { name: 'under-min-isr-partitions', doc: 'only partitions with fewer in sync than min.insync.replicas' },
  { name: 'at-min-isr-partitions', doc: 'only partitions with just min.insync.replicas in sync' },
  { name: 'topics-with-overrides', doc: 'only topics with settings of their own' },
  { name: 'delete-config', value: 'name', doc: 'no longer supported by Kafka' },
  { name: 'partition-size-limit-per-response', value: 'number', doc: 'accepted, and of no consequence' },
] as const satisfies readonly Flag[];

/** The command line of kafka-topics.sh. */
export type TopicsOptions = Options<(typeof topicsFlags)[number]['name']>;

/** The topics of a cluster, as far as one asks. */
export interface TopicsView {
  readonly names: readonly string[];
  readonly describe: (topic: string) => TopicDescription;
  /** Brokers that are registered and not fenced. */
  readonly liveBrokers: ReadonlySet<number>;
}

/** What kafka-topics.sh prints for `--list` or `--describe`. Throws a ToolError. */
export function reportTopics(options: TopicsOptions, { names, describe, liveBrokers }: TopicsView): string {
  const excludeInternal = options.has('exclude-internal');
  if (options.has('list')) return listTopics(matchingTopics(names, options.text('topic')), { excludeInternal });
  const chosen = options.has('topic-id')
    ? topicsWithId(options, { names, describe, liveBrokers })
    : existingTopics(options, names);
  return describeTopics(chosen.map(describe), liveBrokers, {
    underReplicated: options.has('under-replicated-partitions'),
    unavailable: options.has('unavailable-partitions'),
    underMinIsr: options.has('under-min-isr-partitions'),
    atMinIsr: options.has('at-min-isr-partitions'),
    withOverrides: options.has('topics-with-overrides'),
  });
}

/** The topics that `--topic` means, sorted. Throws a ToolError if there are none, unless `--if-exists`. */
export function existingTopics(options: TopicsOptions, names: readonly string[]): readonly string[] {
  const topic = options.text('topic');
  const found = matchingTopics(names, topic);
  if (found.length > 0 || !topic || options.has('if-exists')) return found;
  throw new ToolError(`Topic '${topic}' does not exist as expected`);
}

function topicsWithId(options: TopicsOptions, { names, describe }: TopicsView): readonly string[] {
  const id = options.text('topic-id');
  const found = names.filter((name) => describe(name).topicId === id);
  if (found.length > 0 || options.has('if-exists')) return found;
  throw new ToolError(`TopicId '${id}' does not exist as expected`);
}

/** Kafka takes the topic for a regular expression, in which a comma means "or" (TopicFilter.IncludeList). */
function matchingTopics(names: readonly string[], topic: string | undefined): string[] {
  const sorted = names.toSorted();
  if (topic === undefined) return sorted;
  const pattern = topic
    .trim()
    .replaceAll(',', '|')
    .replaceAll(' ', '')
    .replace(/^["']+|["']+$/g, '');
  try {
    const isWanted = new RegExp(`^(?:${pattern})$`, 'u');
    return sorted.filter((name) => isWanted.test(name));
  } catch {
    throw new ToolError(`${pattern} is an invalid regex.`);
  }
}
