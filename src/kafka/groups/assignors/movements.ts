/** A partition's way from the member that had it first to the one that has it now. */
interface Movement {
  readonly from: number;
  readonly to: number;
}

/**
 * The moves of one rebalance so far (PartitionMovements), so that a partition of a topic goes back to where it came
 * from rather than another one of the same topic taking its place there.
 */
export class Movements {
  readonly #movementOf = new Map<number, Movement>();
  readonly #idsByRoute = new Map<string, Set<number>>();

  /** What to move to `to` in place of partition `id`, which `from` has: one of the topic that came the other way, if any. */
  better(topic: number, id: number, from: number, to: number): number {
    const origin = this.#movementOf.get(id)?.from ?? from;
    const [returning] = this.#idsByRoute.get(routeName(topic, to, origin)) ?? [];
    return returning ?? id;
  }

  /** Notes that partition `id` of `topic` moves on. */
  record(topic: number, id: number, from: number, to: number): void {
    const earlier = this.#movementOf.get(id);
    if (earlier !== undefined) this.#idsByRoute.get(routeName(topic, earlier.from, earlier.to))!.delete(id);
    const origin = earlier?.from ?? from;
    if (origin === to) {
      this.#movementOf.delete(id);
      return;
    }
    this.#movementOf.set(id, { from: origin, to });
    const name = routeName(topic, origin, to);
    const ids = this.#idsByRoute.get(name) ?? new Set();
    this.#idsByRoute.set(name, ids.add(id));
  }
}

function routeName(topic: number, from: number, to: number): string {
  return `${topic} ${from} ${to}`;
}
