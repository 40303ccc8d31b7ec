import type { ClusterDesign } from './design.ts';
import { type CompleteDesign, type CompleteProducer, type CompleteTopic, withDefaults } from './design-defaults.ts';
import type { UseCase } from './use-case.ts';

/** Something in a design that people often get wrong. It costs no points; the simulation decides whether it matters. */
export interface DesignWarning {
  /** The wrong belief behind it, such as `M6-04`. */
  readonly misconception: string;
  readonly sentence: string;
  /** The requirements it may break. */
  readonly explains: readonly string[];
}

interface Linted {
  readonly design: CompleteDesign;
  readonly useCase: UseCase;
  /** What the use case's stream is written by and to. */
  readonly producer: CompleteProducer;
  readonly topic: CompleteTopic;
}

interface Rule {
  readonly misconception: string;
  readonly explains: readonly string[];
  /** The warning's sentence, if there is one. */
  readonly check: (linted: Linted) => string | undefined;
}

const hourMs = 3_600_000;
const isCache = ({ useCase }: Linted) => useCase.kind === 'cache';
const compacts = ({ topic }: Linted) => topic['cleanup.policy'].includes('compact');
const mustNotLose = ({ useCase }: Linted) =>
  useCase.requirements.some(({ measure, limit }) => measure === 'lost' && limit === 0);
const minimum = ({ topic }: Linted) => Math.min(topic['min.insync.replicas'], topic['replication.factor']);

