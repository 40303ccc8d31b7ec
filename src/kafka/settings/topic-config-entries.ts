import { compareNames } from '../topic-partition.ts';
import { type SettingValue, showValue } from './setting.ts';
import { topicSettings } from './topic-settings.ts';

/** A topic's setting and where its value comes from, the strongest source first (ConfigEntry). */
export interface ConfigEntry {
  readonly name: string;
  readonly value: string;
  readonly synonyms: readonly ConfigSynonym[];
}

export interface ConfigSynonym {
  readonly source: 'DYNAMIC_TOPIC_CONFIG' | 'DEFAULT_CONFIG';
  readonly name: string;
  readonly value: string;
}

type TopicSettingName = keyof typeof topicSettings;

/** What `kafka-configs.sh --describe` lists for a topic, by name: what was set for it, or with `all` every setting (ConfigHelper). */
export function topicConfigEntries(configs: Readonly<Record<string, string>>, { all = false } = {}): ConfigEntry[] {
  const names = (Object.keys(topicSettings) as TopicSettingName[]).filter((name) => all || configs[name] !== undefined);
  return names.sort(compareNames).map((name) => {
    const set = configs[name];
    const standard = topicSettings[name].default;
    const byBroker = brokersDefault(name, standard);
    if (set === undefined) return { name, value: showValue(standard), synonyms: byBroker };
    return { name, value: set, synonyms: [{ source: 'DYNAMIC_TOPIC_CONFIG', name, value: set }, ...byBroker] };
  });
}

/** The broker's setting that a topic's default comes from, if there is one (ServerTopicConfigSynonyms). */
function brokersDefault(name: TopicSettingName, standard: SettingValue): ConfigSynonym[] {
  const brokersName = brokersNames[name] === undefined ? `log.${name}` : brokersNames[name];
  if (brokersName === null) return [];
  return [{ source: 'DEFAULT_CONFIG', name: brokersName, value: inHours[name] ?? showValue(standard) }];
}

/** What brokers call a topic's setting where it is not `log.` and its name; `null` where they have none. */
const brokersNames: { readonly [Name in TopicSettingName]?: string | null } = {
  'compression.gzip.level': 'compression.gzip.level',
  'compression.lz4.level': 'compression.lz4.level',
  'compression.type': 'compression.type',
  'compression.zstd.level': 'compression.zstd.level',
  'delete.retention.ms': 'log.cleaner.delete.retention.ms',
  'file.delete.delay.ms': 'log.segment.delete.delay.ms',
  'flush.messages': 'log.flush.interval.messages',
  'flush.ms': 'log.flush.scheduler.interval.ms',
  'follower.replication.throttled.replicas': null,
  'leader.replication.throttled.replicas': null,
  'max.compaction.lag.ms': 'log.cleaner.max.compaction.lag.ms',
  'max.message.bytes': 'message.max.bytes',
  'min.cleanable.dirty.ratio': 'log.cleaner.min.cleanable.ratio',
  'min.compaction.lag.ms': 'log.cleaner.min.compaction.lag.ms',
  'min.insync.replicas': 'min.insync.replicas',
  'remote.log.copy.disable': null,
  'remote.log.delete.on.disable': null,
  'remote.storage.enable': null,
  'retention.ms': 'log.retention.hours',
  'segment.index.bytes': 'log.index.size.max.bytes',
  'segment.jitter.ms': 'log.roll.jitter.hours',
  'segment.ms': 'log.roll.hours',
  'unclean.leader.election.enable': 'unclean.leader.election.enable',
};

/** The defaults that brokers have in hours. */
const inHours: { readonly [Name in TopicSettingName]?: string } = {
  'retention.ms': '168',
  'segment.jitter.ms': '0',
  'segment.ms': '168',
};
