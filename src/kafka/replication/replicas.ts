import type { LogSettings } from '../log/log-settings.ts';
import { PartitionLog } from '../log/partition-log.ts';
import type { TopicPartition } from '../topic-partition.ts';
import { NO_LEADER, type PartitionRegistration } from './leader-election.ts';
import { type LeaderOptions, PartitionLeader, type ReplicationSettings } from './partition-leader.ts';

/** What a partition's logs and its leader go by. */
export type PartitionSettings = LogSettings & ReplicationSettings;

/**
 * The replicas of a partition: a log on each broker, and the one that leads. Partitions in which nothing was ever written may
 * share theirs, under the name of one of them; shared replicas are never changed, only replaced.
 */
export class Replicas {
  registration: PartitionRegistration;
  settings: PartitionSettings;
  /** Whoever leads by the controller's word. */
  leader: PartitionLeader | undefined;
  /** Whether followers may have something to do; if not, a look around finds nothing. */
  isRestless = true;
  /** By broker, the preferred leader's first. */
  readonly logs = new Map<number, PartitionLog>();
  readonly #tp: TopicPartition;

  constructor(tp: TopicPartition, registration: PartitionRegistration, settings: PartitionSettings) {
    this.#tp = tp;
    this.registration = registration;
    this.settings = settings;
    for (const broker of registration.replicas) this.loseLog(broker);
  }

  /** Replaces a replica's log by an empty one, as after a lost disk. */
  loseLog(broker: number): void {
    this.logs.set(broker, new PartitionLog(this.#tp, this.settings));
  }

  /** Begins the time of the leader that the controller named, if it did. */
  takeOver({ isActive, now }: Pick<LeaderOptions, 'isActive' | 'now'>): void {
    const { registration, settings } = this;
    const { leader: broker } = registration;
    const log = this.logs.get(broker);
    const isVacant = broker === NO_LEADER || log === undefined;
    this.leader = isVacant ? undefined : new PartitionLeader(log, registration, { broker, settings, isActive, now });
  }

  /** The same for another partition, to be changed; these must be without records. */
  copyFor(tp: TopicPartition): Replicas {
    const { registration, settings, leader, isRestless } = this;
    const copy = new Replicas(tp, registration, settings);
    for (const [broker, log] of this.logs) copy.logs.set(broker, emptyCopy(log, tp));
    // A leader that died with its disk keeps its log until another one takes over.
    const isOnDisk = leader?.log === this.logs.get(registration.leader);
    const log = isOnDisk ? copy.logs.get(registration.leader) : leader && emptyCopy(leader.log, tp);
    copy.leader = log && leader?.onLog(log);
    copy.isRestless = isRestless;
    return copy;
  }

  /** Says everything that replicas without records may differ in, but for their settings. */
  get kind(): string {
    const { registration, leader, isRestless } = this;
    const epochs = [...this.logs].map(([broker, log]) => [broker, log.leaderEpochs.latest]);
    const ofLeader = leader && [leader.log.leaderEpochs.latest, [...leader.followers]];
    return JSON.stringify([registration, isRestless, epochs, ofLeader]);
  }
}

/** A log in which nothing was ever written knows nothing but its leader's epoch. */
function emptyCopy({ settings, leaderEpochs }: PartitionLog, tp: TopicPartition): PartitionLog {
  const copy = new PartitionLog(tp, settings);
  if (leaderEpochs.latest !== undefined) copy.leaderEpochs.assign(leaderEpochs.latest, 0);
  return copy;
}
