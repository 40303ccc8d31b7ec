import type { TopicPartition } from '#kafka';

/** Who owns which partitions: an entry for each member, `[]` for one that gets none. */
export type Ownership = Readonly<Record<string, readonly TopicPartition[]>>;

/** An assignment seen from its partitions. */
export interface Owners {
  /** Members that claim a partition; one, if all is well. */
  of(tp: TopicPartition): readonly string[];
  /** Every partition that somebody claims, once. */
  readonly claimed: readonly TopicPartition[];
}

/** Looks up the owners of each partition once, so that a large assignment is drawn as fast as a small one. */
export function ownersIn(assignment: Ownership = {}): Owners {
  const found = new Map<string, { tp: TopicPartition; owners: string[] }>();
  for (const [memberId, partitions] of Object.entries(assignment)) {
    for (const tp of partitions) {
      const entry = found.get(keyOf(tp)) ?? { tp, owners: [] };
      if (!entry.owners.includes(memberId)) entry.owners.push(memberId);
      found.set(keyOf(tp), entry);
    }
  }
  return {
    of: (tp) => found.get(keyOf(tp))?.owners ?? [],
    claimed: [...found.values()].map(({ tp }) => tp),
  };
}

/** How many partitions are owned both before and after, by different members. */
export function movedBetween(before: Owners, after: Owners): number {
  return before.claimed.filter((tp) => {
    const owners = after.of(tp);
    return owners.length > 0 && !before.of(tp).some((memberId) => owners.includes(memberId));
  }).length;
}

/** A record's own entry: a member or a topic may well be called `constructor`. */
export function ownEntry<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

// The number first: a partition of a student's may be negative, and `a--1` could then be read in two ways.
function keyOf({ topic, partition }: TopicPartition): string {
  return `${partition}@${topic}`;
}
