import type { Header, Offset } from '../record.ts';

/** Settings of a topic, a producer or a consumer under Kafka's own names; a number, a boolean or the text a person would type. */
export type Settings = Readonly<Record<string, string | number | boolean>>;

/** How many brokers acknowledge a write before the producer hears of it. */
export type Acks = '0' | '1' | 'all';

/** What happens to a request on the wire: all well, lost on its way there, or its answer lost on the way back. */
export type Wire = 'ok' | 'error' | 'ack-lost';

/** What an administrator does to topics. `partitions` of `addPartitions` is the new total. */
export type AdminStep =
  | {
      readonly do: 'createTopic';
      readonly topic: string;
      readonly partitions?: number;
      readonly 'replication.factor'?: number;
      readonly settings?: Settings;
    }
  | { readonly do: 'deleteTopic'; readonly topic: string }
  | { readonly do: 'addPartitions'; readonly topic: string; readonly partitions: number }
  | { readonly do: 'alterTopic'; readonly topic: string; readonly settings: Settings }
  | { readonly do: 'deleteRecords'; readonly tp: string; readonly offset: Offset }
  | { readonly do: 'electLeaders'; readonly type: 'preferred' | 'unclean'; readonly tp?: string };

/**
 * What happens to brokers. A broker that is down keeps its disk; `loseDisk` wipes it (and takes the broker down).
 * A stalled broker lives but its followers stop fetching. `replicate` lets followers fetch until their log end offset
 * is `upTo` (or the leader's); without `broker` or `tp` it means every live follower, or every partition.
 */
export type BrokerStep =
  | { readonly do: 'brokerDown' | 'brokerUp' | 'loseDisk' | 'stallBroker' | 'resumeBroker'; readonly broker: number }
  | { readonly do: 'replicate'; readonly tp?: string; readonly broker?: number; readonly upTo?: Offset };

/**
 * What producers do. `tp` names a partition outright; `topic` leaves the choice to the partitioner. Without `producer`
 * the step uses the scenario's producer `p`. `wire` holds one outcome for each attempt, and a missing one is `ok`.
 */
export type ProducerStep =
  | {
      readonly do: 'produce';
      readonly tp?: string;
      readonly topic?: string;
      readonly key?: string | null;
      readonly value?: string | null;
      readonly timestamp?: number;
      readonly headers?: readonly Header[];
      readonly acks?: Acks;
      readonly producer?: string;
      readonly wire?: readonly Wire[];
    }
  | {
      readonly do: 'openProducer';
      readonly producer: string;
      readonly settings?: Settings;
    }
  | {
      readonly do: 'initTransactions' | 'beginTransaction' | 'commitTransaction' | 'abortTransaction';
      readonly producer: string;
    }
  | {
      readonly do: 'sendOffsetsToTransaction';
      readonly producer: string;
      readonly group: string;
      readonly offsets: Readonly<Record<string, Offset>>;
    };

/**
 * What members of groups do. `join` and `leave` return when the rebalance is over, and the clock moves as far as that
 * takes. A member that crashed stops its heartbeats: the group notices when its session times out. One that is frozen stops too, as
 * in a long pause for garbage collection, and when it wakes it does not know what it missed. `poll` returns at most
 * `max` records (`max.poll.records`). `commit` takes one partition's offset, or with a `memberId` alone all its positions.
 */
export type GroupStep =
  | {
      readonly do: 'join';
      readonly group: string;
      readonly memberId: string;
      readonly topics?: readonly string[];
      readonly settings?: Settings;
    }
  | { readonly do: 'leave' | 'crash' | 'freeze' | 'wake'; readonly group: string; readonly memberId: string }
  | { readonly do: 'poll'; readonly group: string; readonly memberId: string; readonly max?: number }
  | {
      readonly do: 'commit';
      readonly group: string;
      readonly memberId?: string;
      readonly tp?: string;
      readonly offset?: Offset;
    }
  | {
      readonly do: 'seek';
      readonly group: string;
      readonly memberId: string;
      readonly tp: string;
      readonly offset: Offset | 'beginning' | 'end';
    }
  | { readonly do: 'pause' | 'resume'; readonly group: string; readonly memberId: string; readonly tp: string };

/** What goes on in the background: the log cleaner (compaction), the retention check, and time. */
export type BackgroundStep = { readonly do: 'clean' | 'retain' } | { readonly do: 'advance'; readonly ms: number };

/** One step of a scenario, as plain data. Partitions go by the name Kafka prints, such as `orders-0`. */
export type Step = AdminStep | BrokerStep | ProducerStep | GroupStep | BackgroundStep;

/** What is there before the first step. */
export interface Stage {
  /** Brokers are numbered from 1. */
  readonly brokers: number;
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions?: number;
    readonly 'replication.factor'?: number;
    readonly settings?: Settings;
  }[];
  /** What every producer has unless its step says otherwise. */
  readonly producers?: Settings;
  /** What every member has unless its step says otherwise. */
  readonly consumers?: Settings;
  readonly seed?: number;
}
