import type { Acks } from '../scenario/step.ts';
import { compressionLevels } from './compression-levels.ts';
import {
  boolean,
  type Given,
  int,
  invalidConfig,
  long,
  nonEmptyText,
  oneOf,
  text,
  type ValuesOf,
  valuesOf,
} from './setting.ts';

const intMax = 2 ** 31 - 1;

/** The settings of a producer that have to do with records, with Kafka 4.x's defaults (ProducerConfig). */
export const producerSettings = {
  acks: oneOf(
    'all',
    ['all', '-1', '0', '1'],
    'Who must have a record before the producer hears of success: nobody, the leader, or all in sync.',
  ),
  'batch.size': int(16_384, { atLeast: 0 }, 'How many bytes of records for one partition are sent together.'),
  'buffer.memory': long(33_554_432, { atLeast: 0 }, 'How many bytes may wait to be sent.'),
  'client.id': text('', 'What the producer calls itself in logs.'),
  ...compressionLevels,
  'compression.type': oneOf('none', ['none', 'gzip', 'snappy', 'lz4', 'zstd'], 'How batches are compressed.'),
  'delivery.timeout.ms': int(120_000, { atLeast: 0 }, 'How long a record may take to succeed, retries included.'),
  'enable.idempotence': boolean(true, 'Whether the broker drops what a retry would write twice.'),
  'linger.ms': long(5, { atLeast: 0 }, 'How long a batch waits for more records.'),
  'max.block.ms': long(60_000, { atLeast: 0 }, 'How long send may wait for metadata or for memory.'),
  'max.in.flight.requests.per.connection': int(5, { atLeast: 1 }, 'How many requests may be without an answer.'),
  'max.request.size': int(1_048_576, { atLeast: 0 }, 'How many bytes one request may have.'),
  'metadata.max.age.ms': long(300_000, { atLeast: 0 }, 'After what time the producer asks again who leads.'),
  'partitioner.adaptive.partitioning.enable': boolean(
    true,
    'Whether records without a key rather go where the broker is quick.',
  ),
  'partitioner.availability.timeout.ms': long(
    0,
    { atLeast: 0 },
    'After what time without progress a partition counts as unavailable; 0 is never.',
  ),
  'partitioner.class': text(null, 'What chooses the partition in place of the built-in partitioner.'),
  'partitioner.ignore.keys': boolean(false, 'Whether records with a key are spread as if they had none.'),
  'request.timeout.ms': int(30_000, { atLeast: 0 }, 'How long a request may go without an answer.'),
  retries: int(intMax, { atLeast: 0, atMost: intMax }, 'How often a failed send is tried again.'),
  'retry.backoff.max.ms': long(1000, { atLeast: 0 }, 'How long the wait before another try may grow.'),
  'retry.backoff.ms': long(100, { atLeast: 0 }, 'How long the producer waits before its first retry.'),
  'transaction.timeout.ms': int(60_000, {}, 'After what time the coordinator aborts a transaction.'),
  'transactional.id': nonEmptyText('What the producer is called across restarts; it makes transactions possible.'),
};

/** What a producer's settings come to; acks=-1 is `all`. */
export type ProducerValues = Omit<ValuesOf<typeof producerSettings>, 'acks'> & { readonly acks: Acks };

/**
 * A producer's settings as given, with defaults for the rest. acks other than all and retries=0 switch idempotence off without a
 * word, unless it was asked for. Throws INVALID_CONFIG with Kafka's sentence (ProducerConfig, KafkaProducer).
 */
export function producerValues(given: Given): ProducerValues {
  const parsed = valuesOf(producerSettings, given);
  const acks: Acks = parsed.acks === '-1' ? 'all' : parsed.acks;
  const idempotent = isIdempotent({ ...parsed, acks }, given['enable.idempotence'] !== undefined);
  if (!idempotent && given['transactional.id'] !== undefined) {
    throw invalidConfig('Cannot set a transactional.id without also enabling idempotence.');
  }
  return { ...parsed, acks, 'enable.idempotence': idempotent, 'delivery.timeout.ms': deliveryTimeout(parsed, given) };
}

function isIdempotent(values: ProducerValues, askedFor: boolean): boolean {
  if (!values['enable.idempotence']) return false;
  if (values['max.in.flight.requests.per.connection'] > 5) {
    throw invalidConfig('Must set max.in.flight.requests.per.connection to at most 5 to use the idempotent producer.');
  }
  if (values.retries > 0 && values.acks === 'all') return true;
  if (!askedFor) return false;
  throw invalidConfig(
    values.retries === 0
      ? 'Must set retries to non-zero when using the idempotent producer.'
      : 'Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.',
  );
}

function deliveryTimeout(values: ValuesOf<typeof producerSettings>, given: Given): number {
  const least = Math.min(values['linger.ms'] + values['request.timeout.ms'], intMax);
  if (values['delivery.timeout.ms'] >= least) return values['delivery.timeout.ms'];
  if (given['delivery.timeout.ms'] === undefined) return least;
  throw invalidConfig('delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms');
}
