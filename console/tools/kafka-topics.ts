import { type Assignments, KafkaError, mayCollide, topicValues } from '#kafka';
import type { Context } from '../command.ts';
import { topicsView } from './cluster-views.ts';
import { OptionError } from './options.ts';
import { commandOf } from './run-tool.ts';
import { ToolError } from './tool-error.ts';
import { existingTopics, reportTopics, type TopicsOptions, topicsFlags } from './topics-report.ts';

const actions = ['list', 'describe', 'create', 'alter', 'delete'] as const;

/** `kafka-topics.sh` (TopicCommand). */
export const kafkaTopics = commandOf({
  name: 'kafka-topics',
  summary: 'creates, lists, describes, alters and deletes topics',
  usage: [
    'kafka-topics.sh --create --topic orders --partitions 3 --replication-factor 2',
    'kafka-topics.sh --list',
    'kafka-topics.sh --describe [--topic orders] [--under-replicated-partitions]',
    'kafka-topics.sh --alter --topic orders --partitions 6',
    'kafka-topics.sh --delete --topic orders',
  ],
  flags: topicsFlags,
  notes: [
    'A real cluster also lists __consumer_offsets once a group has committed; this one keeps commits without such a topic.',
  ],
  check,
  work,
  failed: (message, { out }) => {
    out(`Error while executing topic command : ${message}\n`);
    return 1;
  },
});

const onlyFor = {
  config: ['alter', 'create'],
  partitions: ['alter', 'create'],
  'replication-factor': ['create'],
  'replica-assignment': ['alter', 'create'],
  'under-replicated-partitions': ['describe'],
  'under-min-isr-partitions': ['describe'],
  'at-min-isr-partitions': ['describe'],
  'unavailable-partitions': ['describe'],
  'topics-with-overrides': ['describe'],
  'if-exists': ['alter', 'delete', 'describe'],
  'if-not-exists': ['create'],
  'exclude-internal': ['list', 'describe'],
} as const;

const reports = [
  'under-replicated-partitions',
  'under-min-isr-partitions',
  'at-min-isr-partitions',
  'unavailable-partitions',
] as const;

function check(options: TopicsOptions): void {
  if (actions.filter((action) => options.has(action)).length !== 1) {
    throw new OptionError('Command must include exactly one action: --list, --describe, --create, --alter or --delete');
  }
  if (options.has('describe') && options.has('if-exists') && !options.has('topic') && !options.has('topic-id')) {
    throw new OptionError('--topic or --topic-id is required to describe a topic');
  }
  if (!options.has('list') && !options.has('describe')) options.require('topic');
  if (options.has('alter') && options.has('config')) {
    throw new OptionError(
      'Option combination "[[bootstrap-server], [config]]" can\'t be used with option "[alter]" (To alter topic configurations, the kafka-configs tool can be used.)',
    );
  }
  if (options.has('alter')) options.require('partitions');
  for (const flag of Object.keys(onlyFor) as (keyof typeof onlyFor)[]) {
    const allowed: readonly string[] = onlyFor[flag];
    options.forbid(flag, ...actions.filter((action) => !allowed.includes(action)));
  }
  if (options.has('create')) options.forbid('replica-assignment', 'partitions', 'replication-factor');
  for (const report of reports) options.forbid(report, 'topics-with-overrides');
}

function work(options: TopicsOptions, context: Context): number {
  if (options.has('create')) create(options, context);
  else if (options.has('alter')) alter(options, context);
  else if (options.has('delete')) remove(options, context);
  else context.out(reportTopics(options, topicsView(context.session.cluster)));
  return 0;
}

function create(options: TopicsOptions, { session, out }: Context): void {
  const topic = options.text('topic') ?? '';
  const partitionCount = options.integer('partitions');
  const replicationFactor = options.integer('replication-factor');
  const assignments = assignmentsIn(options.text('replica-assignment'));
  const configs = configsIn(options.all('config'));
  topicValues(configs);
  if (mayCollide(topic)) out(`${collisionWarning}\n`);
  if (replicationFactor !== undefined && (replicationFactor < 1 || replicationFactor > 32_767)) {
    throw new ToolError('The replication factor must be between 1 and 32767 inclusive');
  }
  if (partitionCount !== undefined && partitionCount < 1) throw new ToolError('The partitions must be greater than 0');
  try {
    session.cluster.createTopic({ topic, partitionCount, replicationFactor, assignments, configs });
    session.cluster.replicate();
    out(`Created topic ${topic}.\n`);
  } catch (error) {
    const isThere = error instanceof KafkaError && error.code === 'TOPIC_ALREADY_EXISTS';
    if (!isThere || !options.has('if-not-exists')) throw error;
  }
}

const collisionWarning =
  "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. " +
  'To avoid issues it is best to use either, but not both.';

function alter(options: TopicsOptions, { session: { cluster } }: Context): void {
  const partitionCount = options.integer('partitions') ?? 0;
  const assignments = assignmentsIn(options.text('replica-assignment'));
  for (const topic of existingTopics(options, topicsView(cluster).names)) {
    cluster.createPartitions(topic, partitionCount, assignments?.slice(cluster.partitionCount(topic)));
  }
  cluster.replicate();
}

function remove(options: TopicsOptions, { session: { cluster } }: Context): void {
  for (const topic of existingTopics(options, topicsView(cluster).names)) cluster.deleteTopic(topic);
}

function configsIn(pairs: readonly string[]): Record<string, string> {
  const split = pairs.map((pair) => pair.split(/\s*=\s*/).map((part) => part.trim()));
  if (split.every((parts) => parts.length === 2)) return Object.fromEntries(split);
  throw new ToolError(
    'requirement failed: Invalid topic config: all configs to be added must be in the format "key=val".',
  );
}

function assignmentsIn(text: string | undefined): Assignments | undefined {
  if (text === undefined || text === '') return undefined;
  const assignments = text.split(',').map((partition) => partition.split(':').map((broker) => brokerId(broker.trim())));
  for (const [partition, replicas] of assignments.entries()) {
    const twice = replicas.filter((broker, at) => replicas.indexOf(broker) !== at);
    if (twice.length > 0) {
      throw new ToolError(`Partition replica lists may not contain duplicate entries: ${[...new Set(twice)]}`);
    }
    if (replicas.length === assignments[0]?.length) continue;
    throw new ToolError(`Partition ${partition} has different replication factor: [${replicas.join(', ')}]`);
  }
  return assignments;
}

function brokerId(text: string): number {
  if (/^[+-]?\d{1,9}$/.test(text)) return Number(text);
  throw new ToolError(`For input string: "${text}"`);
}
