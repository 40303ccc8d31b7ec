import type { ClusterDesign, GroupDesign, ProducerDesign, TopicDesign } from './design.ts';

const hourMs = 3_600_000;

/** A design in which nothing is left to defaults. */
export interface CompleteDesign {
  readonly cluster: { readonly brokers: number };
  readonly topics: readonly CompleteTopic[];
  readonly producers: readonly CompleteProducer[];
  readonly groups: readonly CompleteGroup[];
}

export type CompleteTopic = Required<Omit<TopicDesign, 'partitionsLater' | 'cleanup.policy'>> &
  Pick<TopicDesign, 'partitionsLater'> & { readonly 'cleanup.policy': 'delete' | 'compact' | 'compact,delete' };
export type CompleteProducer = Required<Omit<ProducerDesign, 'acks'>> & { readonly acks: '0' | '1' | 'all' };
export type CompleteGroup = Required<GroupDesign>;

/** Fills in Kafka 4.x's defaults; what has two names goes by one. */
export function withDefaults(design: ClusterDesign): CompleteDesign {
  return {
    cluster: design.cluster,
    topics: design.topics.map(completeTopic),
    producers: design.producers.map(completeProducer),
    groups: design.groups.map(completeGroup),
  };
}

function completeTopic(topic: TopicDesign): CompleteTopic {
  const { 'cleanup.policy': policy = 'delete' } = topic;
  return {
    'min.insync.replicas': 1,
    'retention.ms': 7 * 24 * hourMs,
    'segment.ms': 7 * 24 * hourMs,
    'delete.retention.ms': 24 * hourMs,
    'unclean.leader.election.enable': false,
    ...definedIn(topic),
    'cleanup.policy': policy === 'delete,compact' ? 'compact,delete' : policy,
  };
}

/** A topic's settings, and nothing that is none: its name, and how many partitions and replicas it has. */
export function settingsOf(topic: TopicDesign) {
  const { name, partitions, partitionsLater, 'replication.factor': factor, ...settings } = topic;
  return settings;
}

/** acks other than all, or no retries, switch idempotence off without a word (ProducerConfig.postProcessAndValidateIdempotenceConfigs). */
function completeProducer(producer: ProducerDesign): CompleteProducer {
  const { retries = 2_147_483_647 } = producer;
  const acks = producer.acks === undefined || producer.acks === '-1' ? 'all' : producer.acks;
  return {
    'max.in.flight.requests.per.connection': 5,
    'enable.idempotence': acks === 'all' && retries > 0,
    ...definedIn(producer),
    acks,
    retries,
  };
}

function completeGroup(group: GroupDesign): CompleteGroup {
  return {
    type: 'consumer',
    commit: 'after-processing',
    effects: 'plain',
    'auto.offset.reset': 'latest',
    ...definedIn(group),
  };
}

/** A field that is there but undefined is as good as left out. */
function definedIn<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
