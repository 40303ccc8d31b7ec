import { KafkaError } from '../errors.ts';
import { brokerValues } from '../settings/broker-settings.ts';
import { producerValues } from '../settings/producer-settings.ts';
import { topicValues } from '../settings/topic-settings.ts';
import { checkTopicName } from '../topic-name.ts';
import type { ClusterDesign, GroupDesign, ProducerDesign, TopicDesign } from './design.ts';
import { shapeProblems } from './design-shape.ts';
import type { UseCase } from './use-case.ts';

/** Why a design cannot even be started. `where` is the place in the design, such as `topics[0].partitions`. */
export interface DesignProblem {
  readonly where: string;
  /** Kafka's name for it; INVALID_REQUEST where a design has not the shape of one. */
  readonly error: string;
  readonly message: string;
}

type Report = (where: string, error: string, message: string) => void;

/** More would only make the simulation slow; a cluster that needs them is not this exercise's. */
const most = { brokers: 12, partitions: 200, members: 100 };

/**
 * What brokers and clients would refuse, and what the use case cannot do without. Takes whatever a student wrote; a design without
 * problems can be simulated.
 */
export function validateDesign(design: unknown, useCase: UseCase): readonly DesignProblem[] {
  const shape = shapeProblems(design);
  if (shape.length > 0) return shape;
  const problems: DesignProblem[] = [];
  const report: Report = (where, error, message) => void problems.push({ where, error, message });
  const { cluster, topics, producers, groups } = design as ClusterDesign;
  checkBrokers(report, cluster.brokers);
  for (const [n, topic] of topics.entries()) checkTopic(report, `topics[${n}]`, topic, cluster.brokers);
  reportRepeated(
    report,
    'topics',
    topics.map(({ name }) => name),
    'TOPIC_ALREADY_EXISTS',
  );
  for (const [n, producer] of producers.entries()) checkProducer(report, `producers[${n}]`, producer, topics, useCase);
  checkStreams(report, producers, useCase);
  for (const [n, group] of groups.entries()) checkGroup(report, `groups[${n}]`, group, topics);
  reportRepeated(
    report,
    'groups',
    groups.map((group) => group['group.id']),
    'INVALID_GROUP_ID',
  );
  checkNeededGroups(report, design as ClusterDesign, useCase);
  return problems;
}

function checkBrokers(report: Report, brokers: number): void {
  atMost(report, 'cluster.brokers', brokers, most.brokers);
  const { 'offsets.topic.replication.factor': needed } = brokerValues({});
  if (brokers >= needed) return;
  const message = `With ${brokers} broker(s) no group can commit: __consumer_offsets has ${needed} replicas (offsets.topic.replication.factor).`;
  report('cluster.brokers', 'INVALID_REPLICATION_FACTOR', message);
}

function checkTopic(report: Report, where: string, topic: TopicDesign, brokers: number): void {
  const { name, partitions, 'replication.factor': factor, partitionsLater, ...settings } = topic;
  reportThrown(report, `${where}.name`, () => checkTopicName(name));
  reportThrown(report, where, () => topicValues(settings));
  atMost(report, `${where}.partitions`, partitions, most.partitions);
  if (factor > brokers) {
    const message = `replication.factor is ${factor}, but the cluster has ${brokers} broker(s): each replica needs a broker of its own.`;
    report(`${where}.replication.factor`, 'INVALID_REPLICATION_FACTOR', message);
  }
  if (partitionsLater === undefined) return;
  atMost(report, `${where}.partitionsLater`, partitionsLater, most.partitions);
  if (partitionsLater < partitions) {
    const message = `${name} cannot go from ${partitions} to ${partitionsLater} partitions: the count can only be raised.`;
    report(`${where}.partitionsLater`, 'INVALID_PARTITIONS', message);
  }
}

function checkProducer(
  report: Report,
  where: string,
  producer: ProducerDesign,
  topics: readonly TopicDesign[],
  useCase: UseCase,
): void {
  const { stream, topic, key, ...settings } = producer;
  reportThrown(report, where, () => producerValues(settings));
  if (!topics.some(({ name }) => name === topic))
    report(`${where}.topic`, 'UNKNOWN_TOPIC_OR_PARTITION', noTopic(topic, topics));
  if (stream !== useCase.stream) {
    report(
      `${where}.stream`,
      'INVALID_REQUEST',
      `There is no stream '${stream}' here: the stream is '${useCase.stream}'.`,
    );
  }
  if (key !== null && !useCase.fields.includes(key)) {
    const message = `An event of ${useCase.stream} has no field '${key}': choose ${useCase.fields.join(', ')} or null.`;
    report(`${where}.key`, 'INVALID_REQUEST', message);
  }
}

function checkStreams(report: Report, producers: readonly ProducerDesign[], { stream }: UseCase): void {
  const count = producers.filter((producer) => producer.stream === stream).length;
  if (count !== 1)
    report('producers', 'INVALID_REQUEST', `The stream '${stream}' needs one producer, and has ${count}.`);
}

function checkGroup(report: Report, where: string, group: GroupDesign, topics: readonly TopicDesign[]): void {
  atMost(report, `${where}.members`, group.members, most.members);
  if (group['group.id'] === '')
    report(`${where}.group.id`, 'INVALID_GROUP_ID', 'A group needs a name that is not empty.');
  for (const topic of group.topics) {
    if (!topics.some(({ name }) => name === topic))
      report(`${where}.topics`, 'UNKNOWN_TOPIC_OR_PARTITION', noTopic(topic, topics));
  }
}

function checkNeededGroups(report: Report, { groups, producers }: ClusterDesign, useCase: UseCase): void {
  const topic = producers.find(({ stream }) => stream === useCase.stream)?.topic;
  for (const { groupId, purpose } of useCase.groups) {
    const group = groups.find((each) => each['group.id'] === groupId);
    if (group === undefined) {
      report('groups', 'GROUP_ID_NOT_FOUND', `The group '${groupId}', which ${purpose}, is missing.`);
    } else if (topic !== undefined && !group.topics.includes(topic)) {
      report('groups', 'INVALID_REQUEST', `The group '${groupId}' has to read ${topic}, where ${useCase.stream} goes.`);
    }
  }
}

function atMost(report: Report, where: string, count: number, limit: number): void {
  if (count > limit) report(where, 'POLICY_VIOLATION', `${count} is more than the simulation takes: at most ${limit}.`);
}

function reportRepeated(report: Report, where: string, names: readonly string[], error: string): void {
  const repeated = names.find((name, n) => names.indexOf(name) !== n);
  if (repeated !== undefined) report(where, error, `There are two of the name '${repeated}'.`);
}

function reportThrown(report: Report, where: string, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    report(where, error.code, error.message);
  }
}

function noTopic(topic: string, topics: readonly TopicDesign[]): string {
  const names = topics.map(({ name }) => name).join(', ') || 'none';
  return `There is no topic '${topic}'; the design's topics: ${names}.`;
}
