import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { textWidth } from '#terminal';
import { solutionText } from './course.ts';
import { aCourse } from './testing/a-course.ts';
import { exercise } from './testing/a-desk.ts';

const course = aCourse();
afterAll(() => course.remove());

const partitions = exercise(2);
const file = course.at('exercises', partitions.id, 'exercise.ts');
const remembered = () =>
  (
    JSON.parse(readFileSync(course.at('.progress/exercises.json'), 'utf8')) as {
      exercises: Record<string, { outcome?: string }>;
    }
  ).exercises;

beforeEach(() => {
  rmSync(course.at('.progress'), { recursive: true, force: true });
  writeFileSync(file, solutionText(partitions));
});

test.each([
  ['grader/grade.ts'],
  ['grader/grade.ts', '2'],
  ['grader/grade.ts', '3'],
  ['grader/hint.ts', '2'],
  ['grader/solution.ts', '3'],
  ['start/results.ts'],
])('%s %s fits 60 columns', async (...words) => {
  const { stdout, stderr } = await course.run(words, { env: { COLUMNS: '60' } });
  expect(stderr).toBe('');
  expect(stdout.length).toBeGreaterThan(60);
  expect(stdout.split('\n').filter((line) => textWidth(line) > 60)).toEqual([]);
});

test('whoever reads only the beginning, such as head -1, costs the grader nothing', async () => {
  const { code, stderr } = await course.run(['grader/grade.ts'], {
    during: (child) => void child.stdout!.once('data', () => child.stdout!.destroy()),
  });
  expect([code, stderr]).toEqual([1, '']);
  expect(remembered()[partitions.id]?.outcome).toBe('passed');
});

test.skipIf(process.platform !== 'linux')(
  'a disk that is full is said, and the outcome is remembered all the same',
  async () => {
    const full = openSync('/dev/full', 'w');
    const { code, stderr } = await course.run(['grader/grade.ts', '2'], { stdout: full });
    closeSync(full);
    expect(code).toBe(3);
    expect(stderr).toBe('The output could not be written: ENOSPC: no space left on device, write\n');
    expect(remembered()[partitions.id]?.outcome).toBe('passed');
  },
);

test('two graders at once lose nothing of each other', async () => {
  const all = await Promise.all(
    ['1', '2', '3', '4', '5', '6'].map((number) => course.run(['grader/grade.ts', number])),
  );
  expect(all.map(({ code }) => code)).toEqual([1, 0, 1, 1, 1, 1]);
  expect(Object.keys(remembered()).length).toBe(6);
});

describe('where nothing can be written', () => {
  beforeEach(() => writeFileSync(course.at('.progress'), 'a file in the place of the folder'));

  test('grading goes on without a memory, and says so', async () => {
    const { code, stdout, stderr } = await course.run(['grader/grade.ts', '2']);
    expect(code).toBe(0);
    expect(stdout).toContain('Exercise 2 is done.');
    expect(stderr).toMatch(/^Your progress could not be saved: [^\n]*\n$/);
  });

  test('a hint is given', async () => {
    const { code, stdout } = await course.run(['grader/hint.ts', '2.A']);
    expect(code).toBe(0);
    expect(stdout).toContain('Exercise 2, part A, hint 1 of 3');
  });

  test('a reset does nothing, in one sentence', async () => {
    const { code, stdout, stderr } = await course.run(['grader/reset.ts', '2', '--yes']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Nothing was reset, since a file could not be written: [^\n]*\n$/);
    expect(readFileSync(file, 'utf8')).toBe(solutionText(partitions));
  });
});

test('progress that cannot be read is set aside, its new path printed, and nothing else is lost', async () => {
  mkdirSync(course.at('.progress'));
  writeFileSync(course.at('.progress/exercises.json'), '{"schema": 1, "exer');
  const { code, stderr } = await course.run(['grader/grade.ts', '2']);
  expect(code).toBe(0);
  const aside = /It is kept as (\S+);/.exec(stderr)?.[1];
  expect(readFileSync(aside!, 'utf8')).toBe('{"schema": 1, "exer');
  expect(remembered()[partitions.id]?.outcome).toBe('passed');
});

test('a pass names what is next', async () => {
  const { code, stdout } = await course.run(['grader/grade.ts', '2']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /Exercise 2 is done\.[\s\S]*Next: Exercise 1, Kafka concepts\.\nIt is in: exercises\/01-concepts\/exercise\.ts:\d+\n$/,
  );
});

test('a hint without more is one for the exercise to do next', async () => {
  expect((await course.run(['grader/hint.ts'])).stdout).toContain('Exercise 1, part A, hint 1 of 3');
});

test('watching ends when nobody reads any more', async () => {
  const { code, stdout } = await course.run(['grader/watch.ts', '2'], {
    during: (child) => void child.stdout!.once('data', () => child.stdout!.destroy()),
  });
  expect(code).toBe(0);
  expect(stdout).toContain('Save your file');
});

test('backups lie where progress does, wherever that is', async () => {
  const { stdout } = await course.run(['grader/reset.ts', '2', '--yes'], {
    env: { KF_PROGRESS: course.at('elsewhere') },
  });
  const backup = /Yours is kept in\s(\S+)/.exec(stdout)![1]!;
  expect(backup).toMatch(/^elsewhere\/backups\//);
  expect(readFileSync(course.at(backup), 'utf8')).toBe(solutionText(partitions));
  expect(existsSync(course.at('.progress'))).toBe(false);
});
