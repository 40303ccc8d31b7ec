import { KafkaError } from '../errors.ts';
import { type TopicValues, topicValues } from '../settings/topic-settings.ts';
import { topicIds } from '../topic-ids.ts';
import { checkCollision, checkTopicName } from '../topic-name.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';
import { type AlterPartition, checkAlterPartition } from './alter-partition.ts';
import { type BrokerRegistration, isActive } from './broker-registration.ts';
import {
  changePartition,
  hasPreferredLeader,
  NO_LEADER,
  type PartitionChange,
  type PartitionRegistration,
  withoutElr,
} from './leader-election.ts';
import {
  type Assignments,
  additionalPartitions,
  type Placing,
  partitionsOfNewTopic,
  type Wanted,
} from './new-partitions.ts';
import type { NextInt } from './replica-placement.ts';

/** What the controller knows of a topic. */
export interface TopicRegistration {
  readonly topic: string;
  /** Its id, as Kafka writes it: 16 bytes in URL-safe base64. */
  readonly topicId: string;
  /** What was set for this topic, as it was written. */
  readonly configs: Readonly<Record<string, string>>;
  /** What that comes to, with Kafka's defaults for the rest. */
  readonly settings: TopicValues;
  readonly partitions: readonly PartitionRegistration[];
}

/** A topic to be created. */
export interface NewTopic extends Wanted {
  readonly topic: string;
  readonly configs?: Readonly<Record<string, string>> | undefined;
}

/** A partition that an event changed (PartitionChangeRecord). */
export interface PartitionChanged extends TopicPartition {
  readonly before: PartitionRegistration;
  readonly after: PartitionRegistration;
}

/** Why an election did not take place: Kafka's error name, and a sentence. */
export type ElectionRefusal = Pick<KafkaError, 'code' | 'message'>;

/** How a controller is set up. `elrEnabled`: eligible leader replicas (KIP-966), on in new clusters since 4.1. */
export interface ControllerOptions {
  readonly nextInt: NextInt;
  readonly elrEnabled?: boolean;
}

/** How a broker comes back. After an unclean shutdown (a crash, a lost disk) nobody can vouch for its last records. */
export interface Registering {
  readonly rack?: string | undefined;
  readonly cleanShutdown?: boolean;
}

type Topic = TopicRegistration & { readonly partitions: PartitionRegistration[] };

/**
 * The active KRaft controller: it alone says which brokers live, what topics there are and who leads (ReplicationControlManager,
 * ClusterControlManager). An event returns the partitions it changed; what is refused throws a KafkaError and changes nothing.
 */
export class Controller {
  readonly #placing: Placing;
  readonly #elrEnabled: boolean;
  readonly #brokers = new Map<number, BrokerRegistration>();
  readonly #topics = new Map<string, Topic>();
  readonly #newTopicId = topicIds();
  /** Partitions that are alike share a registration, as thousands of a large cluster may be: so they are reckoned with once. */
  readonly #new = new Map<string, PartitionRegistration>();
  /** What requests made of registrations since the brokers and settings last changed, by request. */
  readonly #answers = new Map<string, Map<PartitionRegistration, PartitionRegistration>>();

  constructor({ nextInt, elrEnabled = true }: ControllerOptions) {
    this.#placing = { brokers: this.#brokers, nextInt };
    this.#elrEnabled = elrEnabled;
  }

  /** Every broker that ever registered, by id. */
  get brokers(): ReadonlyMap<number, BrokerRegistration> {
    return this.#brokers;
  }

