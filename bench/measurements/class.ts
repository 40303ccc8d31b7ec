import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSampleClass } from '../../grader/class/sample-class.ts';
import { exercises } from '../../grader/course.ts';
import type { Contender, Measurement } from '../measurement.ts';

const course = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Enough that starting up does not count for much. */
const STUDENTS = 60;

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

function contenders(): readonly Contender[] {
  const scratch = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-bench-class-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const [ours, theirs, tests] = ['class', 'theirs', 'tests'].map((name) => join(scratch, name)) as [
    string,
    string,
    string,
  ];
  // Without hostile submissions: an endless loop would keep vitest for ever.
  writeSampleClass(ours, STUDENTS, { isHostile: false });
  writeSampleClass(theirs, STUDENTS, { isHostile: false });
  const students = readdirSync(theirs).map((name) => join(theirs, name));
  for (const student of students) givenWhereItIs(student);
  prepareVitest(tests);
  let at = 0;
  const vitest = () => {
    const env = { ...process.env, SUBMISSION: students[at++ % students.length] };
    spawnSync(process.execPath, [join(course, 'node_modules/vitest/vitest.mjs'), 'run'], {
      cwd: tests,
      env,
      stdio: 'ignore',
    });
  };
  return [
    {
      name: `ours, each of ${STUDENTS} students`,
      run: () => gradeClass(ours, join(scratch, 'graded')),
      portions: STUDENTS,
    },
    { name: 'vitest run, each student', run: vitest },
  ];
}

/** Grading a class: beside the runner that most courses use, on the same claims. */
export const gradingClass: readonly Measurement[] = [
  { title: `grading a student's ${exercises.length} exercises`, contenders: async () => contenders() },
];
