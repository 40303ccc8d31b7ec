import {
  type Cluster,
  type ConsumerGroup,
  comparePartitions,
  durationMs,
  nameOf,
  type Offset,
  type PartitionLog,
  PartitionMap,
  type TopicPartition,
} from '#kafka';
import type { Context } from '../command.ts';
import { column, row, widest } from '../print/printf.ts';
import { leaderLog } from './cluster-views.ts';
import type { GroupsOptions } from './groups-report.ts';
import { OptionError } from './options.ts';
import { ToolError } from './tool-error.ts';

/** Where a group is to go on in each partition. */
export type ResetPlan = readonly (TopicPartition & { readonly offset: Offset })[];

/** The ways to say where to. */
export const resetScenarios = [
  'to-offset',
  'shift-by',
  'to-datetime',
  'by-duration',
  'to-earliest',
  'to-latest',
  'to-current',
  'from-file',
] as const;

/** What `--reset-offsets` would commit for a group. Throws a ToolError or an OptionError. */
export function planReset(options: GroupsOptions, group: ConsumerGroup | undefined, context: Context): ResetPlan {
  const { cluster } = context.session;
  const partitions = partitionsToReset(options, group, cluster).toSorted(comparePartitions);
  const logs = partitions.map((tp) => leaderLog(cluster, tp) ?? refuse(partitions, cluster));
  const offsetOf = scenarioOf(options, group, context);
  return partitions.map((tp, at) => ({ topic: tp.topic, partition: tp.partition, offset: offsetOf(tp, logs[at]!) }));
}

/** The plan of each group as Kafka prints it (GroupOffsetsResetter.printOffsetsToReset). */
export function showPlans(plans: ReadonlyMap<string, ResetPlan>): string {
  const topics = new Set<string>();
  for (const plan of plans.values()) for (const { topic } of plan) topics.add(topic);
  const widths = [widest(15, [...plans.keys()], (group) => group), widest(15, [...topics], (topic) => topic), 10];
  const narrow = column(10);
  const cells: (string | number)[] = [`\n${row(['GROUP', 'TOPIC', 'PARTITION', 'NEW-OFFSET'], widths)}`];
  for (const [group, plan] of plans) {
    const topicCells = new Map([...topics].map((topic) => [topic, `\n${row([group, topic], widths)} `]));
    for (const { topic, partition, offset } of plan) cells.push(topicCells.get(topic)!, narrow(partition), offset);
  }
  return `${cells.join('')}\n`;
}

/** The plans as CSV: `topic,partition,offset`, with the group first if there are several. */
export function exportPlans(plans: ReadonlyMap<string, ResetPlan>): string {
  const lines = [...plans].flatMap(([group, plan]) =>
    plan.map(
      ({ topic, partition, offset }) => `${plans.size === 1 ? '' : `"${group}",`}"${topic}",${partition},${offset}\n`,
    ),
  );
  return `${lines.join('')}\n`;
}

function partitionsToReset(
  options: GroupsOptions,
  group: ConsumerGroup | undefined,
  cluster: Cluster,
): readonly TopicPartition[] {
  if (options.has('all-topics')) {
    return group?.coordinator.committed.all() ?? [];
  }
  if (options.has('topic')) return partitionsNamed(options.all('topic'), cluster);
  throw new OptionError('One of the reset scopes should be defined: --all-topics, --topic.');
}

/** Partitions as `--topic` names them: `orders` for all of a topic, `orders:0,1` for some. Throws a ToolError. */
export function partitionsNamed(names: readonly string[], cluster: Cluster): TopicPartition[] {
  const named = names.flatMap((name) => {
    if (!name.includes(':')) {
      if (!cluster.controller.topics.has(name)) throw new ToolError('This server does not host this topic-partition.');
      return Array.from({ length: cluster.partitionCount(name) }, (_, partition) => ({ topic: name, partition }));
    }
    const [topic = '', numbers = '', ...more] = name.split(':');
    if (more.length > 0 || numbers === '') {
      throw new OptionError(`Invalid topic arg '${name}', expected topic name and partitions`);
    }
    return numbers.split(',').map((number) => ({ topic, partition: partitionNumber(number, name) }));
  });
  const mayRepeat = new Set(names).size < names.length || names.some((name) => name.includes(':'));
  return mayRepeat ? distinct(named) : named;
}

