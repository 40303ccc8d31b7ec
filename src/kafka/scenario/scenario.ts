import { Consumer } from '../clients/consumer.ts';
import { Producer } from '../clients/producer.ts';
import { Cluster, type ClusterOptions } from '../cluster.ts';
import { KafkaError } from '../errors.ts';
import type { ConsumerRecord } from '../record.ts';
import { consumerSettings } from '../settings/consumer-settings.ts';
import { producerSettings } from '../settings/producer-settings.ts';
import { checkStep } from '../step-shape.ts';
import { nameOf, topicPartition } from '../topic-partition.ts';
import { snapshotOf } from './snapshot.ts';
import type {
  Acks,
  AdminStep,
  BackgroundStep,
  BrokerStep,
  GroupStep,
  ProducerStep,
  Settings,
  Stage,
  Step,
} from './step.ts';
import type { Happening, Trace, TraceEntry } from './trace.ts';

/** Three brokers; `orders` with three partitions on all of them, and `profiles`, compacted, with one. Members start at the earliest offset. */
export const defaultStage: Stage = {
  brokers: 3,
  topics: [
    { topic: 'orders', partitions: 3, 'replication.factor': 3, settings: { 'min.insync.replicas': 2 } },
    { topic: 'profiles', partitions: 1, 'replication.factor': 3, settings: { 'cleanup.policy': 'compact' } },
  ],
  consumers: { 'auto.offset.reset': 'earliest' },
};

/**
 * Plays steps one after another and tells what happened at each. A step that Kafka would refuse is told with Kafka's error name and
 * changes nothing; the next ones go on. The same steps on the same stage give the same trace.
 */
export function playScenario(steps: readonly Step[], stage: Stage = defaultStage): Trace {
  const player = new ScenarioPlayer(stage);
  return steps.map((step) => player.play(step));
}

/** What came of a step. */
export type StepOutcome = Pick<TraceEntry, 'records' | 'error' | 'happened'>;

/** A scenario that is being played: a cluster on its stage, with the producers and consumers that the steps brought along. */
export class ScenarioPlayer {
  readonly cluster: Cluster;
  readonly #stage: Stage;
  readonly #producers = new Map<string, Producer>();
  readonly #consumers = new Map<string, Consumer>();
  #happened: Happening[] = [];

  constructor(stage: Stage, options: Pick<ClusterOptions, 'settings' | 'startMs'> = {}) {
    this.#stage = stage;
    const { brokers, seed = 1 } = stage;
    const tell = (happening: Happening) => this.#happened.push(happening);
    this.cluster = new Cluster({ ...options, brokers, seed, tell });
    for (const topic of stage.topics) this.#setUp(topic);
  }

