import type { LogSettings } from '../log/log-settings.ts';
import { compressionLevels } from './compression-levels.ts';
import {
  boolean,
  double,
  type Given,
  int,
  invalidConfig,
  list,
  long,
  oneOf,
  showValue,
  type ValuesOf,
  valuesOf,
} from './setting.ts';

const dayMs = 86_400_000;
const longMax = Number.POSITIVE_INFINITY;
const none = {};

/** Every setting of a topic, with Kafka 4.x's defaults (LogConfig, TopicConfig). */
export const topicSettings = {
  'cleanup.policy': list<LogSettings['cleanup.policy']>(
    'delete',
    ['compact', 'delete'],
    'What becomes of old records: their segments are deleted, or only the newest of each key stays.',
  ),
  ...compressionLevels,
  'compression.type': oneOf(
    'producer',
    ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'],
    'How the broker compresses batches; producer leaves them as they came.',
  ),
  'delete.retention.ms': long(dayMs, { atLeast: 0 }, 'How long a compacted topic shows that a key was deleted.'),
  'file.delete.delay.ms': long(60_000, { atLeast: 0 }, 'How long a deleted segment stays on disk.'),
  'flush.messages': long(longMax, { atLeast: 1 }, 'After how many records a log is forced to disk.'),
  'flush.ms': long(longMax, { atLeast: 0 }, 'After what time a log is forced to disk.'),
  'follower.replication.throttled.replicas': list('', [], 'Followers whose replication is throttled.'),
  'index.interval.bytes': int(4096, { atLeast: 0 }, 'How many bytes lie between two entries of the offset index.'),
  'leader.replication.throttled.replicas': list('', [], 'Leaders whose replication is throttled.'),
  'local.retention.bytes': long(
    -2,
    { atLeast: -2 },
    'How large a tiered log may be on the broker itself; -2 is retention.bytes.',
  ),
  'local.retention.ms': long(
    -2,
    { atLeast: -2 },
    'How long a tiered log keeps records on the broker itself; -2 is retention.ms.',
  ),
  'max.compaction.lag.ms': long(longMax, { atLeast: 1 }, 'After what time a record is compacted at the latest.'),
  'max.message.bytes': int(1_048_588, { atLeast: 0 }, 'How large a batch may be.'),
  'message.timestamp.after.max.ms': long(
    3_600_000,
    { atLeast: 0 },
    "How far ahead of the broker's clock a timestamp may be.",
  ),
  'message.timestamp.before.max.ms': long(
    longMax,
    { atLeast: 0 },
    "How far behind the broker's clock a timestamp may be.",
  ),
  'message.timestamp.type': oneOf('CreateTime', ['CreateTime', 'LogAppendTime'], 'Whose clock stamps records.'),
  'min.cleanable.dirty.ratio': double(
    0.5,
    { atLeast: 0, atMost: 1 },
    'What part of a log must be dirty before it is compacted.',
  ),
  'min.compaction.lag.ms': long(0, { atLeast: 0 }, 'How long a record stays as it is before it is compacted.'),
  'min.insync.replicas': int(
    1,
    { atLeast: 1 },
    'How many replicas must be in sync for a write with acks=all, and for the high watermark to move.',
  ),
  preallocate: boolean(false, 'Whether segments take their space on disk at once.'),
  'remote.log.copy.disable': boolean(false, 'Whether a tiered log stops copying to remote storage.'),
  'remote.log.delete.on.disable': boolean(false, 'Whether what is in remote storage goes when tiering ends.'),
  'remote.storage.enable': boolean(false, 'Whether old segments move to remote storage.'),
  'retention.bytes': long(
    -1,
    none,
    'How large the log of a partition may be before its oldest segments go; -1 for no limit.',
  ),
  'retention.ms': long(
    7 * dayMs,
    { atLeast: -1 },
    'How long records are kept, counted from the newest of their segment; -1 for ever.',
  ),
  'segment.bytes': int(2 ** 30, { atLeast: 2 ** 20 }, 'How large a segment may be before the next begins.'),
  'segment.index.bytes': int(10 * 2 ** 20, { atLeast: 4 }, "How large a segment's offset index may be."),
  'segment.jitter.ms': long(
    0,
    { atLeast: 0 },
    'By how much segments may roll early, so that they do not all roll at once.',
  ),
  'segment.ms': long(7 * dayMs, { atLeast: 1 }, 'How old a segment may be before the next begins.'),
  'unclean.leader.election.enable': boolean(
    false,
    'Whether a replica that may lack committed records may lead before nobody does.',
  ),
};

/** What a topic's settings come to. */
export type TopicValues = ValuesOf<typeof topicSettings>;

/** A topic's settings as given, with defaults for the rest. Throws INVALID_CONFIG with Kafka's sentence (LogConfig.validate). */
export function topicValues(given: Given): TopicValues {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(topicSettings, name)) throw invalidConfig(`Unknown topic config name: ${name}`);
  }
  const values = valuesOf(topicSettings, given);
  const { 'min.compaction.lag.ms': min, 'max.compaction.lag.ms': max } = values;
  if (min <= max) return values;
  throw invalidConfig(
    `conflict topic config setting min.compaction.lag.ms (${min}) > max.compaction.lag.ms (${showValue(max)})`,
  );
}
