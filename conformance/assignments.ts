import { isDeepStrictEqual } from 'node:util';
import {
  type Assignment,
  type Assignor,
  compareNames,
  type GroupSubscription,
  nameOf,
  type TopicPartition,
} from '#kafka';
import { agree, Disagreement, passed, type Verdict } from './verdict.ts';

/** A partition as the vectors write it. */
export type Pair = readonly [topic: string, partition: number];

/** A vector of a classic assignor: one group, one assignment. */
export interface ClassicVector {
  readonly topics: Readonly<Record<string, number>>;
  readonly partitionRacks?: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly members: readonly {
    readonly id: string;
    readonly instance?: string;
    readonly rack?: string;
    readonly topics: readonly string[];
  }[];
  readonly expected: Readonly<Record<string, readonly Pair[]>>;
}

/** A step of a sticky assignor's vector: the group as it now is, and what its members own. */
export interface StickyStep {
  readonly event: string;
  readonly topics: Readonly<Record<string, number>>;
  readonly members: readonly {
    readonly id: string;
    readonly topics: readonly string[];
    readonly owned: readonly Pair[];
    readonly generation: number;
  }[];
  readonly homogeneous: boolean;
  readonly expected: Readonly<Record<string, readonly Pair[]>>;
}

/** An assignment as text, each member with the names of its partitions. */
type Sets = readonly (readonly [memberId: string, partitions: readonly string[]])[];

/** Each member's partitions by name, members and names sorted: assignments that mean the same look the same. */
export function asSets(assignment: Assignment): Sets {
  return Object.entries(assignment)
    .map(([memberId, partitions]) => [memberId, partitions.map(nameOf).sort(compareNames)] as const)
    .sort(([a], [b]) => compareNames(a, b));
}

/** Reads an assignment of the vectors. */
export function assignmentFrom(expected: Readonly<Record<string, readonly Pair[]>>): Assignment {
  const entries = Object.entries(expected).map(([memberId, pairs]) => [memberId, pairs.map(partitionFrom)] as const);
  return Object.fromEntries(entries);
}

/** Reads a partition of the vectors. */
export function partitionFrom([topic, partition]: Pair): TopicPartition {
  return { topic, partition };
}

/** Judges an assignor that has no memory: exactly Kafka's partitions for every member. */
export function judgeClassic(
  assignor: Assignor,
  { topics, partitionRacks, members, expected }: ClassicVector,
): Verdict {
  const assignment = assignor({
    partitionCounts: topics,
    partitionRacks,
    members: members.map(({ id, instance, rack, topics }) => ({
      memberId: id,
      groupInstanceId: instance,
      rack,
      topics,
    })),
  });
  agree('assignment', asSets(assignment), asSets(assignmentFrom(expected)));
  return passed;
}

/** Judges a sticky assignor's rebalances, each on its own. */
export function judgeSticky(assignor: Assignor, steps: readonly StickyStep[]): Verdict {
  for (const [index, step] of steps.entries()) {
    const group: GroupSubscription = {
      partitionCounts: step.topics,
      members: step.members.map(({ id, topics, owned, generation }) => ({
        memberId: id,
        topics,
        owned: owned.map(partitionFrom),
        generation,
      })),
    };
    judgeAssignment(
      `step ${index + 1} (${step.event})`,
      group,
      assignor(group),
      assignmentFrom(step.expected),
      step.homogeneous,
    );
  }
  return passed;
}

/**
 * Where all subscribe to the same topics the assignment has to be Kafka's. Elsewhere another one will do if it is as
 * good: the same partitions, each once and to a subscriber, as even, and with no more moves.
 */
