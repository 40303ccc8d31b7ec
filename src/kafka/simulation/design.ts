/**
 * An architecture as plain data, in Kafka's own setting names. What is left out has Kafka 4.x's default, so that a producer
 * of which nothing is said has acks=all and is idempotent.
 */
export interface ClusterDesign {
  readonly cluster: { readonly brokers: number };
  readonly topics: readonly TopicDesign[];
  readonly producers: readonly ProducerDesign[];
  readonly groups: readonly GroupDesign[];
}

export interface TopicDesign {
  readonly name: string;
  readonly partitions: number;
  readonly 'replication.factor': number;
  readonly 'min.insync.replicas'?: number;
  readonly 'cleanup.policy'?: 'delete' | 'compact' | 'compact,delete' | 'delete,compact';
  /** -1 keeps everything. */
  readonly 'retention.ms'?: number;
  readonly 'segment.ms'?: number;
  readonly 'delete.retention.ms'?: number;
  readonly 'unclean.leader.election.enable'?: boolean;
  /** The partition count that an administrator raises the topic to when half of the time is over. */
  readonly partitionsLater?: number;
}

export interface ProducerDesign {
  /** The stream of events it writes, one of the use case's. */
  readonly stream: string;
  readonly topic: string;
  /** The field of the event that becomes the record's key, or `null` for none. */
  readonly key: string | null;
  /** '-1' is 'all' by another name. */
  readonly acks?: '0' | '1' | 'all' | '-1';
  readonly 'enable.idempotence'?: boolean;
  readonly 'max.in.flight.requests.per.connection'?: number;
  readonly retries?: number;
}

export interface GroupDesign {
  readonly 'group.id': string;
  readonly topics: readonly string[];
  readonly members: number;
  /** A share group (KIP-932) hands the records of one partition to several members. */
  readonly type?: 'consumer' | 'share';
  /** Whether a batch's offsets are committed before its records are processed, or after. */
  readonly commit?: 'before-processing' | 'after-processing';
  /** What happens if a record is processed again: `idempotent` effects notice, `transactional` ones only inside Kafka. */
  readonly effects?: 'plain' | 'idempotent' | 'transactional';
  readonly 'auto.offset.reset'?: 'earliest' | 'latest';
}

/** Gives a design its type and returns it as it is. */
export function defineDesign(design: ClusterDesign): ClusterDesign {
  return design;
}
