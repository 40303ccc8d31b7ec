import { answerOf, type Functions, type Misconceptions, type Part, programsWith, show } from '#check';
import type { Exercise } from '../course.ts';
import type { Load } from '../grade-exercise.ts';
import type { CheckReport } from '../report.ts';
import { type Finding, found } from './finding.ts';
import { CheckError, gradeMistaken, gradeProgram, gradeSolution, gradeStarter } from './grade-own.ts';

/** A counterexample of more numbers and texts than this is no smallest story. */
const MOST_VALUES = 60;

/** Of each function so many different answers are given by students who give always the same. */
const STUBBORN_STUDENTS = 4;

/**
 * Whether an exercise's checks tell right from wrong: the starter fails each core check, the solution passes all of them on
 * fresh inputs, each misconception is caught and called by its name, and each check can be failed by something.
 */
export async function proveClaims(exercise: Exercise, load: Load, seeds: readonly number[]): Promise<Finding[]> {
  const parts = await exercise.checks();
  const misconceptions = await exercise.misconceptions();
  try {
    return [
      ...(await proveStarterFails(exercise, load, seeds[0]!)),
      ...(await proveSolutionPasses(exercise, load, seeds)),
      ...(await proveMisconceptions(exercise, parts, misconceptions, seeds[0]!)),
    ];
  } catch (error) {
    return [throwing(exercise, parts, error)];
  }
}

/** A check that throws where it looks at an answer would cost every student the exercise. */
function throwing(exercise: Exercise, parts: readonly Part[], error: unknown): Finding {
  if (!(error instanceof CheckError)) throw error;
  const { title } = parts.flatMap(({ checks }) => checks)[error.index - 1]!;
  const sentence = `throws by itself when it looks at an answer: "${title}": ${error.cause}. Mend the check.`;
  return found(checksFile(exercise), title, sentence);
}

async function proveStarterFails(exercise: Exercise, load: Load, seed: number): Promise<Finding[]> {
  const { checks, error } = await gradeStarter(exercise, load, seed);
  const file = `exercises/${exercise.id}/starter.ts`;
  if (error) return [found(file, '', `cannot be graded as it comes: ${error.message}`)];
  return checks
    .filter(({ stretch, verdict }) => !stretch && verdict === 'passed')
    .map((check) =>
      found(
        checksFile(exercise),
        check.title,
        `holds for the untouched starter: "${check.title}"; a claim that nobody has to work for is none.`,
      ),
    );
}

async function proveSolutionPasses(exercise: Exercise, load: Load, seeds: readonly number[]): Promise<Finding[]> {
  const file = `solutions/${exercise.id}.ts`;
  for (const seed of seeds) {
    const { checks, error } = await gradeSolution(exercise, load, seed);
    if (error) return [found(file, '', `cannot be graded: ${error.message}`)];
    const failed = checks.filter(({ verdict }) => verdict !== 'passed');
    if (failed.length > 0) {
      return failed.map((check) =>
        found(file, '', `does not pass "${check.title}" at seed ${seed}: ${whatHappened(check)}`),
      );
    }
  }
  return [];
}

