import type { Judge } from './verdict.ts';

/** Who judges the vectors of which file, by the file's name without `.json`. */
export const judges: Readonly<Record<string, () => Promise<{ readonly default: Judge }>>> = {
  'assign-cooperative-sticky': () => import('./judges/assign-cooperative-sticky.ts'),
  'assign-cooperative-sticky-rack': () => import('./judges/assign-cooperative-sticky-rack.ts'),
  'assign-range': () => import('./judges/assign-range.ts'),
  'assign-range-rack': () => import('./judges/assign-range.ts'),
  'assign-roundrobin': () => import('./judges/assign-roundrobin.ts'),
  'assign-server-range': () => import('./judges/assign-server-range.ts'),
  'assign-server-uniform': () => import('./judges/assign-server-uniform.ts'),
  'assign-sticky': () => import('./judges/assign-sticky.ts'),
  'cli-console-consumer-lines': () => import('./judges/cli-console-consumer-lines.ts'),
  'cli-console-producer-lines': () => import('./judges/cli-console-producer-lines.ts'),
  'cli-consumer-groups': () => import('./judges/cli-consumer-groups.ts'),
  'cli-topics': () => import('./judges/cli-topics.ts'),
  'coordinator-partitions': () => import('./judges/coordinator-partitions.ts'),
  'group-classic-protocol': () => import('./judges/group-classic-protocol.ts'),
  'group-consumer-protocol': () => import('./judges/group-consumer-protocol.ts'),
  'keyed-partitions': () => import('./judges/keyed-partitions.ts'),
  'leader-election': () => import('./judges/leader-election.ts'),
  'leader-epoch-truncation': () => import('./judges/leader-epoch-truncation.ts'),
  'log-compaction': () => import('./judges/log-compaction.ts'),
  'log-retention': () => import('./judges/log-retention.ts'),
  'offsets-for-timestamp': () => import('./judges/offsets-for-timestamp.ts'),
  'producer-state': () => import('./judges/producer-state.ts'),
  'record-batch-bytes': () => import('./judges/record-batch-bytes.ts'),
  'replica-placement': () => import('./judges/replica-placement.ts'),
  'sticky-partitioner': () => import('./judges/sticky-partitioner.ts'),
};

/** Why the model answers no vector of these files at all; MODEL.md says more. */
export const outOfPromise: Readonly<Record<string, string>> = {};
