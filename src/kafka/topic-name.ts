import { KafkaError } from './errors.ts';

/** Topics that Kafka keeps for itself (Topic.isInternal). */
export const internalTopics: readonly string[] = ['__consumer_offsets', '__transaction_state', '__share_group_state'];

const longestName = 249;

/** Refuses what Kafka refuses as a topic's name: INVALID_TOPIC_EXCEPTION (Topic.validate). */
export function checkTopicName(name: string): void {
  const reason = whatIsWrongWith(name);
  if (reason !== undefined) throw new KafkaError('INVALID_TOPIC_EXCEPTION', `Topic name is invalid: ${reason}`);
}

/**
 * Names that differ only in `.` and `_` would share the names of their metrics, so only one of them may exist:
 * INVALID_TOPIC_EXCEPTION.
 */
export function checkCollision(name: string, existing: Iterable<string>): void {
  if (!mayCollide(name)) return;
  for (const other of existing) {
    if (other.replaceAll('.', '_') !== name.replaceAll('.', '_')) continue;
    throw new KafkaError('INVALID_TOPIC_EXCEPTION', `Topic '${name}' collides with existing topic: ${other}`);
  }
}

/** Whether a name has a `.` or a `_`, of which the tools warn (Topic.hasCollisionChars). */
export function mayCollide(name: string): boolean {
  return /[._]/.test(name);
}

function whatIsWrongWith(name: string): string | undefined {
  if (name === '') return 'the empty string is not allowed';
  if (name === '.' || name === '..') return `'${name}' is not allowed`;
  if (name.length > longestName) {
    return `the length of '${name}' is longer than the max allowed length ${longestName}`;
  }
  if (/^[a-zA-Z0-9._-]*$/.test(name)) return undefined;
  return `'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
}