async function proveMisconceptions(
  exercise: Exercise,
  parts: readonly Part[],
  misconceptions: Misconceptions,
  seed: number,
): Promise<Finding[]> {
  const file = `exercises/${exercise.id}/misconceptions.ts`;
  const findings: Finding[] = [];
  const failed = new Set<string>();
  for (const [id, misconception] of Object.entries(misconceptions)) {
    if (!/^M\d+-\d\d$/.test(id))
      findings.push(found(file, id, `has the id "${id}"; ids look like M2-01: the exercise's number and two digits.`));
    const programs = programsWith(misconception);
    const unasked = Object.keys(programs[0] ?? {}).filter((name) => !parts.some(({ needs }) => needs.includes(name)));
    if (unasked.length > 0) {
      findings.push(
        found(file, id, `lets ${id} write ${unasked.join(', ')}, which no part asks for; use the names of checks.ts.`),
      );
      continue;
    }
    for (const functions of programs) {
      const { checks } = await gradeMistaken(exercise, functions, seed);
      const disproved = checks.filter(({ verdict }) => verdict === 'disproved');
      for (const check of disproved) failed.add(check.number);
      findings.push(
        ...proveNamed(file, id, disproved),
        ...disproved.flatMap((check) => proveSmall(exercise, id, check)),
      );
    }
  }
  const { checks } = await gradeProgram(exercise, stubborn(parts, 0), seed);
  for (let nth = 0; nth < STUBBORN_STUDENTS && failed.size < checks.length; nth++) {
    const { checks: answered } = await gradeProgram(exercise, stubborn(parts, nth), seed);
    for (const check of answered) if (check.verdict === 'disproved') failed.add(check.number);
  }
  const unfailing = checks.filter(({ number }) => !failed.has(number));
  return [
    ...findings,
    ...unfailing.map((check) =>
      found(
        checksFile(exercise),
        check.title,
        `has a check that nothing fails: "${check.title}". Neither a misconception nor an answer that is always the same disproves it; ask for more, or remove it.`,
      ),
    ),
  ];
}

function proveNamed(file: string, id: string, disproved: readonly CheckReport[]): Finding[] {
  if (disproved.length === 0)
    return [
      found(file, id, `has ${id}, which no check catches; generate inputs on which it is wrong, or drop its code.`),
    ];
  const names = new Set(disproved.flatMap(({ misconception }) => (misconception ? [misconception.id] : [])));
  if (names.has(id) && names.size === 1) return [];
  const instead = [...names].filter((name) => name !== id);
  if (instead.length > 0)
    return [
      found(file, id, `has ${id}, which is taken for ${instead.join(' and ')}; make the two differ on some input.`),
    ];
  return [
    found(
      file,
      id,
      `has ${id}, which is caught but not named: another belief explains the same answers, or its code is not what a student would write throughout.`,
    ),
  ];
}

function proveSmall(exercise: Exercise, id: string, { title, counterexample }: CheckReport): Finding[] {
  const count = valuesIn(counterexample?.args);
  if (count <= MOST_VALUES) return [];
  const sentence = `shows ${id} by a call with ${count} values in it; let its inputs shrink until the story is short.`;
  return [found(checksFile(exercise), title, sentence)];
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((count: number, member) => count + valuesIn(member), 0);
}

/**
 * A student who answers every question in the one way: with the `nth` of the different answers Kafka gives. Wrong wherever an
 * answer depends on its question. What is a value, and no function, has another value in it.
 */
function stubborn(parts: readonly Part[], nth: number): Functions {
  const reference = Object.assign(
    {},
    ...parts.flatMap(({ checks }) => checks.map((check) => check.reference)),
  ) as Functions;
  const names = parts.flatMap(({ needs }) => needs);
  return Object.fromEntries(
    names.map((name) => {
      const answers = new Map<string, ReturnType<typeof answerOf>>();
      const answer = (...args: unknown[]) => {
        const due = answerOf(reference[name]!, args);
        if (args.length === 0 && due.outcome === 'returned') return altered(due.value);
        if (answers.size <= nth) answers.set(show(due), due);
        const given = [...answers.values()].at(-1)!;
        if (given.outcome === 'threw') throw Object.assign(new Error(given.message), { name: given.name });
        return structuredClone(given.value);
      };
      return [name, answer];
    }),
  );
}

/** The value with every number, text and truth in it changed. */
function altered(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'object' || value === null) return `not ${String(value)}`;
  const entries = Object.entries(value).map(([key, member]) => [key, altered(member)] as const);
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

function checksFile({ id }: Exercise): string {
  return `exercises/${id}/checks.ts`;
}

function whatHappened({ counterexample, message }: CheckReport): string {
  return [counterexample?.call, message].filter(Boolean).join(': ') || 'it gave another answer';
}
