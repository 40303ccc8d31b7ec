/**
 * What happens in a use case, whatever the design: events numbered from 0 in the order they happen. Events of one entity
 * (an order, a device, a user) are counted by `seqOf`, and that is the order they must keep.
 */
export interface Workload {
  readonly eventCount: number;
  /** When each event happens, in milliseconds from the start; never goes back. */
  readonly timeOf: ArrayLike<number>;
  readonly entityOf: Int32Array;
  readonly seqOf: Int32Array;
  readonly entityCount: number;
  /** The value of one of the event's fields, which a design may choose as the key. */
  readonly fieldOf: (field: string, event: number) => string;
  /** The event as a person would name it, such as `order-17 PAID`. */
  readonly nameOf: (event: number) => string;
}

/** Numbers things, such as `order-17`, and gives the same string each time: events come by the ten thousand. */
export function numbered(prefix: string): (n: number) => string {
  const names: string[] = [];
  return (n) => {
    names[n] ??= `${prefix}${n}`;
    return names[n];
  };
}

/** An event's number as a record's value. */
export const valueFor = numbered('');

/** Remembers the last few workloads: every design meets the same ones. */
export function remembering<Load extends Workload>(make: (seed: number) => Load): (seed: number) => Load {
  const known = new Map<number, Load>();
  return (seed) => {
    const workload = known.get(seed) ?? make(seed);
    known.set(seed, workload);
    if (known.size > 8) known.delete([...known.keys()][0]!);
    return workload;
  };
}