function distinct(partitions: readonly TopicPartition[]): TopicPartition[] {
  const seen = new PartitionMap<TopicPartition>();
  return partitions.filter((tp) => {
    const isNew = !seen.has(tp);
    if (isNew) seen.set(tp, tp);
    return isNew;
  });
}

function partitionNumber(text: string, name: string): number {
  if (/^\+?\d{1,9}$/.test(text)) return Number(text);
  throw new OptionError(`Invalid partition '${text}' specified in topic arg '${name}''`);
}

/** Throws a ToolError that says which of these partitions cannot be asked, and why. */
function refuse(partitions: readonly TopicPartition[], cluster: Cluster): never {
  const { topics } = cluster.controller;
  const unknown = partitions.filter(({ topic, partition }) => topics.get(topic)?.partitions[partition] === undefined);
  if (unknown.length > 0) throw new ToolError(`The partitions "${unknown.map(nameOf)}" do not exist`);
  const headless = partitions.filter((tp) => leaderLog(cluster, tp) === undefined);
  throw new ToolError(`The partitions "${headless.map(nameOf)}" have no leader`);
}

function scenarioOf(
  options: GroupsOptions,
  group: ConsumerGroup | undefined,
  context: Context,
): (tp: TopicPartition, log: PartitionLog) => Offset {
  const { cluster } = context.session;
  const offset = options.integer('to-offset', 64);
  const shift = options.integer('shift-by', 64);
  const since = options.has('to-datetime')
    ? datetimeMs(options.text('to-datetime') ?? '')
    : options.has('by-duration')
      ? cluster.nowMs - periodMs(options.text('by-duration') ?? '')
      : undefined;
  if (offset !== undefined) return (tp, log) => inRange(tp, log, offset, context);
  if (options.has('to-earliest')) return (_, log) => log.logStartOffset;
  if (options.has('to-latest')) return (_, log) => log.highWatermark;
  if (shift !== undefined) return (tp, log) => inRange(tp, log, committedBy(group, tp) + shift, context);
  if (since !== undefined) return (tp, log) => firstSince(tp, log, since, context);
  if (options.has('to-current')) return (tp, log) => group?.committed(tp) ?? log.highWatermark;
  if (options.has('from-file'))
    throw new ToolError('This console reads no reset plans from files: name the offsets with --to-offset.');
  throw new OptionError(
    `Option '[reset-offsets]' requires one of the following scenarios: [${resetScenarios.map((name) => `[${name}]`).join(', ')}]`,
  );
}

function committedBy(group: ConsumerGroup | undefined, tp: TopicPartition): Offset {
  const committed = group?.committed(tp) ?? null;
  if (committed !== null) return committed;
  throw new OptionError(`Cannot shift offset for partition ${nameOf(tp)} since there is no current committed offset`);
}

function inRange(
  tp: TopicPartition,
  { logStartOffset, highWatermark }: PartitionLog,
  offset: Offset,
  { err }: Context,
): Offset {
  const warn = (than: string, to: Offset) => {
    err(
      `WARN New offset (${offset}) is ${than} offset for topic partition ${nameOf(tp)}. Value will be set to ${to}.\n`,
    );
    return to;
  };
  if (offset > highWatermark) return warn('higher than latest', highWatermark);
  return offset < logStartOffset ? warn('lower than earliest', logStartOffset) : offset;
}

function firstSince(
  { topic, partition }: TopicPartition,
  log: PartitionLog,
  timestamp: number,
  { out }: Context,
): Offset {
  const found = log.offsetForTimestamp(timestamp);
  if (found !== null && found.offset < log.highWatermark) return found.offset;
  out(`\nWarn: Partition ${partition} from topic ${topic} is empty. Falling back to latest known offset.\n`);
  return log.highWatermark;
}

/** Kafka's `YYYY-MM-DDTHH:mm:SS.sss`, with or without a zone; UTC without one. */
function datetimeMs(text: string): number {
  const isDatetime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,3})?(?:Z|[+-]\d\d:?\d\d)?$/.test(text);
  const ms = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  if (isDatetime && !Number.isNaN(ms)) return ms;
  throw new ToolError(`java.text.ParseException: Unparseable date: "${text}"`);
}

function periodMs(text: string): number {
  const ms = durationMs(text);
  if (ms !== undefined) return ms;
  throw new ToolError('Text cannot be parsed to a Duration');
}
