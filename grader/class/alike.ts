import { readPrints } from './prints.ts';
import type { Result } from './result.ts';

/** Submissions to one exercise that are nearly the same: for a human to look at, and no proof of anything. */
export interface Alike {
  readonly exercise: string;
  /** In the order of the class. */
  readonly students: readonly string[];
  /** How much of what is their own the least alike of the pairs that join them have in common, from 0 to 1. */
  readonly likeness: number;
}

/** From this share of common fingerprints on, two submissions are listed. */
const NEARLY = 0.8;

/** Shorter work is alike because there is only one way to write it. */
const FEWEST_PRINTS = 15;

/** What so many students have in common is how everybody writes it. */
const common = (students: number) => Math.max(6, Math.ceil(students / 10));

/** Gathers fingerprints student by student, then finds the groups that are nearly the same. */
export class Likeness {
  readonly #prints = new Map<string, Map<string, readonly number[]>>();

  /** Takes note of a student's work. */
  add({ student, prints }: Pick<Result, 'student' | 'prints'>): void {
    for (const [exercise, own] of Object.entries(prints)) {
      const known = this.#prints.get(exercise) ?? new Map<string, readonly number[]>();
      this.#prints.set(exercise, known.set(student, readPrints(own)));
    }
  }

  /** Every group of students whose submissions to an exercise are nearly the same, the most alike first. */
  groups(): Alike[] {
    return [...this.#prints]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([exercise, prints]) => groupsOf(exercise, prints));
  }
}

function groupsOf(exercise: string, prints: ReadonlyMap<string, readonly number[]>): Alike[] {
  const own = withoutCommon(prints);
  const groupOf = new Map<string, Set<string>>();
  const likenesses = new Map<Set<string>, number>();
  for (const [a, b, likeness] of pairs(own)) {
    const [ofA, ofB] = [groupOf.get(a) ?? new Set([a]), groupOf.get(b) ?? new Set([b])];
    const joined = new Set([...ofA, ...ofB]);
    likenesses.set(joined, Math.min(likeness, likenesses.get(ofA) ?? 1, likenesses.get(ofB) ?? 1));
    for (const student of joined) groupOf.set(student, joined);
  }
  const order = [...prints.keys()];
  return [...new Set(groupOf.values())]
    .map((group) => ({
      exercise,
      students: order.filter((student) => group.has(student)),
      likeness: likenesses.get(group)!,
    }))
    .sort((a, b) => b.likeness - a.likeness || order.indexOf(a.students[0]!) - order.indexOf(b.students[0]!));
}

/** What is left of each student's fingerprints without those that are everybody's. */
function withoutCommon(prints: ReadonlyMap<string, readonly number[]>): Map<string, ReadonlySet<number>> {
  const counts = new Map<number, number>();
  for (const own of prints.values()) for (const print of own) counts.set(print, (counts.get(print) ?? 0) + 1);
  const limit = common(prints.size);
  const rare = [...prints].map(
    ([student, own]) => [student, new Set(own.filter((print) => counts.get(print)! <= limit))] as const,
  );
  return new Map(rare.filter(([, own]) => own.size >= FEWEST_PRINTS));
}

/** Each pair that is nearly the same, with its likeness: twice what both have over what the two have together (Dice). */
function* pairs(prints: ReadonlyMap<string, ReadonlySet<number>>): Generator<[string, string, number]> {
  const holders = new Map<number, string[]>();
  for (const [student, own] of prints) {
    const shared = new Map<string, number>();
    for (const print of own) {
      for (const other of holders.get(print) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
      holders.set(print, [...(holders.get(print) ?? []), student]);
    }
    for (const [other, count] of shared) {
      const likeness = (2 * count) / (own.size + prints.get(other)!.size);
      if (likeness >= NEARLY) yield [other, student, likeness];
    }
  }
}