  /** The consumers that run, by group and member id. */
  get consumers(): readonly { readonly group: string; readonly memberId: string; readonly consumer: Consumer }[] {
    return [...this.#consumers].map(([key, consumer]) => {
      const { name: memberId } = consumer;
      return { group: key.slice(0, -memberId.length - 1), memberId, consumer };
    });
  }

  /** The consumer behind a member, if it runs. */
  findConsumer = (group: string, memberId: string): Consumer | undefined =>
    this.#consumers.get(memberKey(group, memberId));

  /** Plays a step and tells what came of it and how everything stands afterwards. */
  play(step: Step): TraceEntry {
    const outcome = this.perform(step);
    return { step, time: this.cluster.nowMs, ...outcome, after: snapshotOf(this.cluster, this.findConsumer) };
  }

  /** As `play`, without the snapshot. */
  perform(step: Step): StepOutcome {
    return this.watch(() => this.#perform(step));
  }

  /** Does something to the cluster that is no step, and tells what came of it; a KafkaError becomes part of the outcome. */
  watch(work: () => ConsumerRecord[] | undefined): StepOutcome {
    this.#happened = [];
    const generations = this.#generations();
    let outcome: Pick<TraceEntry, 'records' | 'error'> = {};
    try {
      const records = work();
      if (records !== undefined) outcome = { records };
      this.#settle();
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      outcome = { error: { code: error.code, message: error.message } };
    }
    this.#tellRebalances(generations);
    return { ...outcome, happened: this.#happened };
  }

  #perform(step: Step): ConsumerRecord[] | undefined {
    checkStep(step);
    switch (step.do) {
      case 'createTopic':
      case 'deleteTopic':
      case 'addPartitions':
      case 'alterTopic':
      case 'deleteRecords':
      case 'electLeaders':
        return this.#administer(step);
      case 'brokerDown':
      case 'brokerUp':
      case 'loseDisk':
      case 'stallBroker':
      case 'resumeBroker':
      case 'replicate':
        return this.#onBroker(step);
      case 'openProducer':
      case 'produce':
      case 'initTransactions':
      case 'beginTransaction':
      case 'commitTransaction':
      case 'abortTransaction':
      case 'sendOffsetsToTransaction':
        return this.#asProducer(step);
      case 'clean':
      case 'retain':
      case 'advance':
        return this.#inBackground(step);
      case 'join':
      case 'leave':
      case 'crash':
      case 'freeze':
      case 'wake':
      case 'poll':
      case 'commit':
      case 'seek':
      case 'pause':
      case 'resume':
        return this.#inGroup(step);
    }
  }

  #administer(step: AdminStep): undefined {
    if (step.do === 'createTopic') this.#createTopic(step);
    else if (step.do === 'deleteTopic') this.cluster.deleteTopic(step.topic);
    else if (step.do === 'addPartitions') this.cluster.createPartitions(step.topic, step.partitions);
    else if (step.do === 'alterTopic') this.cluster.alterConfigs(step.topic, asConfigs(step.settings));
    else if (step.do === 'deleteRecords') this.cluster.deleteRecords(topicPartition(step.tp), step.offset);
    else this.#electLeaders(step);
  }

  #createTopic({ topic, partitions, settings, ...step }: AdminStep & { do: 'createTopic' }): void {
    const replicationFactor = step['replication.factor'];
    this.cluster.createTopic({ topic, partitionCount: partitions, replicationFactor, configs: asConfigs(settings) });
  }

  /** The stage's own topics are placed so that a reader can tell: partition 0 on brokers 1, 2, 3, partition 1 on 2, 3, 1, and so on. */
  #setUp({ topic, partitions = 1, 'replication.factor': factor = 1, settings }: Stage['topics'][number]): void {
    const { brokers } = this.#stage;
    const assignments = Array.from({ length: partitions }, (_, partition) =>
      Array.from({ length: factor }, (_, replica) => 1 + ((partition + replica) % brokers)),
    );
    this.cluster.createTopic({ topic, assignments, configs: asConfigs(settings) });
  }

  #electLeaders({ type, tp }: AdminStep & { do: 'electLeaders' }): void {
    const election = type === 'preferred' ? 'PREFERRED' : 'UNCLEAN';
    const partitions = tp === undefined ? [...this.cluster.partitions] : [this.cluster.partitionNamed(tp)];
    for (const partition of partitions) {
      try {
        this.cluster.electLeader(partition, election);
      } catch (error) {
        const isIdle = error instanceof KafkaError && error.code === 'ELECTION_NOT_NEEDED' && tp === undefined;
        if (!isIdle) throw error;
      }
    }
  }

  #onBroker(step: BrokerStep): undefined {
    if (step.do === 'replicate') this.#replicate(step);
    else if (step.do === 'brokerDown') this.cluster.crashBroker(step.broker, { noticed: true });
    else if (step.do === 'brokerUp') this.cluster.startBroker(step.broker);
    else if (step.do === 'loseDisk') this.cluster.loseDisk(step.broker);
    else if (step.do === 'stallBroker') this.cluster.stallBroker(step.broker);
    else this.cluster.resumeBroker(step.broker);
  }

  #replicate({ tp, broker, upTo }: BrokerStep & { do: 'replicate' }): void {
    const partitions = tp === undefined ? [...this.cluster.partitions] : [this.cluster.partitionNamed(tp)];
    for (const partition of partitions) partition.replicate(broker, upTo);
  }

  #asProducer(step: ProducerStep): undefined {
    if (step.do === 'produce') this.#produce(step);
    else if (step.do === 'openProducer') this.openProducer(step.producer, step.settings);
    else if (step.do === 'sendOffsetsToTransaction') {
      this.#producer(step.producer).sendOffsetsToTransaction(step.group, step.offsets);
    } else this.#producer(step.producer)[step.do]();
  }

  #produce({ tp, topic, acks, producer, wire, ...step }: ProducerStep & { do: 'produce' }): void {
    const { key = null, value = null, timestamp = this.cluster.nowMs, headers } = step;
    const place = tp === undefined ? { topic: topic ?? '' } : topicPartition(tp);
    this.#producer(producer ?? 'p', acks).send({ ...place, key, value, timestamp, headers }, wire);
  }

  /** A producer that nobody opened has the stage's settings; one that sends with different acks is a producer for each. */
  #producer(name: string, acks?: Acks): Producer {
    const known = this.#producers.get(name);
    if (known !== undefined && (acks === undefined || known.settings.acks === acks)) return known;
    const withAcks = `${name} (acks=${acks})`;
    if (known === undefined) return this.openProducer(name, acks === undefined ? {} : { acks });
    return this.#producers.get(withAcks) ?? this.openProducer(withAcks, acks === undefined ? {} : { acks });
  }

  /** How many producers there are. */
  get producerCount(): number {
    return this.#producers.size;
  }

  /** A new producer of that name, looked after at every step. Throws INVALID_CONFIG. */
  openProducer(name: string, settings: Settings = {}): Producer {
    const wanted = knownSettings(producerSettings, { ...this.#stage.producers, ...settings });
    const producer = new Producer(this.cluster, { name, settings: wanted });
    this.#producers.set(name, producer);
    return producer;
  }

  #inBackground(step: BackgroundStep): undefined {
    if (step.do === 'clean') this.cluster.clean();
    else if (step.do === 'retain') this.cluster.retain();
    else if (step.do === 'advance') this.cluster.advance(step.ms);
  }

  #inGroup(step: GroupStep): ConsumerRecord[] | undefined {
    if (step.do === 'join') return this.#join(step);
    if (step.do === 'commit') return this.#commit(step);
    const consumer = this.#consumer(step.group, step.memberId);
    if (step.do === 'poll') return consumer.poll(step.max);
    if (step.do === 'leave') consumer.close();
    else if (step.do === 'crash') consumer.crash();
    else if (step.do === 'freeze') consumer.freeze();
    else if (step.do === 'wake') consumer.wake();
    else if (step.do === 'seek') consumer.seek(topicPartition(step.tp), step.offset);
    else if (step.do === 'pause') consumer.pause(topicPartition(step.tp));
    else if (step.do === 'resume') consumer.resume(topicPartition(step.tp));
    if (step.do === 'leave' || step.do === 'crash') this.#consumers.delete(memberKey(step.group, step.memberId));
    return undefined;
  }

  #join({ group, memberId, topics, settings }: GroupStep & { do: 'join' }): undefined {
    const wanted = knownSettings(consumerSettings, { ...this.#stage.consumers, ...settings });
    const subscription = topics ?? this.#stage.topics.map(({ topic }) => topic).slice(0, 1);
    const consumer = new Consumer(this.cluster, {
      groupId: group,
      name: memberId,
      topics: subscription,
      settings: wanted,
    });
    this.#consumers.set(memberKey(group, memberId), consumer);
  }

  #commit({ group, memberId, tp, offset }: GroupStep & { do: 'commit' }): undefined {
    if (tp !== undefined) this.cluster.partitionNamed(tp);
    const offsets = tp === undefined || offset === undefined ? undefined : { [tp]: offset };
    const owner = memberId ?? this.#ownerOf(group, tp);
    if (owner !== undefined) this.#consumer(group, owner).commit(offsets);
    else this.#commitFromOutside(group, offsets ?? {});
  }

  /** Without a member id the partition's owner commits, as only a member may while there are any. */
  #ownerOf(group: string, tp: string | undefined): string | undefined {
    const running = [...this.#consumers].filter(([key]) => key.startsWith(memberKey(group, '')));
    const owner = running.find(([, consumer]) => consumer.assignment.some((owned) => nameOf(owned) === tp));
    return (owner ?? running[0])?.[1].name;
  }

  #commitFromOutside(groupId: string, offsets: Readonly<Record<string, number>>): void {
    const committing = Object.entries(offsets).map(([name, offset]) => ({ ...topicPartition(name), offset }));
    const error = this.cluster.group(groupId).commitFromOutside(committing);
    if (error !== null) throw new KafkaError(error, `${groupId} has members: only they may commit.`);
    for (const [tp, offset] of Object.entries(offsets))
      this.#happened.push({ type: 'committed', group: groupId, tp, offset });
  }

  #consumer(group: string, memberId: string): Consumer {
    const consumer = this.#consumers.get(memberKey(group, memberId));
    if (consumer !== undefined) return consumer;
    throw new KafkaError('UNKNOWN_MEMBER_ID', `${memberId} is no member of ${group}: let it join first.`);
  }

  #settle(): void {
    for (const producer of this.#producers.values()) producer.settle();
  }

  #generations(): ReadonlyMap<string, number> {
    return new Map([...this.cluster.groups].map(([group, { coordinator }]) => [group, coordinator.group.generation]));
  }

  #tellRebalances(before: ReadonlyMap<string, number>): void {
    for (const [group, generation] of this.#generations()) {
      if ((before.get(group) ?? 0) === generation) continue;
      const assignment = this.cluster.group(group).assignment();
      this.#happened.push({ type: 'rebalanced', group, generation, assignment });
    }
  }
}

function memberKey(group: string, memberId: string): string {
  return `${group}/${memberId}`;
}

/** Settings as a broker keeps them: as text. */
function asConfigs(settings: Settings = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));
}

/** Clients pass over settings they do not know; in a scenario such a name is a slip. Throws INVALID_CONFIG. */
function knownSettings(known: object, settings: Settings): Settings {
  const unknown = Object.keys(settings).find((name) => !(name in known));
  if (unknown === undefined) return settings;
  throw new KafkaError('INVALID_CONFIG', `There is no client setting '${unknown}'.`);
}
