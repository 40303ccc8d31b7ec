import { KafkaError } from '../../errors.ts';
import type { Assignor } from './group.ts';
import { rangeAssignor } from './range.ts';
import { roundRobinAssignor } from './round-robin.ts';
import { cooperativeStickyAssignor, stickyAssignor } from './sticky.ts';

const assignors: Readonly<Record<string, Assignor>> = {
  range: rangeAssignor,
  roundrobin: roundRobinAssignor,
  sticky: stickyAssignor,
  'cooperative-sticky': cooperativeStickyAssignor,
};

/** The assignor behind a name in `partition.assignment.strategy` (ConsumerPartitionAssignor.name). Throws INVALID_CONFIG. */
export function assignorNamed(name: string): Assignor {
  if (Object.hasOwn(assignors, name)) return assignors[name]!;
  const names = Object.keys(assignors).join(', ');
  throw new KafkaError(
    'INVALID_CONFIG',
    `There is no assignor "${name}". partition.assignment.strategy takes: ${names}.`,
  );
}

/** Whether the assignor can move partitions without everybody stopping (ConsumerPartitionAssignor.supportedProtocols). */
export function isCooperative(name: string): boolean {
  return name === 'cooperative-sticky';
}
