import type { ConsumerRecord, Offset } from '../record.ts';
import type { Step } from './step.ts';

/** A scenario as it was played: one entry for each step, in order. */
export type Trace = readonly TraceEntry[];

/** One step, what came of it, and how everything stood afterwards. */
export interface TraceEntry {
  readonly step: Step;
  /** The virtual clock after the step, in milliseconds since the scenario began. */
  readonly time: number;
  /** Kafka's name for what went wrong, if anything did, and a sentence; the state is then as it was. */
  readonly error?: { readonly code: string; readonly message: string };
  /** What a poll returned. */
  readonly records?: readonly ConsumerRecord[];
  /** Everything that happened, in the order it happened. */
  readonly happened: readonly Happening[];
  readonly after: Snapshot;
}

/** One thing that happened, named in Kafka's words; `tp` is a partition's name such as `orders-0`. */
export type Happening =
  | { readonly type: 'appended'; readonly tp: string; readonly offset: Offset; readonly broker: number }
  | { readonly type: 'acknowledged'; readonly tp: string; readonly offset: Offset; readonly producer: string }
  | { readonly type: 'waiting'; readonly tp: string; readonly offset: Offset; readonly producer: string }
  | { readonly type: 'refused'; readonly tp: string; readonly code: string; readonly producer: string }
  | { readonly type: 'retried'; readonly tp: string; readonly attempt: number; readonly producer: string }
  | { readonly type: 'duplicate dropped'; readonly tp: string; readonly offset: Offset; readonly producer: string }
  | {
      readonly type: 'fetched';
      readonly tp: string;
      readonly broker: number;
      readonly from: Offset;
      readonly to: Offset;
    }
  | {
      readonly type: 'truncated';
      readonly tp: string;
      readonly broker: number;
      readonly from: Offset;
      readonly to: Offset;
    }
  | { readonly type: 'high watermark moved'; readonly tp: string; readonly from: Offset; readonly to: Offset }
  | {
      readonly type: 'isr changed';
      readonly tp: string;
      readonly from: readonly number[];
      readonly to: readonly number[];
    }
  | {
      readonly type: 'leader changed';
      readonly tp: string;
      readonly from: number | null;
      readonly to: number | null;
      readonly leaderEpoch: number;
      readonly unclean: boolean;
    }
  | { readonly type: 'expired' | 'cleaned'; readonly tp: string; readonly offsets: readonly Offset[] }
  | {
      readonly type: 'rebalanced';
      readonly group: string;
      readonly generation: number;
      readonly assignment: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly type: 'member removed'; readonly group: string; readonly memberId: string; readonly because: string }
  | { readonly type: 'committed'; readonly group: string; readonly tp: string; readonly offset: Offset }
  | {
      readonly type: 'position reset';
      readonly group: string;
      readonly memberId: string;
      readonly tp: string;
      readonly offset: Offset;
    };

/** How everything stands at one moment: plain data, small enough to draw. */
export interface Snapshot {
  readonly time: number;
  readonly brokers: readonly BrokerSnapshot[];
  readonly partitions: readonly PartitionSnapshot[];
  readonly groups: readonly GroupSnapshot[];
}

export interface BrokerSnapshot {
  readonly broker: number;
  readonly state: 'up' | 'stalled' | 'down';
}

/** A partition as the controller and its leader know it. Offsets of a partition without a leader are its last known ones. */
export interface PartitionSnapshot {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number | null;
  readonly leaderEpoch: number;
  /** Brokers that are to hold a copy, the preferred leader first. */
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Replicas outside the ISR that still have every committed record (KIP-966). */
  readonly elr: readonly number[];
  readonly logStartOffset: Offset;
  readonly lastStableOffset: Offset;
  readonly highWatermark: Offset;
  readonly logEndOffset: Offset;
  /** Each replica's own log, in the order of `replicas`. */
  readonly logs: readonly ReplicaSnapshot[];
}

export interface ReplicaSnapshot {
  readonly broker: number;
  readonly logStartOffset: Offset;
  readonly highWatermark: Offset;
  readonly logEndOffset: Offset;
  /** First offset of each segment; the last segment is the active one. */
  readonly segments: readonly Offset[];
  readonly records: readonly LoggedRecord[];
}

/** A record as it lies in a log. `control` marks the end marker of a transaction, which no consumer is ever given. */
export interface LoggedRecord {
  readonly offset: Offset;
  readonly leaderEpoch: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly control?: 'commit' | 'abort';
}

export interface GroupSnapshot {
  readonly group: string;
  readonly state: string;
  readonly generation: number;
  readonly members: readonly MemberSnapshot[];
  /** By partition name: offset of the next record to read after a restart. */
  readonly committed: Readonly<Record<string, Offset>>;
  /** By partition name: log end offset minus committed, `null` where nothing is committed. */
  readonly lag: Readonly<Record<string, number | null>>;
}

export interface MemberSnapshot {
  readonly memberId: string;
  /** False from its crash until the group notices. */
  readonly alive: boolean;
  readonly topics: readonly string[];
  /** Names of the partitions it owns. */
  readonly assignment: readonly string[];
  /** By partition name: offset of the next record its poll will return. */
  readonly positions: Readonly<Record<string, Offset>>;
}
