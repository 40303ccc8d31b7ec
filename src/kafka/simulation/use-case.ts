import type { CompleteDesign } from './design-defaults.ts';
import type { FaultScript } from './faults.ts';
import type { SinkMemory } from './sink.ts';
import type { WorkSpeed } from './working-group.ts';
import type { Workload } from './workload.ts';

export type UseCaseId = 'orders' | 'telemetry' | 'profiles';

/** Measured numbers by name. Times are milliseconds, shares are per cent. */
export type Metrics = Readonly<Record<string, number>>;

/** Something a design must hold at every seed: `measure` is a metric, which must not be above (`most`) or below (`least`) the limit. */
export interface Requirement {
  readonly id: string;
  readonly sentence: string;
  readonly measure: string;
  readonly bound: 'most' | 'least';
  readonly limit: number;
  /** How the number reads: as a count, in seconds (measured in ms), in hours (measured in ms), or in per cent. */
  readonly unit: 'count' | 'seconds' | 'hours' | 'percent';
}

/** A group that a use case needs, and how its members work. */
export interface NeededGroup {
  readonly groupId: string;
  readonly purpose: string;
  readonly speed: WorkSpeed;
  readonly sinkMemory: SinkMemory;
}

/** A record, or several, that show how a requirement was broken; the first there was. */
export interface Evidence {
  readonly requirement: string;
  readonly sentence: string;
  /** When, in milliseconds from the start of the events. */
  readonly atMs?: number;
  /** The records' places, in the order in which they came about. */
  readonly lanes: readonly EvidenceLane[];
}

export interface EvidenceLane {
  /** A partition's name, such as `orders-4`. */
  readonly tp: string;
  readonly offset: number;
  readonly label: string;
}

/** What a run of a design came to, at one seed. */
export interface SimulationResult {
  readonly seed: number;
  readonly metrics: Metrics;
  /** One for each requirement that is broken. */
  readonly evidence: readonly Evidence[];
  readonly topology: Topology;
}

/** The design as it stood at the end, with what was measured, for pictures. */
export interface Topology {
  readonly brokers: readonly { readonly broker: number; readonly state: 'up' | 'down' }[];
  readonly streams: readonly {
    readonly stream: string;
    readonly topic: string;
    readonly key: string | null;
    readonly acks: string;
    readonly idempotent: boolean;
  }[];
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: number;
    readonly replicationFactor: number;
    readonly minInsyncReplicas: number;
    readonly cleanupPolicy: string;
  }[];
  readonly groups: readonly {
    readonly group: string;
    readonly topics: readonly string[];
    readonly members: number;
    readonly idle: number;
    readonly oldestRecordMs: number;
    readonly duplicates: number;
  }[];
}

interface UseCaseBasics {
  readonly id: UseCaseId;
  readonly title: string;
  /** What it is about, in sentences. */
  readonly story: readonly string[];
  readonly stream: string;
  /** The fields of an event that may be chosen as the key. */
  readonly fields: readonly string[];
  /** The field of what must be kept in order. */
  readonly entity: string;
  /** Fields that lump many entities together. */
  readonly coarseFields: readonly string[];
  readonly recordsPerDay: number;
  readonly groups: readonly NeededGroup[];
  readonly requirements: readonly Requirement[];
}

/** A use case in which records are processed as they come, while things go wrong. */
export interface StreamUseCase extends UseCaseBasics {
  readonly kind: 'stream';
  readonly workload: (seed: number) => Workload;
  readonly faults: FaultScript;
  /** When the run ends at the latest, in milliseconds from the start of the events. */
  readonly endMs: number;
}

/** A use case in which a topic is the source of a cache. */
export interface CacheUseCase extends UseCaseBasics {
  readonly kind: 'cache';
  /** log.cleaner.min.cleanable.ratio of the brokers. */
  readonly dirtyRatio: number;
  /** For how long at a time one cache node is offline. */
  readonly offlineForMs: number;
  /** When new nodes read the topic from its beginning. */
  readonly rebuildsAtMs: readonly number[];
}

export type UseCase = StreamUseCase | CacheUseCase;

/** What a use case's simulation needs. */
export interface Running<Case extends UseCase> {
  readonly design: CompleteDesign;
  readonly useCase: Case;
  readonly seed: number;
}
