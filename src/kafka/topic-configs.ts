import { defaultLogSettings, type LogSettings } from './log-settings.ts';
import type { ReplicationSettings } from './partition-leader.ts';

/** What a topic's configs, which are text, mean for its logs. */
export function logSettingsFrom(configs: Readonly<Record<string, string>>): Partial<LogSettings> {
  const known = Object.entries(configs).filter(([name]) => name in defaultLogSettings);
  const isNumber = (name: string) => typeof defaultLogSettings[name as keyof LogSettings] === 'number';
  return Object.fromEntries(known.map(([name, text]) => [name, isNumber(name) ? Number(text) : text]));
}

/** What a topic's configs mean for its replicas. */
export function replicationSettingsFrom(
  configs: Readonly<Record<string, string>>,
  replicaLagTimeMaxMs: number,
): ReplicationSettings {
  return {
    'min.insync.replicas': Number(configs['min.insync.replicas'] ?? 1),
    'replica.lag.time.max.ms': replicaLagTimeMaxMs,
  };
}
