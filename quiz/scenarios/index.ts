import { crashLoses, crashRepeats, rebalance } from './groups.ts';
import { compaction, newPartitions, twoGroups } from './logs.ts';
import { acksOneLoses, highWatermark, idempotence, minIsr, readCommitted } from './replication.ts';
import type { Scenario } from './scenario.ts';

/** Scenarios by the name under which a question asks for them. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'acks-one-loses': acksOneLoses,
  compaction,
  'crash-loses': crashLoses,
  'crash-repeats': crashRepeats,
  'high-watermark': highWatermark,
  idempotence,
  'min-isr': minIsr,
  'new-partitions': newPartitions,
  'read-committed': readCommitted,
  rebalance,
  'two-groups': twoGroups,
};
