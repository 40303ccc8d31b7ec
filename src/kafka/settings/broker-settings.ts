import { boolean, type Given, int, list, long, type ValuesOf, valuesOf } from './setting.ts';
import { topicSettings } from './topic-settings.ts';

/**
 * The settings of a broker that have to do with records, groups and elections, with Kafka 4.x's defaults (KafkaConfig). Those that
 * are a topic's defaults come from the topic's, under the broker's names.
 */
export const brokerSettings = {
  'auto.create.topics.enable': boolean(true, 'Whether a topic that is not there is created when somebody asks for it.'),
  'auto.leader.rebalance.enable': boolean(true, 'Whether preferred leaders get their leadership back.'),
  'broker.heartbeat.interval.ms': int(2000, {}, 'How often a broker tells the controller that it lives.'),
  'broker.session.timeout.ms': int(9000, {}, 'After what time without a heartbeat the controller fences a broker.'),
  'compression.type': topicSettings['compression.type'],
  'default.replication.factor': int(
    1,
    { atLeast: 1 },
    'How many replicas a topic gets that is created without a number.',
  ),
  'group.consumer.assignors': list<string>('uniform,range', [], "The coordinator's assignors, the first by default."),
  'group.consumer.heartbeat.interval.ms': int(
    5000,
    { atLeast: 1 },
    'How often members under the newer protocol say that they live.',
  ),
  'group.consumer.session.timeout.ms': int(
    45_000,
    { atLeast: 1 },
    'After what time without a heartbeat such a member counts as dead.',
  ),
  'group.initial.rebalance.delay.ms': int(3000, {}, 'How long an empty group waits for more members.'),
  'group.max.session.timeout.ms': int(1_800_000, {}, 'The longest session timeout a member may ask for.'),
  'group.min.session.timeout.ms': int(6000, {}, 'The shortest session timeout a member may ask for.'),
  'leader.imbalance.check.interval.seconds': long(300, { atLeast: 1 }, 'How often preferred leaders are elected.'),
  'log.cleaner.backoff.ms': long(
    15_000,
    { atLeast: 0 },
    'How long the cleaner sleeps when nothing is to be compacted.',
  ),
  'log.cleaner.delete.retention.ms': topicSettings['delete.retention.ms'],
  'log.cleaner.max.compaction.lag.ms': topicSettings['max.compaction.lag.ms'],
  'log.cleaner.min.cleanable.ratio': topicSettings['min.cleanable.dirty.ratio'],
  'log.cleaner.min.compaction.lag.ms': topicSettings['min.compaction.lag.ms'],
  'log.cleanup.policy': topicSettings['cleanup.policy'],
  'log.flush.interval.messages': topicSettings['flush.messages'],
  'log.flush.scheduler.interval.ms': topicSettings['flush.ms'],
  'log.message.timestamp.after.max.ms': topicSettings['message.timestamp.after.max.ms'],
  'log.message.timestamp.before.max.ms': topicSettings['message.timestamp.before.max.ms'],
  'log.message.timestamp.type': topicSettings['message.timestamp.type'],
  'log.retention.bytes': topicSettings['retention.bytes'],
  'log.retention.check.interval.ms': long(300_000, { atLeast: 1 }, 'How often segments are looked at for retention.'),
  'log.retention.hours': int(168, {}, 'How long records are kept, in hours; log.retention.ms says it more exactly.'),
  'log.roll.hours': int(168, { atLeast: 1 }, 'How old a segment may be, in hours; log.roll.ms says it more exactly.'),
  'log.segment.bytes': topicSettings['segment.bytes'],
  'log.segment.delete.delay.ms': topicSettings['file.delete.delay.ms'],
  'message.max.bytes': topicSettings['max.message.bytes'],
  'min.insync.replicas': topicSettings['min.insync.replicas'],
  'num.partitions': int(1, { atLeast: 1 }, 'How many partitions a topic gets that is created without a number.'),
  'offsets.retention.minutes': int(10_080, { atLeast: 1 }, 'How long an empty group keeps its committed offsets.'),
  'offsets.topic.num.partitions': int(50, { atLeast: 1 }, 'How many partitions the topic of committed offsets has.'),
  'offsets.topic.replication.factor': int(3, { atLeast: 1 }, 'How many replicas the topic of committed offsets has.'),
  'producer.id.expiration.ms': int(
    86_400_000,
    { atLeast: 1 },
    'After what time of silence a producer id is forgotten.',
  ),
  'replica.lag.time.max.ms': long(30_000, {}, 'How long a follower may lag before it leaves the ISR.'),
  'transaction.max.timeout.ms': int(900_000, { atLeast: 1 }, 'The longest transaction timeout a producer may ask for.'),
  'transaction.state.log.min.isr': int(2, { atLeast: 1 }, 'min.insync.replicas of the topic of transactions.'),
  'transaction.state.log.num.partitions': int(50, { atLeast: 1 }, 'How many partitions the topic of transactions has.'),
  'transaction.state.log.replication.factor': int(
    3,
    { atLeast: 1 },
    'How many replicas the topic of transactions has.',
  ),
  'unclean.leader.election.enable': topicSettings['unclean.leader.election.enable'],
  'unclean.leader.election.interval.ms': long(
    300_000,
    { atLeast: 1 },
    'How often partitions without a leader get one from outside the ISR, where the topic allows it.',
  ),
};

/** What a broker's settings come to. */
export type BrokerValues = ValuesOf<typeof brokerSettings>;

/** A broker's settings as given, with defaults for the rest. Throws INVALID_CONFIG with Kafka's sentence. */
export function brokerValues(given: Given): BrokerValues {
  return valuesOf(brokerSettings, given);
}