/** In the order in which they are blamed: the first that explains what is broken is named. */
const rules: readonly Rule[] = [
  {
    misconception: 'M6-04',
    explains: ['order'],
    check: (linted) =>
      linted.producer.key === null && !isCache(linted)
        ? `Without a key the events of one ${linted.useCase.entity} spread over the partitions and overtake each other.`
        : undefined,
  },
  {
    misconception: 'M1-07',
    explains: ['blocked', 'oldest'],
    check: (linted) =>
      linted.topic['replication.factor'] > 1 &&
      minimum(linted) === linted.topic['replication.factor'] &&
      linted.producer.acks === 'all'
        ? 'min.insync.replicas equals the replication factor: one broker that is away stops every write with acks=all.'
        : undefined,
  },
  {
    misconception: 'M6-06',
    explains: ['lost', 'order', 'duplicate-rows'],
    check: (linted) =>
      mustNotLose(linted) && linted.producer.acks !== 'all'
        ? `acks=${linted.producer.acks}: replicas are copies that will exist; acks decides what exists when the producer is told "ok".`
        : undefined,
  },
  {
    misconception: 'M6-07',
    explains: ['lost', 'skipped'],
    check: (linted) =>
      mustNotLose(linted) &&
      linted.producer.acks === 'all' &&
      linted.topic['replication.factor'] > 1 &&
      minimum(linted) === 1
        ? 'acks=all waits for whoever is in sync, and with min.insync.replicas=1 that may be one broker alone.'
        : undefined,
  },
  {
    misconception: 'M1-18',
    explains: ['rejected', 'missing'],
    check: (linted) =>
      linted.producer.key === null && compacts(linted)
        ? 'A compacted topic refuses records without a key: it could not tell what replaces what.'
        : undefined,
  },
  {
    misconception: 'M6-03',
    explains: ['oldest', 'missing', 'ghosts', 'offline-ghosts'],
    check: ({ producer, useCase }) =>
      producer.key !== null && useCase.coarseFields.includes(producer.key)
        ? `${producer.key} lumps much together: key by the smallest thing whose records must stay in order, ${useCase.entity}.`
        : undefined,
  },
  {
    misconception: 'M6-05',
    explains: ['rebuild', 'missing', 'stale', 'ghosts', 'offline-ghosts', 'order'],
    check: ({ producer }) =>
      producer.key === 'eventId'
        ? 'Every event has an id of its own, so as a key it keeps nothing together and replaces nothing.'
        : undefined,
  },
  {
    misconception: 'M5-13',
    explains: ['oldest'],
    check: (linted) =>
      linted.topic.partitions === 1 && !isCache(linted)
        ? 'One partition keeps everything in order, and one member at work: order per key needs no more than a key.'
        : undefined,
  },
  {
    misconception: 'M6-02',
    explains: ['oldest'],
    check: (linted) =>
      linted.topic.partitions > 1 && linted.topic.partitions <= 3 && !isCache(linted)
        ? 'Few partitions now and more later moves keys: size a keyed topic for its peak at the start.'
        : undefined,
  },
  {
    misconception: 'M6-13',
    explains: ['oldest', 'cost'],
    check: ({ design, topic }) => {
      const group = design.groups.find(({ type, members }) => type === 'consumer' && members > topic.partitions);
      return group === undefined
        ? undefined
        : `${group['group.id']} has ${group.members} members for ${topic.partitions} partition(s): the others stand idle.`;
    },
  },
  {
    misconception: 'M6-19',
    explains: ['lost', 'skipped', 'duplicate-rows', 'blocked', 'oldest'],
    check: (linted) =>
      linted.topic['replication.factor'] === 1 && !isCache(linted)
        ? 'With one copy of each record, a broker that is away takes its partitions along, and a disk that fails takes the records.'
        : undefined,
  },
  {
    misconception: 'M2-17',
    explains: ['order', 'stale', 'ghosts'],
    check: ({ topic }) =>
      topic.partitionsLater !== undefined && topic.partitionsLater > topic.partitions
        ? 'With more partitions a key goes elsewhere, while its older records stay where they are.'
        : undefined,
  },
  {
    misconception: 'M5-06',
    explains: ['order', 'duplicate-rows'],
    check: ({ producer }) =>
      !producer['enable.idempotence'] && producer['max.in.flight.requests.per.connection'] > 1 && producer.acks !== '0'
        ? 'Without idempotence, and with several requests in flight, a retried batch lands behind its successors.'
        : undefined,
  },
  {
    misconception: 'M5-07',
    explains: ['duplicate-rows'],
    check: ({ producer }) =>
      !producer['enable.idempotence'] &&
      producer['max.in.flight.requests.per.connection'] === 1 &&
      producer.acks !== '0'
        ? 'One request in flight keeps the order, but a batch whose answer is lost is written twice.'
        : undefined,
  },
  {
    misconception: 'M4-13',
    explains: ['skipped'],
    check: ({ design }) =>
      design.groups.some(({ commit }) => commit === 'before-processing')
        ? 'A commit before processing loses what a crash leaves unprocessed: at most once.'
        : undefined,
  },
  {
    misconception: 'M4-14',
    explains: ['duplicate-fulfilments'],
    check: ({ design, useCase }) =>
      design.groups.some(
        ({ commit, effects, ...group }) =>
          commit === 'after-processing' && effects === 'plain' && group['group.id'] === useCase.groups[0]?.groupId,
      ) && useCase.requirements.some(({ id }) => id === 'duplicate-fulfilments')
        ? 'A commit after processing repeats what a crash leaves uncommitted: at least once, so make the effect idempotent.'
        : undefined,
  },
  {
    misconception: 'M6-16',
    explains: ['duplicate-fulfilments', 'duplicate-rows'],
    check: ({ design }) =>
      design.groups.some(({ effects }) => effects === 'transactional')
        ? 'Kafka transactions end at Kafka: an effect outside, such as a row or a call, needs a key by which it is recognised.'
        : undefined,
  },
  {
    misconception: 'M5-16',
    explains: ['order', 'oldest'],
    check: ({ design }) =>
      design.groups.some(({ type }) => type === 'share')
        ? 'A share group gives up order: records of one partition go to several members.'
        : undefined,
  },
  {
    misconception: 'M6-10',
    explains: ['lost', 'replay'],
    check: (linted) =>
      !isCache(linted) && compacts(linted)
        ? 'Compaction keeps the last event of each key: a history needs delete.'
        : undefined,
  },
  {
    misconception: 'M6-09',
    explains: ['missing', 'rebuild'],
    check: (linted) =>
      isCache(linted) && !compacts(linted)
        ? 'State that is rebuilt from a topic needs compaction: time retention forgets what has not changed for long, or keeps it all.'
        : undefined,
  },
  {
    misconception: 'M1-19',
    explains: ['missing'],
    check: (linted) =>
      isCache(linted) && linted.topic['cleanup.policy'] === 'compact,delete'
        ? 'With compact,delete old segments still expire, and with them the only record of a quiet key.'
        : undefined,
  },
  {
    misconception: 'M6-11',
    explains: ['offline-ghosts'],
    check: (linted) =>
      linted.useCase.kind === 'cache' &&
      compacts(linted) &&
      linted.topic['delete.retention.ms'] < linted.useCase.offlineForMs
        ? 'delete.retention.ms is shorter than a reader may be away: it never hears of users who were deleted.'
        : undefined,
  },
  {
    misconception: 'M6-12',
    explains: ['rebuild'],
    check: (linted) =>
      isCache(linted) && compacts(linted) && linted.topic['segment.ms'] > 48 * hourMs
        ? 'Only closed segments are compacted: a quiet topic needs a shorter segment.ms.'
        : undefined,
  },
  {
    misconception: 'M6-15',
    explains: ['replay', 'skipped'],
    check: (linted) =>
      !isCache(linted) && linted.topic['retention.ms'] >= 0 && linted.topic['retention.ms'] < 24 * hourMs
        ? 'Retention has to outlast the longest outage of a reader, and the time it needs to catch up.'
        : undefined,
  },
  {
    misconception: 'M6-20',
    explains: ['lost', 'skipped'],
    check: ({ topic }) =>
      topic['unclean.leader.election.enable']
        ? 'With unclean elections a replica that is behind may become leader, and what it lacks is gone.'
        : undefined,
  },
  {
    misconception: 'M6-21',
    explains: ['lost'],
    check: ({ producer }) =>
      producer.retries === 0
        ? 'Without retries the first refusal is the last: the producer gives the batch up.'
        : undefined,
  },
  {
    misconception: 'M6-08',
    explains: ['cost'],
    check: ({ topic, useCase, design }) => {
      const keepsForLong = topic['retention.ms'] < 0 || topic['retention.ms'] > 7 * 24 * hourMs;
      const isLarge = topic.partitions >= 36 && design.groups.some(({ members }) => members >= 16);
      return useCase.kind === 'stream' && (design.cluster.brokers > 3 || keepsForLong || isLarge)
        ? 'Each guarantee has its price: buy the ones in the requirements.'
        : undefined;
    },
  },
  {
    misconception: 'M6-01',
    explains: ['cost'],
    check: ({ topic, useCase }) =>
      useCase.kind === 'stream' && topic.partitions >= 36
        ? 'Each partition costs its replicas: have as many as the peak needs, and some to spare.'
        : undefined,
  },
  {
    misconception: 'M6-22',
    explains: ['oldest'],
    check: ({ design, topic: { name, partitions } }) => {
      const busiest = (members: number) => Math.ceil(partitions / members);
      const group = design.groups.find(
        ({ type, topics, members }) =>
          type === 'consumer' &&
          topics.includes(name) &&
          members < partitions &&
          busiest(members) * members >= 1.2 * partitions,
      );
      return group === undefined
        ? undefined
        : `${partitions} partitions do not divide evenly among the ${group.members} members of ${group['group.id']}: one has ${busiest(group.members)} of them, and is the last to catch up.`;
    },
  },
];

/** Warnings about a design that has no problems, each with the belief behind it. */
export function lintDesign(design: ClusterDesign, useCase: UseCase): readonly DesignWarning[] {
  const complete = withDefaults(design);
  const producer = complete.producers.find(({ stream }) => stream === useCase.stream);
  const topic = complete.topics.find(({ name }) => name === producer?.topic);
  if (producer === undefined || topic === undefined) return [];
  return rules.flatMap(({ misconception, explains, check }) => {
    const sentence = check({ design: complete, useCase, producer, topic });
    return sentence === undefined ? [] : [{ misconception, sentence, explains }];
  });
}