  /** Every topic, by name, in the order they were created. */
  get topics(): ReadonlyMap<string, TopicRegistration> {
    return this.#topics;
  }

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  topic(topic: string): TopicRegistration {
    return this.#topic(topic);
  }

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  partition(tp: TopicPartition): PartitionRegistration {
    const { partitions } = this.#topic(tp.topic);
    const found = partitions[tp.partition];
    if (found !== undefined) return found;
    const has = `'${tp.topic}' has ${partitions.length} partition(s), counted from 0`;
    throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `There is no partition ${nameOf(tp)}: ${has}.`);
  }

  /** Whether a broker may lead and be in sync. */
  isActive = (broker: number): boolean => isActive(this.#brokers.get(broker));

  /** A broker's process started, for the first time or again; it stays fenced until it has caught up with the metadata. */
  registerBroker(id: number, { rack, cleanShutdown = true }: Registering = {}): PartitionChanged[] {
    this.#brokers.set(id, { id, rack, fenced: true, inControlledShutdown: false });
    this.#answers.clear();
    if (cleanShutdown || !this.#elrEnabled) return this.#leaveIsr(id);
    return this.#changeEach((partition) => {
      if (!partition.isr.includes(id) && !partition.elr.includes(id)) return undefined;
      return { targetIsr: without(partition.isr, id), uncleanShutdownReplicas: [id] };
    });
  }

  /** The broker is alive and has caught up with the metadata: partitions without a leader may have one again. */
  unfenceBroker(id: number): PartitionChanged[] {
    this.#updateBroker(id, { fenced: false });
    return this.#changeEach((partition) => (partition.leader === NO_LEADER ? {} : undefined));
  }

  /** The broker's session is over (broker.session.timeout.ms without a heartbeat). */
  fenceBroker(id: number): PartitionChanged[] {
    this.#updateBroker(id, { fenced: true });
    return this.#leaveIsr(id);
  }

  /** The broker wants to stop and gives its leaderships away first. */
  startControlledShutdown(id: number): PartitionChanged[] {
    this.#updateBroker(id, { inControlledShutdown: true });
    return this.#leaveIsr(id);
  }

  /** A leader's request for another ISR. Throws what `checkAlterPartition` throws. */
  alterPartition(request: AlterPartition): PartitionChanged[] {
    const before = this.partition(request);
    const { newIsr: targetIsr, recovered = true } = request;
    checkAlterPartition(before, request, this.#brokers);
    return this.#answer(request, `${targetIsr} ${recovered}`, { targetIsr, recovered });
  }

  /**
   * An administrator's request for an election (kafka-leader-election.sh). Throws ELECTION_NOT_NEEDED,
   * PREFERRED_LEADER_NOT_AVAILABLE, ELIGIBLE_LEADERS_NOT_AVAILABLE or UNKNOWN_TOPIC_OR_PARTITION.
   */
  electLeader(tp: TopicPartition, election: 'PREFERRED' | 'UNCLEAN'): PartitionChanged[] {
    this.partition(tp);
    const outcome = this.tryElection(tp, election);
    if ('code' in outcome) throw new KafkaError(outcome.code, outcome.message);
    return outcome;
  }

  /** As `electLeader`, for when there may be thousands of refusals: answers what that throws. */
  tryElection(tp: TopicPartition, election: 'PREFERRED' | 'UNCLEAN'): PartitionChanged[] | ElectionRefusal {
    const partition = this.#topics.get(tp.topic)?.partitions[tp.partition];
    if (partition === undefined) {
      return { code: 'UNKNOWN_TOPIC_OR_PARTITION', message: `There is no partition ${nameOf(tp)}.` };
    }
    const isNeeded = election === 'PREFERRED' ? !hasPreferredLeader(partition) : partition.leader === NO_LEADER;
    if (!isNeeded) {
      return { code: 'ELECTION_NOT_NEEDED', message: `Leader election not needed for topic partition ${nameOf(tp)}.` };
    }
    const changed = this.#answer(tp, election, { election });
    if (changed.length > 0) return changed;
    return election === 'PREFERRED'
      ? { code: 'PREFERRED_LEADER_NOT_AVAILABLE', message: `The preferred leader of ${nameOf(tp)} was not available.` }
      : { code: 'ELIGIBLE_LEADERS_NOT_AVAILABLE', message: `No replica of ${nameOf(tp)} is available to lead it.` };
  }

  /** What happens every 5 minutes under auto.leader.rebalance.enable: preferred elections where another replica leads. */
  balanceLeaders(): PartitionChanged[] {
    return this.#changeEach((partition) => (hasPreferredLeader(partition) ? undefined : { election: 'PREFERRED' }));
  }

  /** What happens every 5 minutes to partitions without a leader whose topics allow unclean elections. */
  electUncleanLeaders(): PartitionChanged[] {
    return this.#changeEach((partition, topic) =>
      partition.leader === NO_LEADER && allowsUnclean(topic) ? {} : undefined,
    );
  }

  /**
   * Throws INVALID_TOPIC_EXCEPTION, TOPIC_ALREADY_EXISTS, INVALID_CONFIG, INVALID_REPLICATION_FACTOR, INVALID_PARTITIONS,
   * INVALID_REPLICA_ASSIGNMENT or POLICY_VIOLATION.
   */
  createTopic({ topic, configs = {}, ...wanted }: NewTopic): void {
    const partitionCount = wanted.assignments?.length ?? wanted.partitionCount ?? 1;
    if (partitionCount > MAX_PARTITIONS_PER_REQUEST) {
      throw new KafkaError('POLICY_VIOLATION', 'Excessively large number of partitions per request.');
    }
    checkTopicName(topic);
    checkCollision(topic, this.#topics.keys());
    if (this.#topics.has(topic)) throw new KafkaError('TOPIC_ALREADY_EXISTS', `Topic '${topic}' already exists.`);
    const settings = topicValues(configs);
    const partitions = partitionsOfNewTopic(wanted, this.#placing).map((partition) => this.#shared(partition));
    this.#topics.set(topic, { topic, topicId: this.#newTopicId(), configs, settings, partitions });
  }

  /** Raises a topic's partition count. Throws as `createTopic`, and UNKNOWN_TOPIC_OR_PARTITION. */
  createPartitions(topic: string, partitionCount: number, assignments?: Assignments): void {
    const { partitions } = this.#topic(topic);
    if (partitionCount - partitions.length > MAX_PARTITIONS_PER_REQUEST) {
      throw new KafkaError('POLICY_VIOLATION', 'Unable to perform excessively large batch operation.');
    }
    const additional = additionalPartitions(topic, partitions, { partitionCount, assignments }, this.#placing);
    partitions.push(...additional.map((partition) => this.#shared(partition)));
  }

  /** Throws UNKNOWN_TOPIC_OR_PARTITION. */
  deleteTopic(topic: string): void {
    this.#topic(topic);
    this.#topics.delete(topic);
  }

  /**
   * Sets some settings of a topic, and takes back those that are `null`; elections go by them from the next event on. Throws
   * INVALID_CONFIG. Another min.insync.replicas ends all eligibility that was reckoned by the old one (ClearElrRecord).
   */
  alterConfigs(topic: string, changes: Readonly<Record<string, string | null>>): PartitionChanged[] {
    const before = this.#topic(topic);
    const altered = Object.entries({ ...before.configs, ...changes });
    const configs = Object.fromEntries(altered.filter((entry): entry is [string, string] => entry[1] !== null));
    this.#topics.set(topic, { ...before, configs, settings: topicValues(configs) });
    this.#answers.clear();
    if (before.configs[minIsr] === configs[minIsr]) return [];
    return before.partitions.flatMap((each, partition) => replace(this.#topic(topic), partition, withoutElr(each)));
  }

  /** Grants a partition what was granted to another that was like it (`alterPartition`). Throws UNKNOWN_TOPIC_OR_PARTITION. */
  grantAlike(tp: TopicPartition, granted: PartitionRegistration): void {
    this.#topic(tp.topic).partitions[tp.partition] = granted;
  }

  #topic(topic: string) {
    const found = this.#topics.get(topic);
    if (found === undefined) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION', `There is no topic '${topic}'.`);
    return found;
  }

  #updateBroker(id: number, state: Partial<BrokerRegistration>): void {
    const broker = this.#brokers.get(id);
    if (broker === undefined) {
      throw new KafkaError('BROKER_ID_NOT_REGISTERED', `Broker ID ${id} is not currently registered.`);
    }
    this.#brokers.set(id, { ...broker, ...state });
    this.#answers.clear();
  }

  #leaveIsr(id: number): PartitionChanged[] {
    return this.#changeEach(({ isr }) => (isr.includes(id) ? { targetIsr: without(isr, id) } : undefined));
  }

  #changeEach(
    changeOf: (partition: PartitionRegistration, topic: TopicRegistration) => Partial<PartitionChange> | undefined,
  ): PartitionChanged[] {
    const outcomes = new Map<string, Map<PartitionRegistration, PartitionRegistration>>();
    const changed: PartitionChanged[] = [];
    for (const topic of this.#topics.values()) {
      const known = entryOf(outcomes, kindOf(topic), () => new Map());
      topic.partitions.forEach((before, partition) => {
        let after = known.get(before);
        if (after === undefined) {
          after = this.#outcome(before, topic, changeOf(before, topic));
          known.set(before, after);
        }
        if (after === before) return;
        topic.partitions[partition] = after;
        changed.push({ topic: topic.topic, partition, before, after });
      });
    }
    return changed;
  }

  /** Changes one partition; `request` names the change, so that those that are alike are reckoned with once. */
  #answer(tp: TopicPartition, request: string, change: Partial<PartitionChange>): PartitionChanged[] {
    const topic = this.#topic(tp.topic);
    const before = this.partition(tp);
    const known = entryOf(this.#answers, `${kindOf(topic)} ${request}`, () => new Map());
    const after = known.get(before) ?? this.#outcome(before, topic, change);
    known.set(before, after);
    return replace(topic, tp.partition, after);
  }

  #outcome(
    before: PartitionRegistration,
    topic: TopicRegistration,
    change: Partial<PartitionChange> | undefined,
  ): PartitionRegistration {
    if (change === undefined) return before;
    return changePartition(before, {
      election: allowsUnclean(topic) ? 'UNCLEAN' : 'ONLINE',
      isAcceptable: this.isActive,
      minIsr: Math.min(topic.settings[minIsr], before.replicas.length),
      elrEnabled: this.#elrEnabled,
      ...change,
    });
  }

  #shared(partition: PartitionRegistration): PartitionRegistration {
    return entryOf(this.#new, `${partition.replicas}/${partition.isr}`, () => partition);
  }
}

const minIsr = 'min.insync.replicas';

/** ReplicationControlManager.MAX_PARTITIONS_PER_BATCH. */
const MAX_PARTITIONS_PER_REQUEST = 10_000;

function allowsUnclean({ settings }: TopicRegistration): boolean {
  return settings['unclean.leader.election.enable'];
}

function without(brokers: readonly number[], id: number): number[] {
  return brokers.filter((broker) => broker !== id);
}

/** The settings that an event's outcome depends on. */
function kindOf({ settings }: TopicRegistration): string {
  return `${settings[minIsr]} ${settings['unclean.leader.election.enable']}`;
}

function replace(topic: Topic, partition: number, after: PartitionRegistration): PartitionChanged[] {
  const before = topic.partitions[partition];
  if (before === undefined || after === before) return [];
  topic.partitions[partition] = after;
  return [{ topic: topic.topic, partition, before, after }];
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
