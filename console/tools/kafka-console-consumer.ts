import { type ConsumerRecord, consumerSettings, type Isolation, KafkaError, type TopicPartition } from '#kafka';
import type { Context } from '../command.ts';
import { formatRecord } from '../print/records.ts';
import { LONGEST_MS } from '../words/clock.ts';
import { type Flag, OptionError, type Options } from './options.ts';
import { commandOf } from './run-tool.ts';
import { ToolError } from './tool-error.ts';

const flags = [
  { name: 'topic', value: 'name', doc: 'what to read' },
  { name: 'include', value: 'regex', doc: 'what to read, as a regular expression' },
  { name: 'from-beginning', doc: 'from the first record, where the group has committed nothing; else only new ones' },
  { name: 'group', value: 'id', doc: 'reads as a member of that group, and commits' },
  { name: 'max-messages', value: 'number', doc: 'ends after so many records' },
  { name: 'timeout-ms', value: 'ms', doc: 'waits so long for the next record, on the virtual clock' },
  { name: 'partition', value: 'number', doc: 'only that partition, without a group' },
  { name: 'offset', value: 'offset', doc: 'with --partition: from there; or earliest, or latest' },
  {
    name: 'formatter-property',
    value: 'name=value',
    doc: 'what is printed: print.key, print.partition, print.offset, key.separator ...',
  },
  { name: 'property', value: 'name=value', doc: 'the older name of --formatter-property' },
  { name: 'command-property', value: 'name=value', doc: 'a setting of the consumer, such as enable.auto.commit=false' },
  { name: 'consumer-property', value: 'name=value', doc: 'the older name of --command-property' },
  { name: 'isolation-level', value: 'level', doc: 'read_committed or read_uncommitted' },
  { name: 'skip-message-on-error', doc: 'accepted, and of no consequence' },
  { name: 'formatter', value: 'class', doc: 'accepted; records are always printed by the default formatter' },
  { name: 'key-deserializer', value: 'class', doc: 'accepted; keys are text' },
  { name: 'value-deserializer', value: 'class', doc: 'accepted; values are text' },
] as const satisfies readonly Flag[];

type ConsumerOptions = Options<(typeof flags)[number]['name']>;

/** `kafka-console-consumer.sh` (ConsoleConsumer). */
export const kafkaConsoleConsumer = commandOf({
  name: 'kafka-console-consumer',
  summary: 'prints the records of a topic',
  usage: [
    'kafka-console-consumer.sh --topic orders --from-beginning',
    'kafka-console-consumer.sh --topic orders --group billing --max-messages 3',
    'kafka-console-consumer.sh --topic orders --from-beginning --formatter-property print.key=true ...',
    'kafka-console-consumer.sh --topic orders --partition 0 --offset 5',
  ],
  flags,
  notes: [
    'A real one waits for more records until Ctrl-C. Nothing happens here while you cannot type, so this one ends when it',
    'has read what there is; with --group it commits then, and leaves the group.',
    'Without --group it takes part in a group of a random name, and commits nothing.',
    'To keep a consumer running, use the words join and poll.',
  ],
  check,
  work,
  failed: (message, { err }) => {
    err(`${message}\n`);
    return 1;
  },
});

const newName = { property: 'formatter-property', 'consumer-property': 'command-property' } as const;

function check(options: ConsumerOptions): void {
  if (options.has('topic') === options.has('include')) {
    throw new OptionError('Exactly one of --include/--topic is required. ');
  }
  if (options.has('partition')) checkPartition(options);
  else if (options.has('offset')) throw new OptionError('The partition is required when offset is specified.');
  const groups = groupIds(options);
  if (groups.length > 1) {
    throw new OptionError(
      "The group ids provided in different places (directly using '--group', via '--consumer-property', or via '--consumer.config') do not match. " +
        `Detected group ids: ${groups.map((group) => `'${group}'`).join(', ')}`,
    );
  }
  if (groups.length > 0 && options.has('partition')) {
    throw new OptionError('Options group and partition cannot be specified together.');
  }
  const reset = properties(options)['auto.offset.reset'];
  if (options.has('from-beginning') && reset !== undefined && reset !== 'earliest') {
    throw new OptionError(
      `Can't simultaneously specify --from-beginning and 'auto.offset.reset=${reset}', please remove one option`,
    );
  }
}

function checkPartition(options: ConsumerOptions): void {
  if (!options.has('topic')) throw new OptionError('The topic is required when partition is specified.');
  if (options.has('from-beginning') && options.has('offset')) {
    throw new OptionError('Options from-beginning and offset cannot be specified together.');
  }
  options.integer('partition');
  const offset = options.text('offset') ?? 'latest';
  if (/^(?:earliest|latest|\+?\d{1,18})$/i.test(offset)) return;
  throw new OptionError(
    `The provided offset value '${offset}' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long.`,
  );
}

function properties(options: ConsumerOptions): Readonly<Record<string, string>> {
  return { ...options.properties('consumer-property'), ...options.properties('command-property') };
}

function groupIds(options: ConsumerOptions): readonly string[] {
  const inProperties = properties(options)['group.id'];
  return [...new Set([...options.all('group'), ...(inProperties === undefined ? [] : [inProperties])])];
}

