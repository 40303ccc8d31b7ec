import {
  comparePartitions,
  ModernGroup,
  serverRangeAssignor,
  type TopicPartition,
  topicPartition,
  uniformAssignor,
} from '#kafka';
import { agree, Disagreement, passed, type Verdict } from '../verdict.ts';

/** Partitions by topic, as the vectors have them. */
type ByTopic = Readonly<Record<string, readonly number[]>>;

interface Vector {
  readonly assignor: 'uniform' | 'range';
  readonly topics: Readonly<Record<string, number>>;
  readonly ops: readonly Op[];
}

interface Op {
  readonly op: 'heartbeat' | 'crash' | 'advance';
  readonly member?: string;
  readonly instance?: string;
  readonly epoch?: number;
  readonly topics?: readonly string[];
  readonly owned?: ByTopic;
  readonly ms?: number;
  readonly response?: { readonly error?: string; readonly epoch?: number; readonly assignment?: ByTopic };
  readonly group: unknown;
}

/**
 * Replays heartbeats and time, and compares every answer and the coordinator's view after each of them. Where members
 * subscribe to different topics Kafka breaks ties by topic id, and the vectors do not tell the ids: then one order of ids
 * has to explain the whole trace.
 */
export default function judge(vector: Vector): Verdict {
  const topics = Object.keys(vector.topics).sort();
  const [byName, ...otherOrders] = permutations(topics);
  try {
    replay(vector, idsInOrder(topics, byName!));
  } catch (disagreement) {
    if (!otherOrders.some((order) => explains(vector, idsInOrder(topics, order)))) throw disagreement;
  }
  return passed;
}

function explains(vector: Vector, topicIds: Readonly<Record<string, string>>): boolean {
  try {
    replay(vector, topicIds);
    return true;
  } catch (error) {
    if (error instanceof Disagreement) return false;
    throw error;
  }
}

function replay({ assignor, topics, ops }: Vector, topicIds: Readonly<Record<string, string>>): void {
  let nowMs = 0;
  const group = new ModernGroup({
    topicIds,
    partitionCounts: () => topics,
    assignor: assignor === 'range' ? serverRangeAssignor : uniformAssignor,
  });
  for (const [index, op] of ops.entries()) {
    const name = `operation ${index + 1}, ${op.op} of ${op.member ?? `${op.ms} ms`}`;
    if (op.op === 'advance') {
      nowMs += op.ms!;
      group.tick(nowMs);
    }
    if (op.op === 'heartbeat') agree(`${name}: response`, beat(group, op), op.response);
    agree(`${name}: the group`, viewOf(group), op.group);
  }
}

/** Ids whose hash codes follow the alphabet, as the vectors promise, and which themselves follow the given order. */
function idsInOrder(alphabetical: readonly string[], order: readonly string[]): Record<string, string> {
  const ids = order.map((topic, rank) => {
    const bytes = Buffer.alloc(16);
    bytes.writeInt32BE(rank, 0);
    // Uuid.hashCode is the exclusive or of the four words.
    bytes.writeInt32BE(rank ^ alphabetical.indexOf(topic), 4);
    return [topic, bytes.toString('base64url')];
  });
  return Object.fromEntries(ids);
}

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function beat(group: ModernGroup, { member, instance, epoch, topics, owned }: Op): Op['response'] {
  const answer = group.heartbeat({
    memberId: member!,
    groupInstanceId: instance,
    epoch: epoch!,
    topics,
    owned: owned && partitionsOf(owned),
    rebalanceTimeoutMs: epoch === 0 ? 30_000 : undefined,
  });
  if ('error' in answer || answer.assignment === undefined) return answer as Op['response'];
  return { ...answer, assignment: byTopic(answer.assignment) };
}

function viewOf(group: ModernGroup): unknown {
  const members = [...group.members.values()].map(({ memberId, groupInstanceId, current }) => {
    const { epoch, previousEpoch, state, assigned, revoking } = current;
    const view = {
      epoch,
      previousEpoch,
      state,
      ...(groupInstanceId !== undefined && { instance: groupInstanceId }),
      assigned: byTopic([...assigned].map(topicPartition)),
      ...(revoking.size > 0 && { revoking: byTopic([...revoking].map(topicPartition)) }),
      target: byTopic([...group.target(memberId)].map(topicPartition)),
    };
    return [memberId, view];
  });
  const { state, groupEpoch, assignmentEpoch } = group;
  return { state, groupEpoch, assignmentEpoch, members: Object.fromEntries(members) };
}

function partitionsOf(byTopics: ByTopic): TopicPartition[] {
  return Object.entries(byTopics).flatMap(([topic, partitions]) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}

function byTopic(partitions: readonly TopicPartition[]): ByTopic {
  const lists: Record<string, number[]> = {};
  for (const { topic, partition } of partitions.toSorted(comparePartitions)) {
    lists[topic] ??= [];
    lists[topic].push(partition);
  }
  return lists;
}
