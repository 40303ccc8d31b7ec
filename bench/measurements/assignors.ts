import {
  type Assignor,
  cooperativeStickyAssignor,
  type GroupSubscription,
  rangeAssignor,
  roundRobinAssignor,
  stickyAssignor,
  uniformAssignor,
} from '#kafka';
import type { Contender, Measurement } from '../measurement.ts';

const TOPIC_COUNT = 10;

/** A group whose members subscribe to every topic, or each to all but one if `isUneven`. */
function groupOf(memberCount: number, partitionCount: number, isUneven = false): GroupSubscription {
  const topics = Array.from({ length: TOPIC_COUNT }, (_, index) => `topic-${index}`);
  return {
    partitionCounts: Object.fromEntries(topics.map((topic) => [topic, partitionCount / TOPIC_COUNT])),
    members: Array.from({ length: memberCount }, (_, index) => ({
      memberId: `consumer-${index}`,
      topics: isUneven ? topics.toSpliced(index % topics.length, 1) : topics,
    })),
  };
}

/** The group after an assignment, when one member in ten has left and as many have joined. */
function afterChurn(group: GroupSubscription, assignor: Assignor): GroupSubscription {
  const assignment = assignor(group);
  const members = group.members.map((member, index) =>
    index % 10 === 0
      ? { ...member, memberId: `newcomer-${index}` }
      : { ...member, owned: assignment[member.memberId]!, generation: 1 },
  );
  return { ...group, members };
}

type KafkaJsAssigner = (of: { cluster: object }) => { assign: (group: object) => Promise<unknown> };

function kafkaJsRoundRobin(
  load: (module: string) => unknown,
  { partitionCounts, members }: GroupSubscription,
): Contender {
  const metadata = (topic: string) =>
    Array.from({ length: partitionCounts[topic]! }, (_, partitionId) => ({ partitionId }));
  const assigner = (load('kafkajs/src/consumer/assigners/roundRobinAssigner') as KafkaJsAssigner)({
    cluster: { findTopicPartitionMetadata: metadata },
  });
  const group = { members: members.map(({ memberId }) => ({ memberId })), topics: Object.keys(partitionCounts) };
  return { name: 'kafkajs round robin', run: () => assigner.assign(group) };
}

function besideKafkaJs(name: string, assignor: Assignor, memberCount: number, partitionCount: number): Measurement {
  return {
    title: `${name}, ${memberCount} members, ${partitionCount} partitions`,
    contenders: async (peers) => {
      const group = groupOf(memberCount, partitionCount);
      return [{ name: 'ours', run: () => assignor(group) }, kafkaJsRoundRobin(peers.require, group)];
    },
  };
}

function growth(
  name: string,
  assignor: Assignor,
  prepare: (memberCount: number, partitionCount: number) => GroupSubscription,
): Measurement {
  return {
    title: `${name}: ten times the members and partitions`,
    contenders: async () => {
      const [large, small] = [prepare(1_000, 10_000), prepare(100, 1_000)];
      return [
        { name: 'ours, 1000 members, 10000 partitions', run: () => assignor(large) },
        { name: 'ours, 100 members, 1000 partitions', run: () => assignor(small) },
      ];
    },
  };
}

const classic = { range: rangeAssignor, 'round robin': roundRobinAssignor, sticky: stickyAssignor };

/** Sharing out partitions: beside KafkaJS's only assigner, and how the time grows with the group. */
export const assignors: readonly Measurement[] = [
  ...Object.entries(classic).map(([name, assignor]) => besideKafkaJs(name, assignor, 10, 1_000)),
  ...Object.entries(classic).map(([name, assignor]) => besideKafkaJs(name, assignor, 1_000, 10_000)),
  growth('range', rangeAssignor, groupOf),
  growth('round robin', roundRobinAssignor, groupOf),
  growth('sticky, first assignment', stickyAssignor, groupOf),
  growth('sticky, a tenth changed', stickyAssignor, (...size) => afterChurn(groupOf(...size), stickyAssignor)),
  growth('cooperative sticky, a tenth changed', cooperativeStickyAssignor, (...size) =>
    afterChurn(groupOf(...size), stickyAssignor),
  ),
  growth('sticky, different subscriptions', stickyAssignor, (...size) => groupOf(...size, true)),
  growth('sticky, different subscriptions, a tenth changed', stickyAssignor, (...size) =>
    afterChurn(groupOf(...size, true), stickyAssignor),
  ),
  growth('uniform, a tenth changed', uniformAssignor, (...size) => afterChurn(groupOf(...size), uniformAssignor)),
  growth('uniform, different subscriptions, a tenth changed', uniformAssignor, (...size) =>
    afterChurn(groupOf(...size, true), uniformAssignor),
  ),
];