export function judgeAssignment(
  where: string,
  group: GroupSubscription,
  model: Assignment,
  kafka: Assignment,
  mustBeEqual: boolean,
): void {
  const [modelSets, kafkaSets] = [asSets(model), asSets(kafka)];
  if (isDeepStrictEqual(modelSets, kafkaSets)) return;
  if (mustBeEqual) agree(`${where}: assignment`, modelSets, kafkaSets);
  agree(`${where}: members`, memberIds(modelSets), memberIds(kafkaSets));
  agree(`${where}: partitions`, allNames(modelSets), allNames(kafkaSets));
  agree(`${where}: partitions of topics not subscribed to`, unwanted(group, model), []);
  noWorse(`${where}: imbalance`, imbalance(model), imbalance(kafka));
  noWorse(`${where}: moves`, moves(group, model), moves(group, kafka));
}

function memberIds(sets: Sets): string[] {
  return sets.map(([memberId]) => memberId);
}

function allNames(sets: Sets): string[] {
  return sets.flatMap(([, partitions]) => partitions).sort(compareNames);
}

function unwanted({ members }: GroupSubscription, assignment: Assignment): TopicPartition[] {
  const topicsOf = new Map(members.map(({ memberId, topics }) => [memberId, topics]));
  return Object.entries(assignment).flatMap(([id, partitions]) =>
    partitions.filter(({ topic }) => !topicsOf.get(id)!.includes(topic)),
  );
}

/** The sum over all pairs of members of how many partitions one has more than the other. */
function imbalance(assignment: Assignment): number {
  const sizes = Object.values(assignment).map((partitions) => partitions.length);
  return sizes.flatMap((a, index) => sizes.slice(index).map((b) => Math.abs(a - b))).reduce((sum, gap) => sum + gap, 0);
}

/** How many partitions somebody owned and does not have any more. */
function moves({ members }: GroupSubscription, assignment: Assignment): number {
  return members.reduce((sum, { memberId, owned = [] }) => {
    const kept = new Set(assignment[memberId]!.map(nameOf));
    return sum + owned.filter((partition) => !kept.has(nameOf(partition))).length;
  }, 0);
}

function noWorse(what: string, model: number, kafka: number): void {
  if (model > kafka) throw new Disagreement(`${what}: the model has ${model}, Kafka ${kafka}`);
}

/** A step of a coordinator's assignor's vector. `current` is each member's target so far, in the order Kafka walks it. */
export interface ServerStep {
  readonly event: string;
  readonly topics: Readonly<Record<string, number>>;
  readonly type: 'HOMOGENEOUS' | 'HETEROGENEOUS';
  readonly members: readonly {
    readonly id: string;
    readonly instance?: string;
    readonly topics: readonly string[];
    readonly current: readonly TopicNumbers[];
  }[];
  readonly expected: Readonly<Record<string, readonly TopicNumbers[]>>;
}

type TopicNumbers = readonly [topic: string, partitions: readonly number[]];

/** A coordinator's assignor's vector: a group's targets, one after the other. */
export interface ServerVector {
  readonly topicIds: Readonly<Record<string, string>>;
  readonly steps: readonly ServerStep[];
}

/** Judges the targets a coordinator's assignor gives, each on its own. */
export function judgeServer(assignor: Assignor, { topicIds, steps }: ServerVector, mustBeEqual: boolean): Verdict {
  for (const [index, step] of steps.entries()) {
    const members = step.members.map(({ id, instance, topics, current }) => ({
      memberId: id,
      groupInstanceId: instance,
      topics,
      owned: pairsFrom(current).map(partitionFrom),
    }));
    const group: GroupSubscription = { partitionCounts: step.topics, members, topicIds };
    const expected = step.members.map(({ id }) => [id, pairsFrom(step.expected[id] ?? [])] as const);
    judgeAssignment(
      `step ${index + 1} (${step.event})`,
      group,
      assignor(group),
      assignmentFrom(Object.fromEntries(expected)),
      mustBeEqual || step.type === 'HOMOGENEOUS',
    );
  }
  return passed;
}

function pairsFrom(topics: readonly TopicNumbers[]): Pair[] {
  return topics.flatMap(([topic, partitions]) => partitions.map((partition): Pair => [topic, partition]));
}
