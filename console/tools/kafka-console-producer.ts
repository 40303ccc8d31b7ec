import { type Producer, producerSettings } from '#kafka';
import type { Context, Conversation } from '../command.ts';
import { RecordReader, RecordReaderError } from '../print/record-reader.ts';
import { javaError, showError } from './java-errors.ts';
import type { Flag, Options } from './options.ts';
import { commandOf } from './run-tool.ts';

const flags = [
  { name: 'topic', value: 'name', doc: 'where the records go' },
  {
    name: 'reader-property',
    value: 'name=value',
    doc: 'how lines are read: parse.key, key.separator, parse.headers, null.marker ...',
  },
  { name: 'property', value: 'name=value', doc: 'the older name of --reader-property' },
  { name: 'command-property', value: 'name=value', doc: 'a setting of the producer, such as enable.idempotence=false' },
  { name: 'producer-property', value: 'name=value', doc: 'the older name of --command-property' },
  { name: 'request-required-acks', value: 'acks', doc: '0, 1 or all; all without it' },
  { name: 'message-send-max-retries', value: 'number', doc: 'how often a record is tried again; 3 without it' },
  { name: 'batch-size', value: 'bytes', doc: 'how large a batch may be' },
  { name: 'max-partition-memory-bytes', value: 'bytes', doc: 'the same' },
  { name: 'sync', doc: 'stops at the first record that is refused' },
  { name: 'compression-codec', value: 'codec', isOptional: true, doc: 'accepted, and of no consequence' },
  { name: 'timeout', value: 'ms', doc: 'accepted, and of no consequence' },
  { name: 'request-timeout-ms', value: 'ms', doc: 'accepted, and of no consequence' },
  { name: 'retry-backoff-ms', value: 'ms', doc: 'accepted, and of no consequence' },
  { name: 'max-block-ms', value: 'ms', doc: 'accepted, and of no consequence' },
  { name: 'metadata-expiry-ms', value: 'ms', doc: 'accepted, and of no consequence' },
  { name: 'max-memory-bytes', value: 'bytes', doc: 'accepted, and of no consequence' },
  { name: 'socket-buffer-size', value: 'bytes', doc: 'accepted, and of no consequence' },
] as const satisfies readonly Flag[];

type ProducerOptions = Options<(typeof flags)[number]['name']>;

/** `kafka-console-producer.sh` (ConsoleProducer). */
export const kafkaConsoleProducer = commandOf({
  name: 'kafka-console-producer',
  summary: 'sends a record for each line',
  usage: [
    'kafka-console-producer.sh --topic orders',
    'kafka-console-producer.sh --topic orders --reader-property parse.key=true --reader-property key.separator=:',
    "echo 'user1:placed' | kafka-console-producer.sh --topic orders --reader-property parse.key=true ...",
  ],
  flags,
  notes: [
    'At a prompt it reads lines after its own ">" until an empty line, Ctrl-D or Ctrl-C; the next kafka- command ends it too.',
    'A topic that is not there is an error: this cluster has auto.create.topics.enable=false.',
    'Lines typed in one go are sent at the same moment of the virtual clock.',
  ],
  check: (options) => options.require('topic'),
  work,
  failed: (message, { err }) => {
    err(`${message}\n`);
    return 1;
  },
});

function work(options: ProducerOptions, context: Context): number | Conversation {
  const { session, input, err } = context;
  const reader = readerFor(options);
  if (typeof reader === 'string') {
    err(`org.apache.kafka.common.KafkaException: ${reader}\n`);
    return 1;
  }
  for (const old of ['property', 'producer-property'] as const) {
    if (options.has(old))
      err(`Warning: --${old} is deprecated and will be removed in a future version. Use --${newName[old]} instead.\n`);
  }
  const producer = session.player.openProducer(nextName(context), settingsIn(options));
  const conversation = sending(options, reader, producer, context);
  if (input === undefined) return conversation;
  for (const line of input) {
    const ended = conversation.line(line);
    if (ended !== undefined) return ended;
  }
  return conversation.end();
}