function work(options: ConsumerOptions, context: Context): number {
  const limit = options.integer('max-messages') ?? -1;
  const maxMessages = limit < 0 ? Number.POSITIVE_INFINITY : limit;
  for (const old of ['property', 'consumer-property'] as const) {
    if (options.has(old))
      context.err(
        `Warning: --${old} is deprecated and will be removed in a future version. Use --${newName[old]} instead.\n`,
      );
  }
  const partition = options.integer('partition');
  const topics = topicsIn(options, context);
  const isMissing = topics.length === 0;
  if (isMissing) context.err(missingTopic(options));
  let count = 0;
  const print = (records: readonly ConsumerRecord[]) => {
    const formatting = { ...options.properties('property'), ...options.properties('formatter-property') };
    for (const record of records) context.out(formatRecord(record, formatting));
    count += records.length;
  };
  if (partition === undefined && !isMissing) readAsMember(options, topics, { context, maxMessages, print });
  else if (!isMissing)
    print(readPartition(options, { topic: topics[0]!, partition: partition! }, maxMessages, context));
  context.err(`Processed a total of ${count} messages\n`);
  return isMissing ? 1 : 0;
}

function topicsIn(options: ConsumerOptions, { session }: Context): readonly string[] {
  const existing = [...session.cluster.controller.topics.keys()];
  const topic = options.text('topic');
  if (topic !== undefined) return existing.filter((name) => name === topic);
  const include = options.text('include') ?? '';
  try {
    const isWanted = new RegExp(`^(?:${include})$`, 'u');
    return existing.filter((name) => isWanted.test(name));
  } catch {
    throw new ToolError(`${include} is an invalid regex.`);
  }
}

function missingTopic(options: ConsumerOptions): string {
  const topic = options.text('topic');
  if (topic === undefined) return '';
  return (
    'WARN [Consumer clientId=console-consumer] The metadata response from the cluster reported a recoverable issue: ' +
    `{${topic}=UNKNOWN_TOPIC_OR_PARTITION} (org.apache.kafka.clients.NetworkClient)\n`
  );
}

interface Reading {
  readonly context: Context;
  readonly maxMessages: number;
  readonly print: (records: readonly ConsumerRecord[]) => void;
}

/** Joins the group, reads until nothing is left, and leaves; whatever was printed is committed if the consumer does so. */
function readAsMember(
  options: ConsumerOptions,
  topics: readonly string[],
  { context, maxMessages, print }: Reading,
): void {
  const { player, cluster } = context.session;
  const [groupId] = groupIds(options);
  const group = groupId ?? randomGroup(context);
  const memberId = freeName(group, context);
  const step = { group, memberId } as const;
  raise(player.perform({ do: 'join', ...step, topics, settings: settingsIn(options, groupId !== undefined) }));
  let left = maxMessages;
  const wait = Math.min(options.integer('timeout-ms', 64) ?? 0, LONGEST_MS);
  for (let hasWaited = wait <= 0; left > 0; ) {
    const outcome = player.perform({ do: 'poll', ...step, max: Math.min(left, 500) });
    const records = outcome.records ?? [];
    print(records);
    left -= records.length;
    if (outcome.error !== undefined) context.err(`${outcome.error.message}\n`);
    if (outcome.error !== undefined || (records.length === 0 && hasWaited)) break;
    if (records.length > 0) continue;
    cluster.advance(wait);
    hasWaited = true;
  }
  player.perform({ do: 'leave', ...step });
}

function raise({ error }: { readonly error?: { readonly code: string; readonly message: string } }): void {
  if (error !== undefined) throw new KafkaError(error.code, error.message);
}

/** A group that nobody will use again; the same ones in every session. */
function randomGroup({ session }: Context): string {
  return `console-consumer-${Math.floor(session.cluster.random() * 100_000)}`;
}

/** Kafka lets any number of clients have the same id; the model tells them apart by it. */
function freeName(group: string, { session }: Context): string {
  const names = new Set(
    session.cluster.groups
      .get(group)
      ?.describe()
      .members.map(({ client }) => client),
  );
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'console-consumer' : `console-consumer-${number}`;
    if (!names.has(name)) return name;
  }
}

function settingsIn(options: ConsumerOptions, hasGroup: boolean): Record<string, string | boolean> {
  const isolation = options.text('isolation-level');
  const settings = {
    'auto.offset.reset': options.has('from-beginning') ? 'earliest' : 'latest',
    'enable.auto.commit': hasGroup,
    ...properties(options),
    ...(isolation !== undefined && { 'isolation.level': isolation }),
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => Object.hasOwn(consumerSettings, name) && name !== 'group.id'),
  );
}

/** Reads one partition without a group. */
function readPartition(
  options: ConsumerOptions,
  tp: TopicPartition,
  maxRecords: number,
  { session }: Context,
): readonly ConsumerRecord[] {
  const partition = session.cluster.partition(tp);
  const { log } = partition.reachableLeader();
  const isolation = isolationOf(options);
  const end = isolation === 'read_committed' ? log.lastStableOffset : log.highWatermark;
  const from = (options.text('offset') ?? (options.has('from-beginning') ? 'earliest' : 'latest')).toLowerCase();
  const wanted = from === 'earliest' ? log.logStartOffset : from === 'latest' ? end : Number(from);
  const isInRange = wanted >= log.logStartOffset && wanted <= log.logEndOffset;
  const position = isInRange ? wanted : options.has('from-beginning') ? log.logStartOffset : end;
  return partition.read(position, { isolation, maxRecords }).records;
}

function isolationOf(options: ConsumerOptions): Isolation {
  const level = options.text('isolation-level') ?? properties(options)['isolation.level'] ?? 'read_uncommitted';
  if (level === 'read_committed' || level === 'read_uncommitted') return level;
  throw new ToolError(
    `Invalid value ${level} for configuration isolation.level: String must be one of: read_committed, read_uncommitted`,
  );
}
