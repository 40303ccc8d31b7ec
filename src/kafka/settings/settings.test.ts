import { describe, expect, it } from 'vitest';
import { brokerValues } from './broker-settings.ts';
import { consumerValues } from './consumer-settings.ts';
import { describeSettings, unknownSettings } from './describe-settings.ts';
import { producerValues } from './producer-settings.ts';
import { topicConfigEntries } from './topic-config-entries.ts';
import { topicValues } from './topic-settings.ts';

/** Sentences and defaults are those that Kafka's own ConfigDef, LogConfig, ProducerConfig and ConsumerConfig give. */
describe('a setting', () => {
  it.each([
    [{ 'retention.ms': '-2' }, 'Invalid value -2 for configuration retention.ms: Value must be at least -1'],
    [{ 'retention.ms': 'week' }, 'Invalid value week for configuration retention.ms: Not a number of type LONG'],
    [{ 'retention.ms': '1.5' }, 'Invalid value 1.5 for configuration retention.ms: Not a number of type LONG'],
    [{ 'min.insync.replicas': '0' }, 'Invalid value 0 for configuration min.insync.replicas: Value must be at least 1'],
    [
      { 'min.insync.replicas': '2147483648' },
      'Invalid value 2147483648 for configuration min.insync.replicas: Not a number of type INT',
    ],
    [{ 'segment.bytes': 1000 }, 'Invalid value 1000 for configuration segment.bytes: Value must be at least 1048576'],
    [
      { 'min.cleanable.dirty.ratio': '1.5' },
      'Invalid value 1.5 for configuration min.cleanable.dirty.ratio: Value must be no more than 1',
    ],
    [
      { 'unclean.leader.election.enable': 'yes' },
      'Invalid value yes for configuration unclean.leader.election.enable: Expected value to be either true or false',
    ],
    [
      { 'cleanup.policy': 'compact,keep' },
      'Invalid value keep for configuration cleanup.policy: String must be one of: compact, delete',
    ],
    [
      { 'compression.gzip.level': '0' },
      'Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1',
    ],
    [{ 'retention.hours': '1' }, 'Unknown topic config name: retention.hours'],
    [
      { 'min.compaction.lag.ms': '10', 'max.compaction.lag.ms': '5' },
      'conflict topic config setting min.compaction.lag.ms (10) > max.compaction.lag.ms (5)',
    ],
  ])('of a topic is refused in the words of Kafka: %j', (given, message) => {
    expect(() => topicValues(given)).toThrow(expect.objectContaining({ code: 'INVALID_CONFIG', message }));
  });

  it('is read as Kafka reads it: blanks around it do not count, nor the case of true and false', () => {
    const values = topicValues({
      'retention.ms': ' 1000 ',
      preallocate: 'TRUE',
      'cleanup.policy': 'compact , delete',
      'max.compaction.lag.ms': '9223372036854775807',
    });
    expect(values).toMatchObject({ 'retention.ms': 1000, preallocate: true, 'cleanup.policy': 'compact,delete' });
    expect(values['max.compaction.lag.ms']).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a producer's settings", () => {
  it('make it idempotent by default, with acks=all', () => {
    expect(producerValues({})).toMatchObject({
      acks: 'all',
      'enable.idempotence': true,
      retries: 2147483647,
      'max.in.flight.requests.per.connection': 5,
      'linger.ms': 5,
    });
  });

  it.each([{ acks: '1' }, { acks: '0' }, { retries: 0 }, { acks: 1, 'max.in.flight.requests.per.connection': 5 }])(
    'switch idempotence off without a word: %j',
    (given) => {
      expect(producerValues(given)['enable.idempotence']).toBe(false);
    },
  );

  it.each([
    [{ acks: 'both' }, 'Invalid value both for configuration acks: String must be one of: all, -1, 0, 1'],
    [
      { acks: '1', 'enable.idempotence': true },
      'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
    ],
    [{ retries: 0, 'enable.idempotence': 'true' }, 'Must set retries to non-zero when using the idempotent producer.'],
    [
      { 'max.in.flight.requests.per.connection': 6 },
      'Must set max.in.flight.requests.per.connection to at most 5 to use the idempotent producer.',
    ],
    [{ 'transactional.id': 't', acks: '1' }, 'Cannot set a transactional.id without also enabling idempotence.'],
    [
      { 'delivery.timeout.ms': 1000 },
      'delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms',
    ],
    [{ 'transactional.id': '' }, 'Invalid value  for configuration transactional.id: String must be non-empty'],
  ])('are refused in the words of Kafka: %j', (given, message) => {
    expect(() => producerValues(given)).toThrow(expect.objectContaining({ message }));
  });

  it('take -1 for all, and leave requests in flight alone where idempotence is off', () => {
    const values = producerValues({
      acks: '-1',
      'enable.idempotence': false,
      'max.in.flight.requests.per.connection': 9,
    });
    expect(values).toMatchObject({ acks: 'all', 'enable.idempotence': false });
  });
});

describe("a consumer's settings", () => {
  it('commit by themselves only in a group', () => {
    expect(consumerValues({ 'group.id': 'g' })['enable.auto.commit']).toBe(true);
    expect(consumerValues({})['enable.auto.commit']).toBe(false);
  });

  it.each([
    [
      { 'auto.offset.reset': 'beginning' },
      "Invalid value beginning for configuration auto.offset.reset: Invalid value `beginning` for configuration auto.offset.reset. The value must be either 'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.",
    ],
    [{ 'max.poll.records': 0 }, 'Invalid value 0 for configuration max.poll.records: Value must be at least 1'],
    [{ 'heartbeat.interval.ms': 45000 }, 'Heartbeat must be set lower than the session timeout'],
    [
      { 'group.protocol': 'consumer', 'session.timeout.ms': 6000 },
      'session.timeout.ms cannot be set when group.protocol=CONSUMER',
    ],
    [{ 'group.remote.assignor': 'range' }, 'group.remote.assignor cannot be set when group.protocol=CLASSIC'],
    [
      { 'group.protocol': 'other' },
      'Invalid value other for configuration group.protocol: String must be one of (case insensitive): CLASSIC, CONSUMER',
    ],
    [{ 'enable.auto.commit': true }, 'enable.auto.commit cannot be set to true when default group id (null) is used.'],
  ])('are refused in the words of Kafka: %j', (given, message) => {
    expect(() => consumerValues(given)).toThrow(expect.objectContaining({ message }));
  });

  it.each(['earliest', 'latest', 'none', 'by_duration:PT1H', 'by_duration:P7D', 'by_duration:P1DT2H3M4.5S'])(
    'begin where auto.offset.reset=%s says',
    (reset) => {
      expect(consumerValues({ 'auto.offset.reset': reset })['auto.offset.reset']).toBe(reset);
    },
  );

  it.each(['by_duration', 'by_duration:', 'by_duration:1H', 'by_duration:-PT1H', 'by_duration:P', 'by_duration:PT'])(
    'refuse auto.offset.reset=%s',
    (reset) => {
      expect(() => consumerValues({ 'auto.offset.reset': reset })).toThrow('for configuration auto.offset.reset');
    },
  );
});

describe('the lists of settings', () => {
  it('have the defaults that Kafka 4.3 prints', () => {
    const defaults = (scope: Parameters<typeof describeSettings>[0]) =>
      Object.fromEntries(describeSettings(scope).map(({ name, default: standard }) => [name, standard]));
    expect(defaults('topic')).toMatchObject({
      'retention.ms': '604800000',
      'flush.messages': '9223372036854775807',
      'max.message.bytes': '1048588',
    });
    expect(defaults('consumer')).toMatchObject({
      'session.timeout.ms': '45000',
      'isolation.level': 'read_uncommitted',
    });
    expect(defaults('broker')).toMatchObject({ 'broker.session.timeout.ms': '9000', 'log.retention.hours': '168' });
    expect(brokerValues({})['log.cleaner.backoff.ms']).toBe(15_000);
  });

  it('know a misspelt name', () => {
    expect(unknownSettings('producer', ['acks', 'ack', 'max.in.flight'])).toEqual(['ack', 'max.in.flight']);
  });

  it("say where a topic's values come from, as kafka-configs.sh --describe does", () => {
    expect(topicConfigEntries({ 'retention.ms': '1000' })).toEqual([
      {
        name: 'retention.ms',
        value: '1000',
        synonyms: [
          { source: 'DYNAMIC_TOPIC_CONFIG', name: 'retention.ms', value: '1000' },
          { source: 'DEFAULT_CONFIG', name: 'log.retention.hours', value: '168' },
        ],
      },
    ]);
    const all = topicConfigEntries({}, { all: true });
    expect(all.find(({ name }) => name === 'cleanup.policy')).toEqual({
      name: 'cleanup.policy',
      value: 'delete',
      synonyms: [{ source: 'DEFAULT_CONFIG', name: 'log.cleanup.policy', value: 'delete' }],
    });
    expect(all.find(({ name }) => name === 'remote.storage.enable')?.synonyms).toEqual([]);
  });
});
