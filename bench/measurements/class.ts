import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSampleClass } from '../../grader/class/sample-class.ts';
import { exercises } from '../../grader/course.ts';
import type { Contender, Measurement } from '../measurement.ts';

const course = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const STUDENTS = 300;

/** vitest starts anew for each student, so a few of them tell. */
const SAMPLE = 16;

/** The whole program, as it is started. */
function gradeClass(folder: string, out: string): void {
  execFileSync(process.execPath, ['start/program.mjs', 'grader/grade-class.ts', folder, '--out', out], {
    cwd: course,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** The same claims, inputs and answers as a test file for each exercise, with the student's file imported into it. */
function testFile(id: string): string {
  const checks = JSON.stringify(join(course, 'exercises', id, 'checks.ts'));
  return `import { expect, test } from 'vitest';
import { answerOf, judge } from '#check';
import parts from ${checks};
const student = await import(process.env.SUBMISSION + '/${id}.ts').catch(() => ({}));
const ask = async (name, args) =>
  typeof student[name] === 'function' ? answerOf(student[name], args) : { outcome: 'returned', value: student[name] };
for (const part of parts.filter(({ stretch, needs }) => !stretch || needs.some((name) => name in student)))
  for (const check of part.checks)
    test(check.title, async () => expect((await judge(check, ask, { seed: 42 })).verdict).toBe('passed'));
`;
}

/** A folder in which `vitest run` grades one submission, given as the environment variable SUBMISSION. */
function prepareVitest(folder: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(course, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const alias = Object.fromEntries(
    ['kafka', 'check', 'picture'].map((name) => [`#${name}`, join(course, 'src', name, 'index.ts')]),
  );
  const config = { root: folder, resolve: { alias }, test: { include: ['*.test.ts'] } };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};\n`);
  for (const { id } of exercises) writeFileSync(join(folder, `${id}.test.ts`), testFile(id));
}

/** Submissions import given.ts from beside them; vitest runs them where they lie. */
function givenWhereItIs(student: string): void {
  for (const file of readdirSync(student)) {
    const path = join(student, file);
    const given = join(course, 'exercises', file.replace(/\.ts$/, ''), 'given.ts');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll("'./given.ts'", JSON.stringify(given)));
  }
}

/** Whether a student's work has an endless loop in it, or anything else that is only ended from outside. */
function isEndless(out: string, student: string): boolean {
  const result = readFileSync(join(out, 'results', `${student}.json`), 'utf8');
  return /no answer within|still loading after|ran out of memory|ended without/.test(result);
}

function contenders(): readonly Contender[] {
  const scratch = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-bench-class-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const inScratch = (name: string) => join(scratch, name);
  const [ours, theirs, tests, out] = [inScratch('class'), inScratch('theirs'), inScratch('tests'), inScratch('graded')];
  writeSampleClass(ours, STUDENTS);
  writeSampleClass(theirs, STUDENTS, { isHostile: false });
  const students = readdirSync(theirs);
  for (const student of students) givenWhereItIs(join(theirs, student));
  prepareVitest(tests);
  const vitest = () => {
    // What never ends by itself would keep vitest for ever: it is spared that.
    const tame = students.filter((student) => !isEndless(out, student));
    for (let at = 0; at < SAMPLE; at++) {
      const student = tame[Math.floor((at * tame.length) / SAMPLE)]!;
      spawnSync(process.execPath, [join(course, 'node_modules/vitest/vitest.mjs'), 'run'], {
        cwd: tests,
        env: { ...process.env, SUBMISSION: join(theirs, student) },
        stdio: 'ignore',
        timeout: 120_000,
      });
    }
  };
  return [
    { name: `ours, each of ${STUDENTS} students, some hostile`, run: () => gradeClass(ours, out), portions: STUDENTS },
    { name: `vitest run, each of ${SAMPLE} tame ones`, run: vitest, portions: SAMPLE },
  ];
}

/** Grading a class: beside the runner that most courses use, on the same claims. */
export const gradingClass: readonly Measurement[] = [
  {
    title: `grading a student's ${exercises.length} exercises`,
    contenders: async () => contenders(),
    mostRounds: 1,
  },
];
