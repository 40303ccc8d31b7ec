import { compareNames } from '../topic-partition.ts';
import { brokerSettings } from './broker-settings.ts';
import { consumerSettings } from './consumer-settings.ts';
import { producerSettings } from './producer-settings.ts';
import { type Settings, type SettingType, showValue } from './setting.ts';
import { topicSettings } from './topic-settings.ts';

/** Whose settings. */
export type SettingScope = 'topic' | 'broker' | 'producer' | 'consumer';

/** A setting as a person reads of it. `default` is `null` where there is none. */
export interface SettingDescription {
  readonly name: string;
  readonly type: SettingType;
  readonly default: string | null;
  /** What it may be, such as `[0,...]`; `''` for whatever has the type. */
  readonly valid: string;
  readonly doc: string;
}

const settingsOf: Readonly<Record<SettingScope, Settings>> = {
  topic: topicSettings,
  broker: brokerSettings,
  producer: producerSettings,
  consumer: consumerSettings,
};

/** Every setting of a scope that the model knows, by name. */
export function describeSettings(scope: SettingScope): SettingDescription[] {
  return Object.entries(settingsOf[scope])
    .map(([name, { type, default: standard, valid, doc }]) => ({
      name,
      type,
      default: standard === null ? null : showValue(standard),
      valid,
      doc,
    }))
    .sort((a, b) => compareNames(a.name, b.name));
}

/** The names a person gave that are no settings of the scope; a client would pass over them with a warning in its log. */
export function unknownSettings(scope: SettingScope, names: readonly string[]): string[] {
  return names.filter((name) => !Object.hasOwn(settingsOf[scope], name));
}
