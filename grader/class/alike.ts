import { exercises, solutionText } from '../course.ts';
import { ownPrints, type Prints, readPrints } from './prints.ts';
import type { Result } from './result.ts';

/** Submissions to one exercise that are nearly the same: for a human to look at, and no proof of anything. */
export interface Alike {
  readonly exercise: string;
  /** In the order of the class. */
  readonly students: readonly string[];
  /** How much of what is their own the least alike of the pairs that join them have in common, from 0 to 1. */
  readonly likeness: number;
  /** They are as much like the course's own solution. */
  readonly asSolution: boolean;
}

/** From this share of common fingerprints on, two submissions are listed. */
const NEARLY = 0.8;

/** Shorter work is alike because there is only one way to write it. */
const FEWEST_PRINTS = 15;

/** What so many students have in common is how everybody writes it. */
const common = (students: number) => Math.max(6, Math.ceil(students / 10));

/** Gathers fingerprints student by student, then finds the groups that are nearly the same. */
export class Likeness {
  readonly #prints = new Map<string, Map<string, Prints>>();

  /** Takes note of a student's work. */
  add({ student, prints }: Pick<Result, 'student' | 'prints'>): void {
    for (const [exercise, own] of Object.entries(prints)) {
      const known = this.#prints.get(exercise) ?? new Map<string, Prints>();
      this.#prints.set(exercise, known.set(student, own));
    }
  }

  /** Every group of students whose submissions to an exercise are nearly the same, the most alike first. */
  groups(): Alike[] {
    return exercises.flatMap((exercise) => {
      const prints = this.#prints.get(exercise.id);
      if (prints === undefined) return [];
      const solution = new Set(readPrints(ownPrints(exercise, [solutionText(exercise)])));
      return groupsOf(exercise.id, prints, solution);
    });
  }
}

type Pair = readonly [string, string, number];

function groupsOf(exercise: string, prints: ReadonlyMap<string, Prints>, solution: ReadonlySet<number>): Alike[] {
  const read = new Map([...prints].map(([student, own]) => [student, readPrints(own)] as const));
  const order = [...prints.keys()];
  return [...joined([...samePairs(prints), ...likePairs(withoutCommon(read))])]
    .map(([group, likeness]) => {
      const students = order.filter((student) => group.has(student));
      const asSolution = likenessOf(new Set(read.get(students[0]!)), solution) >= NEARLY;
      return { exercise, students, likeness, asSolution };
    })
    .sort((a, b) => b.likeness - a.likeness || order.indexOf(a.students[0]!) - order.indexOf(b.students[0]!));
}

/** Makes groups of pairs: who is like somebody of a group belongs to it. Each with the least likeness that joins it. */
function joined(pairs: readonly Pair[]): Map<ReadonlySet<string>, number> {
  const groupOf = new Map<string, Set<string>>();
  const likenesses = new Map<Set<string>, number>();
  for (const [a, b, likeness] of pairs) {
    const [ofA, ofB] = [groupOf.get(a) ?? new Set([a]), groupOf.get(b) ?? new Set([b])];
    const least = Math.min(likeness, likenesses.get(ofA) ?? 1, likenesses.get(ofB) ?? 1);
    for (const student of ofB) groupOf.set(student, ofA.add(student));
    groupOf.set(a, ofA);
    if (ofA !== ofB) likenesses.delete(ofB);
    likenesses.set(ofA, least);
  }
  return likenesses;
}

/** Work that is the same in all of its fingerprints, however many have it. */
function* samePairs(prints: ReadonlyMap<string, Prints>): Generator<Pair> {
  const first = new Map<Prints, string>();
  for (const [student, own] of prints) {
    const other = first.get(own);
    if (other === undefined) first.set(own, student);
    else if (readPrints(own).length >= FEWEST_PRINTS) yield [other, student, 1];
  }
}

/** Twice what both have over what the two have together (Dice). */
function likenessOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const shared = [...a].filter((print) => b.has(print)).length;
  return (2 * shared) / Math.max(1, a.size + b.size);
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

/** Each pair that is nearly the same, with its likeness. */
function* likePairs(prints: ReadonlyMap<string, ReadonlySet<number>>): Generator<Pair> {
  const holders = new Map<number, string[]>();
  for (const [student, own] of prints) {
    const others = new Set([...own].flatMap((print) => holders.get(print) ?? []));
    for (const other of others) {
      const likeness = likenessOf(own, prints.get(other)!);
      if (likeness >= NEARLY) yield [other, student, likeness];
    }
    for (const print of own) holders.set(print, [...(holders.get(print) ?? []), student]);
  }
}
