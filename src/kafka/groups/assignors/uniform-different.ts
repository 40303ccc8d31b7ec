import { NOBODY } from './claims.ts';
import type { GroupMember, GroupSubscription } from './group.ts';
import { LeastLoaded, MostLoaded } from './levels.ts';
import type { PartitionTable } from './partition-table.ts';
import type { SubscribedTopic } from './subscribers.ts';
import { compareTopicIds } from './topic-ids.ts';

/** After so many rounds Kafka takes the balance for good enough. */
const MOST_ROUNDS = 16;

/**
 * The uniform assignor's rule where members subscribe to different topics (UniformHeterogeneousAssignmentBuilder).
 * Members keep what they own; topic by topic, the most crowded first, the other partitions go to the subscribers with
 * the fewest; then each topic's partitions move from the subscribers with the most to those with the fewest, round
 * after round, until no topic can be evened out any more.
 */
export function shareByTopic(
  group: GroupSubscription,
  members: readonly GroupMember[],
  topics: readonly SubscribedTopic[],
  { partitions, idOf, idsOf }: PartitionTable,
): number[][] {
  const owner = new Int32Array(partitions.length).fill(NOBODY);
  const sizes = new Int32Array(members.length);
  for (const [member, { topics, owned = [] }] of members.entries()) {
    const wants = new Set(topics);
    for (const partition of owned) if (wants.has(partition.topic)) give(idOf(partition), member);
  }

  const mostCrowdedFirst = topics.toSorted(byCrowd(group));
  for (const { topic, subscribers } of mostCrowdedFirst) {
    const leastLoaded = new LeastLoaded(subscribers, sizes);
    for (const id of idsOf(topic)) if (owner[id] === NOBODY) give(id, leastLoaded.next());
  }

  const shared = mostCrowdedFirst.filter(({ subscribers }) => subscribers.length > 1);
  let untilDone = shared.length;
  for (let turn = 0; untilDone > 0 && turn < MOST_ROUNDS * shared.length; turn++) {
    const hasMoved = evenOut(shared[turn % shared.length]!);
    untilDone = hasMoved ? shared.length - 1 : untilDone - 1;
  }

  const lists: number[][] = members.map(() => []);
  for (const [id, member] of owner.entries()) lists[member]!.push(id);
  return lists;

  function give(id: number, member: number): void {
    if (id === -1) return;
    if (owner[id] !== NOBODY) sizes[owner[id]!]!--;
    owner[id] = member;
    sizes[member]!++;
  }

  /** Moves a topic's partitions, each at most once, until its subscribers differ by one at most or have none to give. */
  function evenOut({ topic, subscribers }: SubscribedTopic): boolean {
    const leastLoaded = new LeastLoaded(subscribers, sizes);
    const mostLoaded = new MostLoaded(subscribers, sizes);
    const differBy = () => mostLoaded.level - leastLoaded.level;
    const toGive = new Map<number, number[]>(subscribers.map((member) => [member, []]));
    for (const id of idsOf(topic)) toGive.get(owner[id]!)!.push(id);
    for (let hasMoved = false; ; hasMoved = true) {
      const from = mostLoaded.next((member) => toGive.get(member)!.length > 0);
      if (from === undefined) return hasMoved;
      const to = leastLoaded.next();
      if (differBy() <= 1) return hasMoved;
      give(toGive.get(from)!.pop()!, to);
    }
  }
}

/** Most partitions for each subscriber first, then fewest subscribers, then by id. */
function byCrowd(group: GroupSubscription): (a: SubscribedTopic, b: SubscribedTopic) => number {
  const compareIds = compareTopicIds(group);
  return (a, b) =>
    b.partitionCount / b.subscribers.length - a.partitionCount / a.subscribers.length ||
    a.subscribers.length - b.subscribers.length ||
    compareIds(a.topic, b.topic);
}
