/**
 * What happens in a use case, whatever the design: events numbered from 0 in the order they happen. Events of one entity
 * (an order, a device, a user) are counted by `seqOf`, and that is the order they must keep.
 */
export interface Workload {
  readonly eventCount: number;
  /** When each event happens, in milliseconds from the start; never goes back. */
  readonly timeOf: Float64Array;
  readonly entityOf: Int32Array;
  readonly seqOf: Int32Array;
  readonly entityCount: number;
  /** The value of one of the event's fields, which a design may choose as the key. */
  readonly fieldOf: (field: string, event: number) => string;
  /** The event as a person would name it, such as `order-17 PAID`. */
  readonly nameOf: (event: number) => string;
}
