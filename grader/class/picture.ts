import type { CheckReport, ExerciseReport, Outcome } from '../report.ts';
import { type Alike, Likeness } from './alike.ts';
import type { Grade } from './gradebook.ts';
import type { Result, Rules } from './result.ts';

/** How a class did: everything the class's files say, from the results alone. */
export interface ClassPicture {
  readonly rules: Rules;
  readonly students: readonly StudentRow[];
  readonly exercises: readonly ExercisePicture[];
  readonly alike: readonly Alike[];
}

/** A student's line in the class. */
export interface StudentRow {
  readonly name: string;
  /** The name of their files, without the extension. */
  readonly file: string;
  readonly score: number;
  readonly bonus: number;
  /** By the exercises' order. */
  readonly outcomes: readonly Outcome[];
  /** No file of theirs was found where the grader looks, not even an untouched one. */
  readonly isEmpty: boolean;
}

/** How the class did in one exercise. */
export interface ExercisePicture {
  readonly id: string;
  readonly title: string;
  readonly maxScore: number;
  readonly grades: readonly Grade[];
  readonly checks: readonly CheckPicture[];
  /** The most frequent first. */
  readonly misconceptions: readonly MisconceptionPicture[];
}

/** How the class did in one check; `tried` counts those whose work on its part was graded at all. */
export interface CheckPicture {
  readonly number: string;
  readonly title: string;
  readonly stretch: boolean;
  readonly tried: number;
  readonly passed: number;
}

/** A misconception, and who has it. */
export interface MisconceptionPicture {
  readonly id: string;
  readonly belief: string;
  readonly students: readonly string[];
}

interface Gathered {
  readonly id: string;
  readonly title: string;
  maxScore: number;
  readonly grades: Grade[];
  readonly checks: Map<string, { number: string; title: string; stretch: boolean; tried: number; passed: number }>;
  readonly misconceptions: Map<string, { id: string; belief: string; students: string[] }>;
}

/** Puts a class's picture together from one result after another, keeping only what it will show. */
export class PictureMaker {
  readonly #rules: Rules;
  readonly #students: StudentRow[] = [];
  readonly #exercises = new Map<string, Gathered>();
  readonly #likeness = new Likeness();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Adds a student, in the order of the class. */
  add(result: Result, file: string): void {
    const { student: name, score, bonus, exercises } = result;
    const outcomes = exercises.map(({ outcome }) => outcome);
    const isEmpty = exercises.every(({ file, outcome }) => file === undefined && outcome === 'not-started');
    this.#students.push({ name, file, score, bonus, outcomes, isEmpty });
    for (const exercise of exercises) this.#addExercise(name, exercise);
    this.#likeness.add(result);
  }

  /** The picture of everybody who was added. */
  picture(): ClassPicture {
    const exercises = [...this.#exercises.values()].map(({ checks, misconceptions, ...exercise }) => ({
      ...exercise,
      checks: [...checks.values()],
      misconceptions: [...misconceptions.values()].sort(byFrequency),
    }));
    return { rules: this.#rules, students: this.#students, exercises, alike: this.#likeness.groups() };
  }

  #addExercise(student: string, { id, title, score, bonus, outcome, maxScore, checks, parts }: ExerciseReport): void {
    const known: Gathered = this.#exercises.get(id) ?? {
      ...{ id, title, maxScore: 0, grades: [], checks: new Map(), misconceptions: new Map() },
    };
    this.#exercises.set(id, known);
    known.maxScore = Math.max(known.maxScore, maxScore);
    known.grades.push({ student, score, bonus, outcome });
    const attempted = new Set(parts.filter((part) => part.attempted).map(({ part }) => part));
    for (const check of checks) {
      addCheck(known, check, outcome !== 'not-started' && attempted.has(check.part));
      if (check.misconception) addMisconception(known, check.misconception, student);
    }
  }
}

function addCheck({ checks }: Gathered, { number, title, stretch, verdict }: CheckReport, isTried: boolean): void {
  const known = checks.get(number) ?? { number, title, stretch, tried: 0, passed: 0 };
  checks.set(number, known);
  if (isTried) known.tried++;
  if (verdict === 'passed') known.passed++;
}

function addMisconception(
  { misconceptions }: Gathered,
  { id, belief }: NonNullable<CheckReport['misconception']>,
  student: string,
): void {
  const known = misconceptions.get(id) ?? { id, belief, students: [] };
  misconceptions.set(id, known);
  if (!known.students.includes(student)) known.students.push(student);
}

function byFrequency(a: MisconceptionPicture, b: MisconceptionPicture): number {
  return b.students.length - a.students.length || (a.id < b.id ? -1 : 1);
}
