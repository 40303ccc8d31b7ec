import { consumerSettings } from '../settings/consumer-settings.ts';
import { producerSettings } from '../settings/producer-settings.ts';
import { topicSettings } from '../settings/topic-settings.ts';
import type { DesignProblem } from './validate-design.ts';

/** What a field must be: a test, and its words for the student. */
interface Kind {
  readonly is: (value: unknown) => boolean;
  readonly words: string;
}

type Kinds = Readonly<Record<string, Kind>>;

const text: Kind = { is: (value) => typeof value === 'string', words: 'a string' };
const truth: Kind = { is: (value) => typeof value === 'boolean', words: 'true or false' };
const count: Kind = {
  is: (value) => Number.isInteger(value) && (value as number) >= 1,
  words: 'an integer of at least 1',
};
const integer: Kind = { is: (value) => Number.isSafeInteger(value), words: 'an integer' };
const textOrNull: Kind = { is: (value) => value === null || typeof value === 'string', words: 'a string or null' };
const texts: Kind = {
  is: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  words: 'a list of strings',
};
const oneOf = (...words: string[]): Kind => ({
  is: (value) => words.includes(value as string),
  words: words.map((word) => `'${word}'`).join(' or '),
});
const optional = ({ is, words }: Kind): Kind => ({ is: (value) => value === undefined || is(value), words });

const topic: Kinds = {
  name: text,
  partitions: count,
  'replication.factor': count,
  'min.insync.replicas': optional(count),
  'cleanup.policy': optional(oneOf('delete', 'compact', 'compact,delete', 'delete,compact')),
  'retention.ms': optional(integer),
  'segment.ms': optional(integer),
  'delete.retention.ms': optional(integer),
  'unclean.leader.election.enable': optional(truth),
  partitionsLater: optional(count),
};

const producer: Kinds = {
  stream: text,
  topic: text,
  key: textOrNull,
  acks: optional(oneOf('0', '1', 'all', '-1')),
  'enable.idempotence': optional(truth),
  'max.in.flight.requests.per.connection': optional(count),
  retries: optional(integer),
};

const group: Kinds = {
  'group.id': text,
  topics: texts,
  members: count,
  type: optional(oneOf('consumer', 'share')),
  commit: optional(oneOf('before-processing', 'after-processing')),
  effects: optional(oneOf('plain', 'idempotent', 'transactional')),
  'auto.offset.reset': optional(oneOf('earliest', 'latest')),
};

/**
 * Where a value has not the shape of a ClusterDesign. A field nobody knows counts, as it is a slip of the pen; Kafka's other settings
 * are let through.
 */
export function shapeProblems(design: unknown): DesignProblem[] {
  if (!isRecord(design))
    return [problem('design', 'The design must be an object with cluster, topics, producers and groups.')];
  const { cluster } = design;
  return [
    ...(isRecord(cluster)
      ? fieldProblems(cluster, 'cluster', { brokers: count })
      : [problem('cluster', 'cluster must be an object.')]),
    ...listProblems(design, 'topics', topic, topicSettings),
    ...listProblems(design, 'producers', producer, producerSettings),
    ...listProblems(design, 'groups', group, consumerSettings),
  ];
}

function listProblems(design: Record<string, unknown>, name: string, kinds: Kinds, others: object) {
  const list = design[name];
  if (!Array.isArray(list)) return [problem(name, `${name} must be a list.`)];
  return list.flatMap((item, n) => {
    const where = `${name}[${n}]`;
    return isRecord(item) ? fieldProblems(item, where, kinds, others) : [problem(where, `${where} must be an object.`)];
  });
}

function fieldProblems(fields: Record<string, unknown>, where: string, kinds: Kinds, others = {}): DesignProblem[] {
  const wrong = Object.entries(kinds).filter(([name, kind]) => !kind.is(fields[name]));
  const unknown = Object.keys(fields).filter((name) => !Object.hasOwn({ ...others, ...kinds }, name));
  return [
    ...wrong.map(([name, { words }]) =>
      problem(`${where}.${name}`, `${name} must be ${words}, not ${show(fields[name])}.`),
    ),
    ...unknown.map((name) =>
      problem(`${where}.${name}`, `There is no setting '${name}' here; there are ${Object.keys(kinds).join(', ')}.`),
    ),
  ];
}

function problem(where: string, message: string): DesignProblem {
  return { where, error: 'INVALID_REQUEST', message };
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