const newName = { property: 'reader-property', 'producer-property': 'command-property' } as const;

/** Two properties that contradict each other are told as a sentence. */
function readerFor(options: ProducerOptions): RecordReader | string {
  try {
    return new RecordReader({ ...options.properties('property'), ...options.properties('reader-property') });
  } catch (error) {
    if (error instanceof RecordReaderError) return error.message;
    throw error;
  }
}

function nextName({ session }: Context): string {
  return `console-producer-${session.player.producerCount + 1}`;
}

/** Flags win over properties; where neither says anything, the console producer's own defaults are not always the producer's. */
function settingsIn(options: ProducerOptions): Record<string, string | number> {
  const properties = { ...options.properties('producer-property'), ...options.properties('command-property') };
  const batchSize = options.integer('max-partition-memory-bytes') ?? options.integer('batch-size');
  const retries = options.integer('message-send-max-retries');
  const acks = options.text('request-required-acks');
  const settings = {
    retries: 3,
    ...properties,
    ...(acks !== undefined && { acks }),
    ...(retries !== undefined && { retries }),
    ...(batchSize !== undefined && { 'batch.size': batchSize }),
  };
  return Object.fromEntries(Object.entries(settings).filter(([name]) => Object.hasOwn(producerSettings, name)));
}

function sending(options: ProducerOptions, reader: RecordReader, producer: Producer, context: Context): Conversation {
  const topic = options.text('topic') ?? '';
  const { session, err } = context;
  let waiting = 0;
  const line = (text: string): number | undefined => {
    try {
      const record = reader.read(text);
      const { nowMs: timestamp } = session.cluster;
      const { error } = session.player.watch(() => {
        if (producer.send({ topic, ...record, timestamp }).status === 'waiting') waiting++;
        return undefined;
      });
      if (error === undefined) return undefined;
      err(refusal(topic, record, error));
      return options.has('sync') ? 1 : undefined;
    } catch (error) {
      if (!(error instanceof RecordReaderError)) throw error;
      err(`org.apache.kafka.common.KafkaException: ${error.message}\n`);
      return 1;
    }
  };
  const end = (): number => {
    if (waiting > 0) err(waitingNote(waiting));
    return 0;
  };
  return { prompt: '>', line, end };
}

/** What the producer's log says of a record that was refused (ErrorLoggingCallback). */
function refusal(
  topic: string,
  { key, value }: { key: string | null; value: string | null },
  error: { code: string; message: string },
): string {
  const size = (text: string | null) => (text === null ? 'null' : `${Buffer.byteLength(text)} bytes`);
  const what = `ERROR Error when sending message to topic ${topic} with key: ${size(key)}, value: ${size(value)} with error:`;
  return `${what} (org.apache.kafka.clients.producer.internals.ErrorLoggingCallback)\n${showError(whyRefused(topic, error))}\n`;
}

function whyRefused(topic: string, { code, message }: { code: string; message: string }) {
  const timeout = 'org.apache.kafka.common.errors.TimeoutException';
  if (code === 'UNKNOWN_TOPIC_OR_PARTITION') {
    return { className: timeout, message: `Topic ${topic} not present in metadata after 60000 ms.` };
  }
  if (code === 'LEADER_NOT_AVAILABLE' || code === 'NETWORK_EXCEPTION') {
    return {
      className: timeout,
      message: `Expiring 1 record(s): 120000 ms has passed since batch creation. ${message}`,
    };
  }
  if (code === 'INVALID_RECORD') return { className: 'org.apache.kafka.common.InvalidRecordException', message };
  return javaError(code, message);
}

function waitingNote(count: number): string {
  const records = count === 1 ? 'record is' : 'records are';
  return `${count} ${records} on the leader but not acknowledged: an in-sync replica does not fetch. Let it go on, or let time pass: advance 30s\n`;
}
