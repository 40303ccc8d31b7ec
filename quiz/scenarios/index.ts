import { cooperative, crashLoses, crashRepeats, idleMember, lateCommit, moreToShare, rebalance } from './groups.ts';
import { compaction, firstRead, newPartitions, outOfRange, partitionOrder, twoGroups } from './logs.ts';
import { acksOneLoses, highWatermark, idempotence, minIsr, readCommitted } from './replication.ts';
import type { Scenario } from './scenario.ts';

/** Scenarios by the name under which questions and checks ask for them. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'acks-one-loses': acksOneLoses,
  compaction,
  cooperative,
  'crash-loses': crashLoses,
  'crash-repeats': crashRepeats,
  'first-read': firstRead,
  'high-watermark': highWatermark,
  idempotence,
  'idle-member': idleMember,
  'late-commit': lateCommit,
  'min-isr': minIsr,
  'more-to-share': moreToShare,
  'new-partitions': newPartitions,
  'out-of-range': outOfRange,
  'partition-order': partitionOrder,
  'read-committed': readCommitted,
  rebalance,
  'two-groups': twoGroups,
};
