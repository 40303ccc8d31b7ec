import type { Offset } from '../record.ts';
import { nameOf, type TopicPartition } from '../topic-partition.ts';

/** Where a record is: what tells it from every other. */
export interface RecordPlace extends TopicPartition {
  readonly offset: Offset;
}

export type Relation = 'before' | 'after' | 'same' | 'no-guarantee';

/** What Kafka promises of two records' order: that of their offsets in one partition, and nothing across partitions. */
export function relation(a: RecordPlace, b: RecordPlace): Relation {
  if (nameOf(a) !== nameOf(b)) return 'no-guarantee';
  if (a.offset === b.offset) return 'same';
  return a.offset < b.offset ? 'before' : 'after';
}

export type DeliveryVerdict =
  | { readonly possible: true }
  | { readonly possible: false; readonly because: 'order' | 'gap' | 'unknown-record'; readonly at: number };

/**
 * Whether a consumer that reads these partitions from their first records could have been given `observed`: of each partition
 * a prefix, in order, merged in any way. `at` is the first place that does not fit: a record that came too early although the
 * due one follows, or that came twice (`order`); one whose predecessor never comes (`gap`); one that is in no log.
 */
export function isPossibleDelivery(
  logs: readonly (TopicPartition & { readonly records: readonly { readonly offset: Offset }[] })[],
  observed: readonly RecordPlace[],
): DeliveryVerdict {
  const lanes = new Map(
    logs.map((log) => [nameOf(log), { offsets: log.records.map(({ offset }) => offset), next: 0 }]),
  );
  for (const [at, record] of observed.entries()) {
    const lane = lanes.get(nameOf(record));
    const place = lane?.offsets.indexOf(record.offset) ?? -1;
    if (lane === undefined || place < 0) return { possible: false, because: 'unknown-record', at };
    const due = lane.offsets[lane.next];
    if (place !== lane.next) {
      const follows = observed.slice(at).some((later) => nameOf(later) === nameOf(record) && later.offset === due);
      return { possible: false, because: place < lane.next || follows ? 'order' : 'gap', at };
    }
    lane.next++;
  }
  return { possible: true };
}

/** Something a consumer did: the `seq`-th thing that happened to what `key` names, and the record it came from. */
export interface Effect {
  readonly key: string;
  readonly seq: number;
  readonly source: RecordPlace;
}

export interface OrderViolation {
  readonly key: string;
  /** The effect with the highest seq applied so far, which should have come later. */
  readonly expectedAfter: Effect;
  readonly overtaken: Effect;
}

/** Effects that came, for the first time, after a later one of the same key. A repeat is no violation, and neither is a missing seq. */
export function orderViolations(effects: readonly Effect[]): OrderViolation[] {
  const highest = new Map<string, Effect>();
  const applied = new Set<string>();
  const violations: OrderViolation[] = [];
  for (const effect of effects) {
    const name = JSON.stringify([effect.key, effect.seq]);
    const last = highest.get(effect.key);
    if (last === undefined || effect.seq > last.seq) highest.set(effect.key, effect);
    else if (!applied.has(name)) violations.push({ key: effect.key, expectedAfter: last, overtaken: effect });
    applied.add(name);
  }
  return violations;
}

/** In how many orders partitions of these lengths can be read to their ends: the multinomial coefficient. */
export function countDeliveries(lengths: readonly number[]): bigint {
  let read = 0n;
  let count = 1n;
  for (const length of lengths) {
    for (let n = 1n; n <= BigInt(length); n++) count = (count * ++read) / n;
  }
  return count;
}
