// What other systems start must be there: a container image and a workflow are read here as far as that goes without them.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { courseFolder } from '../course.ts';

const read = (path: string) => readFileSync(join(courseFolder, path), 'utf8');
const isThere = (path: string) => existsSync(join(courseFolder, path));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Every program that a text starts, and every npm script it runs. */
function startedBy(text: string) {
  return {
    programs: [...text.matchAll(/[\w/-]+\.ts\b/g)].map(([path]) => path).filter((path) => path.includes('/')),
    scripts: [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map(([, name]) => name!),
  };
}

it.each([
  'Dockerfile',
  '.github/workflows/classroom.yml',
  'grader/gradescope/setup.sh',
  'grader/gradescope/run_autograder',
])('%s starts what is there', (file) => {
  const started = startedBy(read(file));
  expect(started.programs.filter((path) => !isThere(path))).toEqual([]);
  expect(started.scripts.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(started.programs.length + started.scripts.length).toBeGreaterThan(0);
});

describe('the image', () => {
  const lines = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));

  it('copies files that are there, and the lock before the rest', () => {
    const copied = lines.flatMap((line) => /^COPY (.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(copied).toEqual(['package.json', 'package-lock.json', '.']);
    expect(copied.every(isThere)).toBe(true);
  });

  it('refuses to grade as the user that the grader is', () => {
    const [, words = '[]'] = /^ENTRYPOINT (.*)$/.exec(lines.find((line) => line.startsWith('ENTRYPOINT'))!)!;
    expect(JSON.parse(words)).toEqual([
      'node',
      'start/program.mjs',
      'grader/grade-class.ts',
      '--require',
      'another-user',
    ]);
  });
});

describe('the workflow of GitHub Classroom', () => {
  const step = z.looseObject({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() });
  const workflow = z
    .looseObject({
      on: z.array(z.string()),
      permissions: z.record(z.string(), z.enum(['read', 'write', 'none'])),
      jobs: z.strictObject({ grade: z.looseObject({ if: z.string(), steps: z.array(step) }) }),
    })
    .parse(parse(read('.github/workflows/classroom.yml')));
  const { steps } = workflow.jobs.grade;

  it("takes the checks from the instructor's copy and the work from the student's", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((checkout) => checkout.with?.['path'])).toEqual(['course', 'submission']);
    expect(checkouts[0]!.with?.['repository']).toContain('steps.course.outputs.repository');
    expect(checkouts[1]!.with?.['repository']).toBeUndefined();
  });

  it('hands the reporter the result of each of its runners, in the variable it reads', () => {
    const reporter = steps.find(({ uses }) => uses?.includes('autograding-grading-reporter'))!;
    const runners = String(reporter.with?.['runners']).split(',');
    const variables = Object.keys(reporter['env'] as object);
    expect(variables).toEqual(runners.map((id) => `${id.toUpperCase()}_RESULTS`));
    for (const id of runners) expect(steps.some((one) => one['id'] === id)).toBe(true);
  });
});
