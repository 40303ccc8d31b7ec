import { hashMapOrder, javaHashCode } from '../../partitioning/java-order.ts';
import type { TopicPartition } from '../../topic-partition.ts';

/** A partition's way from the member that had it first to the one that has it now. */
interface Movement {
  readonly from: number;
  readonly to: number;
}

/** The partitions that went one way, and how many these were at most. */
interface Route {
  readonly ids: Set<number>;
  peakSize: number;
}

/**
 * The moves of one rebalance so far (PartitionMovements), so that a partition of a topic goes back to where it came
 * from rather than another one of the same topic taking its place there.
 */
export class Movements {
  readonly #partitions: readonly TopicPartition[];
  readonly #movementOf = new Map<number, Movement>();
  readonly #routes = new Map<string, Route>();

  constructor(partitions: readonly TopicPartition[]) {
    this.#partitions = partitions;
  }

  /** What to move to `to` in place of partition `id`, which `from` has: one of the topic that came the other way, if any. */
  better(topic: number, id: number, from: number, to: number): number {
    const origin = this.#movementOf.get(id)?.from ?? from;
    const route = this.#routes.get(routeName(topic, to, origin));
    if (route === undefined) return id;
    return hashMapOrder([...route.ids], (id) => hashOf(this.#partitions[id]!), route.peakSize)[0]!;
  }

  /** Notes that partition `id` of `topic` moves on. */
  record(topic: number, id: number, from: number, to: number): void {
    const earlier = this.#movementOf.get(id);
    if (earlier !== undefined) this.#leave(routeName(topic, earlier.from, earlier.to), id);
    const origin = earlier?.from ?? from;
    if (origin === to) {
      this.#movementOf.delete(id);
      return;
    }
    this.#movementOf.set(id, { from: origin, to });
    this.#enter(routeName(topic, origin, to), id);
  }

  #enter(name: string, id: number): void {
    const route = this.#routes.get(name) ?? { ids: new Set(), peakSize: 0 };
    this.#routes.set(name, route);
    route.ids.add(id);
    route.peakSize = Math.max(route.peakSize, route.ids.size);
  }

  #leave(name: string, id: number): void {
    const { ids } = this.#routes.get(name)!;
    ids.delete(id);
    if (ids.size === 0) this.#routes.delete(name);
  }
}

function routeName(topic: number, from: number, to: number): string {
  return `${topic} ${from} ${to}`;
}

/** TopicPartition.hashCode. */
function hashOf({ topic, partition }: TopicPartition): number {
  return (Math.imul(31 + partition, 31) + javaHashCode(topic)) | 0;
}
