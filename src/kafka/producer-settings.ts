import { KafkaError } from './errors.ts';
import type { Acks } from './step.ts';

/** The producer settings that the model knows, under Kafka's names (ProducerConfig). */
export interface ProducerSettings {
  readonly acks: Acks;
  readonly 'enable.idempotence': boolean;
  readonly retries: number;
  readonly 'max.in.flight.requests.per.connection': number;
  /** How long a record may wait for its acknowledgement before the producer gives up. */
  readonly 'delivery.timeout.ms': number;
  readonly 'batch.size': number;
  readonly 'transactional.id': string | null;
  readonly 'transaction.timeout.ms': number;
}

/** Apache Kafka 4.x's defaults. */
export const defaultProducerSettings: ProducerSettings = {
  acks: 'all',
  'enable.idempotence': true,
  retries: 2_147_483_647,
  'max.in.flight.requests.per.connection': 5,
  'delivery.timeout.ms': 120_000,
  'batch.size': 16_384,
  'transactional.id': null,
  'transaction.timeout.ms': 60_000,
};

/**
 * Fills in defaults and settles what depends on what: acks other than all, or no retries, switch idempotence off without a word,
 * unless it was asked for (ProducerConfig.postProcessAndValidateIdempotenceConfigs). Throws CONFIG_EXCEPTION.
 */
export function producerSettings(given: Partial<ProducerSettings>): ProducerSettings {
  const settings = { ...defaultProducerSettings, ...given };
  const wanted = given['enable.idempotence'];
  const transactional = settings['transactional.id'] !== null;
  if (wanted === false) {
    if (transactional) throw refused('transactional.id needs enable.idempotence: leave it at true');
    return settings;
  }
  const explicit = wanted === true || transactional;
  const fitting = settings.acks === 'all' && settings.retries > 0;
  if (!fitting && !explicit) return { ...settings, 'enable.idempotence': false };
  if (settings.acks !== 'all') throw refused("acks must be 'all' for the idempotent producer");
  if (settings.retries === 0) throw refused('retries must be above 0 for the idempotent producer');
  if (settings['max.in.flight.requests.per.connection'] > 5) {
    throw refused('max.in.flight.requests.per.connection must be at most 5 for the idempotent producer');
  }
  return settings;
}

function refused(why: string): KafkaError {
  return new KafkaError('CONFIG_EXCEPTION', `${why}.`);
}
