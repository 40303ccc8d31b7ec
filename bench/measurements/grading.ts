import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, Measurement } from '../measurement.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const EXERCISE = '02-partition-assignment';

/** A copy of the course in which every exercise is solved, and beside it spec files for vitest that make the same claims. */
function solvedCourse(): { readonly course: string; readonly specs: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-bench-'));
  const [course, specs] = [join(folder, 'course'), join(folder, 'specs')];
  const parts = [
    'start',
    'src',
    'grader',
    'exercises',
    'solutions',
    'quiz',
    'lesson.md',
    'package.json',
    'package-lock.json',
  ];
  for (const part of parts) cpSync(join(root, part), join(course, part), { recursive: true });
  mkdirSync(specs);
  for (const place of [course, specs]) symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'), 'junction');
  writeFileSync(join(specs, 'package.json'), '{ "type": "module" }');
  for (const id of readdirSync(join(course, 'exercises'))) {
    const solution = readFileSync(join(course, 'solutions', `${id}.ts`), 'utf8').replaceAll(
      `../exercises/${id}/`,
      './',
    );
    const given = join(course, 'exercises', id, 'given.ts');
    mkdirSync(join(specs, id));
    if (existsSync(given)) cpSync(given, join(specs, id, 'given.ts'));
    for (const place of [join(course, 'exercises'), specs]) writeFileSync(join(place, id, 'exercise.ts'), solution);
    writeFileSync(join(specs, id, 'claims.test.ts'), spec(join(course, 'exercises', id, 'checks.ts')));
  }
  return { course, specs };
}

/** The claims of an exercise as tests: the same inputs, the same comparisons, the student's code imported as it is. */
function spec(checks: string): string {
  return `import checks from ${JSON.stringify(checks)};
import * as student from './exercise.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

async function ask(name, args) {
  const asked = student[name];
  if (typeof asked !== 'function') return { outcome: 'returned', value: asked };
  try {
    return { outcome: 'returned', value: await asked(...structuredClone(args)) };
  } catch ({ name, message }) {
    return { outcome: 'threw', name, message };
  }
}

for (const { checks: claims } of checks) {
  for (const { title, given, inputs, always, look } of claims) {
    const claim = fc.asyncProperty(given, async (args) => expect(await look(ask, args)).toBeNull());
    test(title, () => fc.assert(claim, { seed: 42, numRuns: inputs, examples: always.map((args) => [args]) }));
  }
}
`;
}

const program = (cwd: string, ...words: string[]) => ({ cwd, words: [process.execPath, ...words] });
const grade = (cwd: string, ...words: string[]) => program(cwd, 'start/program.mjs', 'grader/grade.ts', ...words);
const vitest = (cwd: string, ...words: string[]) => program(cwd, 'node_modules/vitest/vitest.mjs', ...words);

function once(name: string, { cwd, words }: ReturnType<typeof program>): Contender {
  return { name, run: () => spawnSync(words[0]!, words.slice(1), { cwd, stdio: 'ignore' }).status };
}

/** Saves a file and waits for the verdict of a program that watches it. */
async function saved(
  name: string,
  { cwd, words }: ReturnType<typeof program>,
  file: string,
  verdict: RegExp,
): Promise<Contender> {
  const env = { ...process.env, CI: '', NO_COLOR: '1' };
  const child: ChildProcess = spawn(words[0]!, words.slice(1), { cwd, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const told = () =>
    new Promise<void>((resolve) => {
      let text = '';
      const hear = (chunk: Buffer) => {
        text += chunk;
        if (!verdict.test(text)) return;
        child.stdout?.off('data', hear);
        resolve();
      };
      child.stdout?.on('data', hear);
    });
  const text = readFileSync(file, 'utf8');
  let saves = 0;
  await told();
  return {
    name,
    // Both were told a moment ago; what they still do after that is no part of the next save.
    prepare: () => new Promise((resolve) => setTimeout(resolve, 500)),
    run: () => {
      const heard = told();
      writeFileSync(file, `${text}// save ${saves++}\n`);
      return heard;
    },
    end: () => child.kill(),
  };
}

/** The grader beside the test runner a course would otherwise use, as whole processes and at a save. */
export const grading: readonly Measurement[] = [
  {
    title: 'help, beside node doing nothing',
    contenders: async () => [once('grade --help', grade(root, '--help')), once('node -e 0', program(root, '-e', '0'))],
  },
  {
    title: 'grading all solved exercises, as whole processes',
    contenders: async () => {
      const { course, specs } = solvedCourse();
      return [once('grade', grade(course)), once('vitest run', vitest(specs, 'run'))];
    },
  },
  {
    title: 'from a save to the verdict, one exercise',
    contenders: async () => {
      const { course, specs } = solvedCourse();
      const watch = program(course, 'start/program.mjs', 'grader/watch.ts', '2');
      return [
        await saved('watch', watch, join(course, 'exercises', EXERCISE, 'exercise.ts'), /is done\./),
        await saved(
          'vitest --watch',
          vitest(specs, '--watch', EXERCISE),
          join(specs, EXERCISE, 'exercise.ts'),
          /Duration/,
        ),
      ];
    },
  },
];
