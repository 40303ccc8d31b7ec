import { durationMs } from '../iso-duration.ts';
import {
  boolean,
  type Given,
  int,
  invalidConfig,
  list,
  long,
  nonEmptyText,
  oneOf,
  type SettingValue,
  text,
  type ValuesOf,
  valuesOf,
} from './setting.ts';

/** The settings of a consumer that have to do with records and groups, with Kafka 4.x's defaults (ConsumerConfig). */
export const consumerSettings = {
  'allow.auto.create.topics': boolean(true, 'Whether subscribing to a topic that is not there may create it.'),
  'auto.commit.interval.ms': int(5000, { atLeast: 0 }, 'How often positions are committed by themselves.'),
  'auto.offset.reset': {
    ...text('latest', 'Where to begin if nothing is committed, or if what is committed is gone.'),
    ...offsetReset(),
  },
  'client.id': text('', 'What the consumer calls itself in logs.'),
  'client.rack': text('', 'Where the consumer is, so that it may read from a replica nearby.'),
  'default.api.timeout.ms': int(60_000, { atLeast: 0 }, 'How long a call may take that names no time of its own.'),
  'enable.auto.commit': boolean(true, 'Whether positions are committed by themselves.'),
  'exclude.internal.topics': boolean(true, "Whether a pattern passes over Kafka's own topics."),
  'fetch.max.bytes': int(52_428_800, { atLeast: 0 }, 'How many bytes one fetch may answer.'),
  'fetch.max.wait.ms': int(500, { atLeast: 0 }, 'How long the broker waits for fetch.min.bytes.'),
  'fetch.min.bytes': int(1, { atLeast: 0 }, 'How many bytes the broker waits for before it answers a fetch.'),
  'group.id': text(null, 'Which group the consumer belongs to.'),
  'group.instance.id': nonEmptyText('What the member is called across restarts, which makes it a static member.'),
  'group.protocol': {
    ...text('classic', 'Who assigns partitions: a member, or the coordinator (KIP-848).'),
    ...groupProtocol(),
  },
  'group.remote.assignor': text(null, 'Which assignor the coordinator uses, under group.protocol=consumer.'),
  'heartbeat.interval.ms': int(3000, {}, 'How often a member says that it lives.'),
  'isolation.level': oneOf(
    'read_uncommitted',
    ['read_committed', 'read_uncommitted'],
    'Whether records of open and aborted transactions are given out.',
  ),
  'max.partition.fetch.bytes': int(1_048_576, { atLeast: 0 }, 'How many bytes of one partition one fetch may answer.'),
  'max.poll.interval.ms': int(
    300_000,
    { atLeast: 1 },
    'How long a member may go without a poll before it leaves its group.',
  ),
  'max.poll.records': int(500, { atLeast: 1 }, 'How many records one poll gives out.'),
  'metadata.max.age.ms': long(300_000, { atLeast: 0 }, 'After what time the consumer asks again who leads.'),
  'partition.assignment.strategy': list<string>(
    'org.apache.kafka.clients.consumer.RangeAssignor,org.apache.kafka.clients.consumer.CooperativeStickyAssignor',
    [],
    'Which assignors the members could use, the favourite first.',
  ),
  'request.timeout.ms': int(30_000, { atLeast: 0 }, 'How long a request may go without an answer.'),
  'retry.backoff.max.ms': long(1000, { atLeast: 0 }, 'How long the wait before another try may grow.'),
  'retry.backoff.ms': long(100, { atLeast: 0 }, 'How long the consumer waits before its first retry.'),
  'session.timeout.ms': int(45_000, {}, 'After what time without a heartbeat a member counts as dead.'),
};

/** What a consumer's settings come to. */
export type ConsumerValues = Omit<ValuesOf<typeof consumerSettings>, 'group.protocol'> & {
  readonly 'group.protocol': GroupProtocol;
};

type GroupProtocol = 'classic' | 'consumer';

/**
 * A consumer's settings as given, with defaults for the rest; without a group nothing is committed by itself. Throws
 * INVALID_CONFIG with Kafka's sentence (ConsumerConfig, Heartbeat).
 */
export function consumerValues(given: Given): ConsumerValues {
  const parsed = valuesOf(consumerSettings, given);
  const protocol = parsed['group.protocol'].toLowerCase() as GroupProtocol;
  refuseOtherProtocols(protocol, given);
  if (protocol === 'classic' && parsed['heartbeat.interval.ms'] >= parsed['session.timeout.ms']) {
    throw invalidConfig('Heartbeat must be set lower than the session timeout');
  }
  return { ...parsed, 'group.protocol': protocol, 'enable.auto.commit': commitsByItself(parsed, given) };
}

function commitsByItself(parsed: ValuesOf<typeof consumerSettings>, given: Given): boolean {
  if (parsed['group.id'] !== null || !parsed['enable.auto.commit']) return parsed['enable.auto.commit'];
  if (given['enable.auto.commit'] === undefined) return false;
  throw invalidConfig('enable.auto.commit cannot be set to true when default group id (null) is used.');
}

/** Under the newer protocol (KIP-848) the coordinator has these settings, under the older one the members. */
function refuseOtherProtocols(protocol: GroupProtocol, given: Given): void {
  const others = {
    classic: ['group.remote.assignor'],
    consumer: ['partition.assignment.strategy', 'heartbeat.interval.ms', 'session.timeout.ms'],
  };
  const wrong = others[protocol].filter((name) => given[name] !== undefined);
  if (wrong.length === 0) return;
  throw invalidConfig(`${wrong.join(', ')} cannot be set when group.protocol=${protocol.toUpperCase()}`);
}

function offsetReset() {
  const words = "'earliest', 'latest', 'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'";
  const refuse = (value: SettingValue, name: string) =>
    isOffsetReset(`${value}`)
      ? undefined
      : `Invalid value \`${value}\` for configuration ${name}. The value must be either ${words}.`;
  return { valid: '[latest, earliest, none, by_duration:PnDTnHnMn.nS]', refuse };
}

function isOffsetReset(value: string): boolean {
  if (['earliest', 'latest', 'none'].includes(value)) return true;
  const ms = value.startsWith('by_duration:') ? durationMs(value.slice('by_duration:'.length)) : undefined;
  return ms !== undefined && ms >= 0;
}

function groupProtocol() {
  const refuse = (value: SettingValue) =>
    /^(classic|consumer)$/i.test(`${value}`)
      ? undefined
      : 'String must be one of (case insensitive): CLASSIC, CONSUMER';
  return { valid: '(case insensitive) [CLASSIC, CONSUMER]', refuse };
}
