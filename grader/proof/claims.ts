import { answerOf, type Functions, type Misconceptions, type Part } from '#check';
import type { Exercise } from '../course.ts';
import type { Load } from '../grade-exercise.ts';
import type { CheckReport } from '../report.ts';
import { type Finding, found } from './finding.ts';
import { codeOf, gradeMisconception, gradeProgram, gradeSolution, gradeStarter } from './grade-own.ts';

/** A counterexample that is longer than this is no smallest story. */
const LONGEST_CALL = 400;

/**
 * Whether an exercise's checks tell right from wrong: the starter fails each core check, the solution passes all of them on
 * fresh inputs, each misconception is caught and called by its name, and each check can be failed by something.
 */
export async function proveClaims(exercise: Exercise, load: Load, seeds: readonly number[]): Promise<Finding[]> {
  const parts = await exercise.checks();
  const misconceptions = await exercise.misconceptions();
  return [
    ...(await proveStarterFails(exercise, load, seeds[0]!)),
    ...(await proveSolutionPasses(exercise, load, seeds)),
    ...(await proveMisconceptions(exercise, parts, misconceptions, seeds[0]!)),
  ];
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
    if (Object.keys(codeOf(misconception)).length === 0) continue;
    const unasked = Object.keys(codeOf(misconception)).filter(
      (name) => !parts.some(({ needs }) => needs.includes(name)),
    );
    if (unasked.length > 0) {
      findings.push(
        found(file, id, `lets ${id} write ${unasked.join(', ')}, which no part asks for; use the names of checks.ts.`),
      );
      continue;
    }
    const { checks } = await gradeMisconception(exercise, misconception, seed);
    const disproved = checks.filter(({ verdict }) => verdict === 'disproved');
    for (const check of disproved) failed.add(check.number);
    findings.push(...proveNamed(file, id, disproved), ...disproved.flatMap((check) => proveSmall(exercise, id, check)));
  }
  const { checks } = await gradeProgram(exercise, stubborn(parts), seed);
  for (const check of checks) if (check.verdict === 'disproved') failed.add(check.number);
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

function proveSmall(exercise: Exercise, id: string, check: CheckReport): Finding[] {
  const { call } = check.counterexample ?? {};
  if (call === undefined || call.length <= LONGEST_CALL) return [];
  return [
    found(
      checksFile(exercise),
      check.title,
      `shows ${id} by a call of ${call.length} characters; let its inputs shrink until the story is short.`,
    ),
  ];
}

/** Answers every question as Kafka answers the first one: wrong wherever the answer depends on the question. */
function stubborn(parts: readonly Part[]): Functions {
  const reference = Object.assign(
    {},
    ...parts.flatMap(({ checks }) => checks.map((check) => check.reference)),
  ) as Functions;
  const names = parts.flatMap(({ needs }) => needs);
  return Object.fromEntries(
    names.map((name) => {
      let first: ReturnType<typeof answerOf> | undefined;
      const answer = (...args: unknown[]) => {
        first ??= answerOf(reference[name]!, args);
        if (first.outcome === 'threw') throw Object.assign(new Error(first.message), { name: first.name });
        return structuredClone(first.value);
      };
      return [name, answer];
    }),
  );
}

function checksFile({ id }: Exercise): string {
  return `exercises/${id}/checks.ts`;
}

function whatHappened({ counterexample, message }: CheckReport): string {
  return [counterexample?.call, message].filter(Boolean).join(': ') || 'it gave another answer';
}
