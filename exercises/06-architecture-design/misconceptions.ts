import type { Misconceptions } from '#check';
import type { ClusterDesign, GroupDesign, ProducerDesign, TopicDesign } from '#kafka';
import { right } from './keeps.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What is done differently to a design's topic, its producer and the first of its groups. */
interface Change {
  readonly cluster?: ClusterDesign['cluster'];
  readonly topic?: Partial<TopicDesign>;
  readonly producer?: Partial<ProducerDesign>;
  readonly group?: Partial<GroupDesign>;
}

/** A design as it is right, but for this. */
function but(design: ClusterDesign, { cluster, topic, producer, group }: Change): () => ClusterDesign {
  const [first, ...others] = design.groups;
  return () => ({
    cluster: cluster ?? design.cluster,
    topics: design.topics.map((each) => ({ ...each, ...topic })),
    producers: design.producers.map((each) => ({ ...each, ...producer })),
    groups: first === undefined ? [] : [{ ...first, ...group }, ...others],
  });
}

const { repaired, orders, profiles, telemetry } = right;

export default {
  'M1-07': {
    belief:
      'sets min.insync.replicas to the replication factor; then one broker that is away stops every write with acks=all',
    orders: but(orders, { topic: { 'min.insync.replicas': 3 } }),
  },
  'M1-18': {
    belief:
      'writes records without a key to a compacted topic; the broker refuses them, as it could not tell what replaces what',
    profiles: but(profiles, { producer: { key: null } }),
  },
  'M1-19': {
    belief:
      'expects compact,delete to keep the latest of every key; old segments still expire, and with them whoever was quiet',
    profiles: but(profiles, { topic: { 'cleanup.policy': 'compact,delete', 'retention.ms': 7 * day } }),
  },
  'M2-17': {
    belief:
      'adds partitions to a topic with keys later on; the partition is hash mod count, so keys move away from their past',
    profiles: but(profiles, { topic: { partitions: 6, partitionsLater: 8 } }),
  },
  'M4-13': {
    belief:
      'commits before it processes; what a crash leaves unprocessed is then skipped, as the group goes on behind it',
    orders: but(orders, { group: { commit: 'before-processing' } }),
  },
  'M4-14': {
    belief:
      'takes a commit after processing for exactly once; a crash in between repeats, so the effect itself has to be idempotent',
    orders: but(orders, { group: { effects: 'plain' } }),
  },
  'M5-06': {
    belief:
      'expects retries to keep the order; without idempotence and with several requests in flight a retry lands behind its successors',
    orders: but(orders, { producer: { 'enable.idempotence': false } }),
    telemetry: but(telemetry, { producer: { 'max.in.flight.requests.per.connection': 5 } }),
  },
  'M5-07': {
    belief:
      'gives up idempotence for one request in flight; that keeps the order, but a batch whose answer is lost is written twice',
    orders: but(orders, { producer: { 'enable.idempotence': false, 'max.in.flight.requests.per.connection': 1 } }),
  },
  'M5-13': {
    belief:
      'uses one partition to keep an order; only the records of one key need it, and a key keeps it with many partitions',
    repaired: but(repaired, { topic: { partitions: 1 }, producer: { key: null } }),
    orders: but(orders, { topic: { partitions: 1 } }),
  },
  'M5-16': {
    belief: 'expects order from a share group; it hands the records of one partition to several members at once',
    orders: but(orders, { group: { type: 'share' } }),
  },
  'M6-01': {
    belief:
      'takes more partitions to be better; each costs replicas, so have as many as the peak needs, and some to spare',
    orders: but(orders, { topic: { partitions: 48 } }),
  },
  'M6-02': {
    belief:
      'starts with few partitions to add more later; that moves keys, so size a topic with keys for its peak at the start',
    orders: but(orders, { topic: { partitions: 3 } }),
    telemetry: but(telemetry, { topic: { partitions: 3 } }),
  },
  'M6-03': {
    belief:
      'keys by what is reported on; the key is the smallest thing whose records must stay in order, and reports are made downstream',
    repaired: but(repaired, { producer: { key: 'merchantId' } }),
    orders: but(orders, { producer: { key: 'merchantId' } }),
    telemetry: but(telemetry, { producer: { key: 'region' } }),
  },
  'M6-04': {
    belief:
      'leaves the key out for an even spread; then the events of one order go to many partitions and overtake each other',
    orders: but(orders, { producer: { key: null } }),
    telemetry: but(telemetry, { producer: { key: null } }),
  },
  'M6-05': {
    belief:
      'gives every event a key of its own; such a key keeps nothing together and replaces nothing, so let it name the entity',
    repaired: but(repaired, { producer: { key: 'eventId' } }),
    profiles: but(profiles, { producer: { key: 'eventId' } }),
  },
  'M6-06': {
    belief:
      'trusts replicas without acks=all; the factor counts copies that will be, acks decides which there are when the producer is told "ok"',
    orders: but(orders, { producer: { acks: '1' } }),
  },
  'M6-07': {
    belief:
      'trusts acks=all alone; it waits for whoever is in sync, which may be one broker, so pair it with min.insync.replicas=2',
    orders: but(orders, { topic: { 'min.insync.replicas': 1 } }),
  },
  'M6-08': {
    belief: 'sets everything to the most there is; each guarantee is paid for, so buy the ones that are asked for',
    telemetry: but(telemetry, {
      topic: { partitions: 48, 'replication.factor': 3, 'min.insync.replicas': 2, 'retention.ms': 7 * day },
      producer: { acks: 'all', 'max.in.flight.requests.per.connection': 5 },
      group: { members: 16 },
    }),
  },
  'M6-09': {
    belief:
      'keeps state by time; who has not changed for long is forgotten, so a topic to rebuild from has to be compacted',
    profiles: but(profiles, { topic: { 'cleanup.policy': 'delete', 'retention.ms': 7 * day } }),
  },
  'M6-10': {
    belief: 'compacts a history; only the last record of each key stays, and what was to be read again is gone',
    orders: but(orders, { topic: { 'cleanup.policy': 'compact' } }),
    telemetry: but(telemetry, { topic: { 'cleanup.policy': 'compact' } }),
  },
  'M6-11': {
    belief:
      'leaves delete.retention.ms shorter than a reader may be away; it then never hears that something was deleted',
    profiles: but(profiles, { topic: { 'delete.retention.ms': day } }),
  },
  'M6-12': {
    belief:
      'expects compaction at once; only closed segments are compacted, so a quiet topic needs a shorter segment.ms',
    profiles: but(profiles, { topic: { 'segment.ms': 30 * day } }),
  },
  'M6-13': {
    belief: 'doubles the members to double the speed; those beyond the number of partitions cost, and stand idle',
    orders: but(orders, { topic: { partitions: 6 }, group: { members: 12 } }),
  },
  'M6-14': {
    belief:
      'lets two services share a group; each then gets a part of the records, where each needs a group of its own',
    orders: () => ({ ...orders, groups: orders.groups.slice(0, 1) }),
  },
  'M6-15': {
    belief:
      'keeps records for as long as readers usually lag; retention has to outlast their longest outage and the catching up',
    orders: but(orders, { topic: { 'retention.ms': hour } }),
    telemetry: but(telemetry, { topic: { 'retention.ms': hour } }),
  },
  'M6-16': {
    belief:
      "expects Kafka's transactions to reach outside Kafka; a payment or a row needs a key of its own by which a repeat is recognised",
    orders: but(orders, { group: { effects: 'transactional' } }),
  },
  'M6-19': {
    belief:
      'keeps one copy of each record; when its broker is away nobody reads or writes it, and when its disk fails it is gone',
    orders: but(orders, { topic: { 'replication.factor': 1, 'min.insync.replicas': 1 } }),
    telemetry: but(telemetry, { topic: { 'replication.factor': 1 } }),
  },
  'M6-20': {
    belief:
      'allows unclean elections; a replica that is behind may then lead, and what it lacks is gone though it was acknowledged',
    orders: but(orders, { topic: { 'unclean.leader.election.enable': true } }),
  },
  'M6-21': {
    belief: 'gives up after the first refusal; let a batch be sent again, as often as delivery.timeout.ms allows',
    orders: but(orders, { producer: { retries: 0 } }),
  },
  'M6-22': {
    belief:
      'lets partitions divide unevenly among the members; the one with the most of them is the last to catch up after a rush',
    orders: but(orders, { topic: { partitions: 12 }, group: { members: 5 } }),
  },
} satisfies Misconceptions;
