import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { solutionText, starterText } from './course.ts';
import { aCourse } from './testing/a-course.ts';
import { almost, exercise } from './testing/a-desk.ts';

// For a good night's sleep: KILLS=200 npx vitest run grader/kills.test.ts
const KILLS = Number(process.env['KILLS'] ?? 12);

/** Of exercise 2: from then on the last one comes again. */
const ALL_HINTS = 12;

/** What a quiz is told: right or wrong is all the same here. */
const ANSWERS = 'a\n1\n'.repeat(500);

const one = exercise(2);
const file = `exercises/${one.id}/exercise.ts`;
const texts = [
  solutionText(one),
  almost(one, 'hash & 0x7fffffff', 'Math.abs(hash)'),
  almost(one, 'hash & 0x7fffffff', '((): never => { for (;;); })()'),
];
const programs = [
  ['grader/grade.ts', '2'],
  ['grader/hint.ts', '2'],
  ['grader/reset.ts', '2', '--yes'],
  ['quiz/quiz.ts', '--plain', '--all'],
] as const;

const course = aCourse();
afterAll(() => course.remove());

interface Kept {
  readonly exercises?: Readonly<Record<string, { gradedAt?: string; hints?: Readonly<Record<string, number>> }>>;
  readonly questions?: Readonly<Record<string, { readonly attempts: number }>>;
}

/** A file of the progress; it is there, or it was never written, and it is whole. */
function kept(name: string): Kept {
  const path = course.at('.progress', name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : {};
}

const exercisesKept = () => kept('exercises.json').exercises ?? {};
const questionsKept = () => kept('quiz.json').questions ?? {};
const backups = () => {
  const folder = course.at('.progress', 'backups');
  return existsSync(folder)
    ? readdirSync(folder).map((name) => readFileSync(course.at('.progress/backups', name), 'utf8'))
    : [];
};

/** Runs a program, which is told `a`, `1`, `a`, `1`, and kills it after so long; gives what it had said by then. */
function killed(words: readonly string[], afterMs: number) {
  const during = (child: ChildProcess) => setTimeout(() => child.kill('SIGKILL'), afterMs);
  return course.run(words, { input: ANSWERS, during });
}

/** How long a program takes that nobody kills, in ms. The first time it is bundled, and that is not what is killed here. */
async function timeOf(words: readonly string[]): Promise<number> {
  await course.run(words);
  const started = performance.now();
  await course.run(words, { input: ANSWERS });
  return performance.now() - started;
}

async function nothingRuns() {
  for (let waited = 0; course.processes().length > 0 && waited < 10_000; waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(course.processes()).toEqual([]);
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
const hintsGiven = () => sum(Object.values(exercisesKept()[one.id]?.hints ?? {}));
const questionsAnswered = () => sum(Object.values(questionsKept()).map(({ attempts }) => attempts));

test(`nothing is lost in ${KILLS} kills, and nothing is left running`, {
  timeout: 60_000 + KILLS * 5_000,
}, async () => {
  const times = new Map<readonly string[], number>();
  await course.run(['grader/hint.ts', '3.A']);
  for (const words of programs) times.set(words, await timeOf(words));
  let tooLate = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const words = programs[kill % programs.length]!;
    const text = `${texts[(kill >> 2) % texts.length]}\n// my version ${kill}\n`;
    writeFileSync(course.at(file), text);
    const before = { at: new Date().toISOString(), hints: hintsGiven(), answered: questionsAnswered() };
    const { stdout, code } = await killed(words, Math.random() * times.get(words)!);
    if (code !== null) tooLate++;
    const where = `${words[0]}, kill ${kill}, which had said:\n${stdout}`;

    // What was kept is still there, and what was said to have happened is written down.
    expect(exercisesKept()['03-consumer-groups']?.hints, where).toEqual({ A: 1 });
    if (stdout.includes('of 9 points')) expect(exercisesKept()[one.id]!.gradedAt! >= before.at, where).toBe(true);
    const isNewHint = /hint \d of/.test(stdout) && before.hints < ALL_HINTS;
    expect(hintsGiven(), where).toBeGreaterThanOrEqual(before.hints + (isNewHint ? 1 : 0));
    const judged = stdout.match(/^\S+ (Right|Not right)/gm)?.length ?? 0;
    expect(questionsAnswered(), where).toBeGreaterThanOrEqual(before.answered + judged);
    expect(
      readdirSync(course.at('.progress')).filter((name) => name.includes('broken')),
      where,
    ).toEqual([]);

    // The student's own version is in its place or among the backups, to the last character.
    const left = readFileSync(course.at(file), 'utf8');
    expect([text, starterText(one)], where).toContain(left);
    if (left !== text) expect(backups(), where).toContain(text);
    await nothingRuns();
  }
  // Otherwise nothing was killed in the middle of anything.
  expect(tooLate).toBeLessThan(KILLS);
  if (KILLS > 50) console.log(`${KILLS - tooLate} of ${KILLS} were killed, the others had just ended`);
});
