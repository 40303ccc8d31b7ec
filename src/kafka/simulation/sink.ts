import type { CompleteGroup } from './design-defaults.ts';
import type { Place } from './journal.ts';
import type { Workload } from './workload.ts';

/**
 * By what an idempotent sink knows an effect it has already applied: by the event itself, or only by the place of its record, so
 * that an event which is in the log twice is applied twice.
 */
export type SinkMemory = 'event' | 'place';

/** An effect that was applied more than once. */
export interface Duplicate {
  readonly event: number;
  readonly first: Place;
  readonly again: Place;
}

/** An effect that was applied, for the first time, after a later one of the same entity. */
export interface Overtaking {
  readonly late: number;
  readonly latePlace: Place;
  readonly early: number;
  readonly earlyPlace: Place;
}

/** What a group's effects came to, outside Kafka: which were applied, twice or out of order. */
export class Sink {
  duplicateCount = 0;
  overtakingCount = 0;
  firstDuplicate: Duplicate | undefined;
  firstOvertaking: Overtaking | undefined;
  readonly #workload: Workload;
  readonly #isIdempotent: boolean;
  readonly #memory: SinkMemory;
  readonly #tpOf: (string | undefined)[];
  readonly #offsetOf: Float64Array;
  /** By entity, the event with the highest seq applied, plus one; 0 for none. */
  readonly #latest: Int32Array;

  constructor(workload: Workload, effects: CompleteGroup['effects'], memory: SinkMemory) {
    this.#workload = workload;
    // A Kafka transaction does not reach a sink outside Kafka, so there it is as good as none.
    this.#isIdempotent = effects === 'idempotent';
    this.#memory = memory;
    this.#tpOf = new Array(workload.eventCount);
    this.#offsetOf = new Float64Array(workload.eventCount);
    this.#latest = new Int32Array(workload.entityCount);
  }

  hasApplied(event: number): boolean {
    return this.#tpOf[event] !== undefined;
  }

  apply(event: number, tp: string, offset: number): void {
    if (this.#tpOf[event] !== undefined) this.#applyAgain(event, tp, offset);
    else this.#applyFirst(event, tp, offset);
  }

  #applyAgain(event: number, tp: string, offset: number): void {
    const first = this.#placeOf(event);
    const isSamePlace = first.tp === tp && first.offset === offset;
    if (this.#isIdempotent && (this.#memory === 'event' || isSamePlace)) return;
    this.duplicateCount++;
    this.firstDuplicate ??= { event, first, again: { tp, offset } };
  }

  #applyFirst(event: number, tp: string, offset: number): void {
    this.#tpOf[event] = tp;
    this.#offsetOf[event] = offset;
    const { entityOf, seqOf } = this.#workload;
    const entity = entityOf[event]!;
    const latest = this.#latest[entity]! - 1;
    if (latest < 0 || seqOf[latest]! < seqOf[event]!) {
      this.#latest[entity] = event + 1;
      return;
    }
    this.overtakingCount++;
    this.firstOvertaking ??= {
      late: latest,
      latePlace: this.#placeOf(latest),
      early: event,
      earlyPlace: { tp, offset },
    };
  }

  #placeOf(event: number): Place {
    return { tp: this.#tpOf[event] as string, offset: this.#offsetOf[event]! };
  }
}
