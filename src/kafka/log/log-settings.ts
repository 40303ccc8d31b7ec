import type { TimestampType } from '../record.ts';

/** The topic settings that a partition's log obeys, by Kafka's names (LogConfig). Sizes are bytes, times milliseconds. */
export interface LogSettings {
  readonly 'cleanup.policy': 'delete' | 'compact' | 'compact,delete' | 'delete,compact';
  readonly 'segment.bytes': number;
  readonly 'segment.ms': number;
  /** -1 keeps records whatever their age. */
  readonly 'retention.ms': number;
  /** -1 keeps records whatever their size. */
  readonly 'retention.bytes': number;
  readonly 'delete.retention.ms': number;
  readonly 'min.cleanable.dirty.ratio': number;
  readonly 'min.compaction.lag.ms': number;
  readonly 'max.compaction.lag.ms': number;
  readonly 'max.message.bytes': number;
  readonly 'message.timestamp.type': TimestampType;
  /** How far ahead of the broker's clock a producer's timestamp may be. */
  readonly 'message.timestamp.after.max.ms': number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Kafka 4.x's defaults. */
export const defaultLogSettings: LogSettings = {
  'cleanup.policy': 'delete',
  'segment.bytes': 2 ** 30,
  'segment.ms': 7 * dayMs,
  'retention.ms': 7 * dayMs,
  'retention.bytes': -1,
  'delete.retention.ms': dayMs,
  'min.cleanable.dirty.ratio': 0.5,
  'min.compaction.lag.ms': 0,
  'max.compaction.lag.ms': Number.POSITIVE_INFINITY,
  'max.message.bytes': 1_048_588,
  'message.timestamp.type': 'CreateTime',
  'message.timestamp.after.max.ms': hourMs,
};

/** The logs of a topic are given the same settings, and share what they come to: there may be tens of thousands. */
const complete = new WeakMap<Partial<LogSettings>, LogSettings>();

/** A log's settings as given, which may be among others, with defaults for the rest. */
export function logSettings(given: Partial<LogSettings>): LogSettings {
  const known = complete.get(given);
  if (known !== undefined) return known;
  // Each has the same fields in the same order: a log asks for its settings with every batch, and V8 then finds them at once.
  const names = Object.keys(defaultLogSettings) as (keyof LogSettings)[];
  const settings = Object.fromEntries(names.map((name) => [name, given[name] ?? defaultLogSettings[name]]));
  complete.set(given, settings as unknown as LogSettings);
  return settings as unknown as LogSettings;
}

/** Whether old segments are deleted. */
export function deletes(settings: LogSettings): boolean {
  return settings['cleanup.policy'].includes('delete');
}

/** Whether older records of a key give way to its newest. */
export function compacts(settings: LogSettings): boolean {
  return settings['cleanup.policy'].includes('compact');
}
