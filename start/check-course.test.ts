import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const course = dirname(dirname(fileURLToPath(import.meta.url)));
const ID = '01-partition-assignment';
let pristine = '';
const copies: string[] = [];

/** A whole course of one exercise, in a folder of its own. */
beforeAll(() => {
  pristine = mkdtempSync(join(tmpdir(), 'course-'));
  copies.push(pristine);
  for (const name of ['src', 'grader', 'quiz', 'start', 'lesson.md', 'package.json', 'package-lock.json']) {
    cpSync(join(course, name), join(pristine, name), { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  }
  const old = '02-partition-assignment';
  cpSync(join(course, 'exercises', old), join(pristine, 'exercises', ID), { recursive: true });
  cpSync(join(pristine, 'exercises', ID, 'starter.ts'), join(pristine, 'exercises', ID, 'exercise.ts'));
  cpSync(join(course, 'solutions', `${old}.ts`), join(pristine, 'solutions', `${ID}.ts`));
  edit(pristine, `solutions/${ID}.ts`, old, ID);
  edit(pristine, 'lesson.md', /\]\(exercises\/[^)]*\)/g, `](exercises/${ID}/README.md)`);
  symlinkSync(join(course, 'node_modules'), join(pristine, 'node_modules'), 'junction');
});

afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
}, 60_000);

function edit(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replaceAll(typeof from === 'string' ? from : new RegExp(from.source, 'g'), to);
  if (after === before) throw new Error(`${file} has no ${from} to break`);
  writeFileSync(path, after);
}

/** A copy of the course with something broken in it. */
function broken(...edits: readonly (readonly [file: string, from: string | RegExp, to: string])[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'course-'));
  copies.push(folder);
  cpSync(pristine, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.cache') });
  for (const [file, from, to] of edits) edit(folder, file, from, to);
  return folder;
}

function checkCourse(folder: string): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['start/program.mjs', 'start/check-course.ts', '--seeds', '1'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
    },
  );
  // A finding may be wrapped; joined again, it can be compared.
  return { code: status, text: `${stdout}${stderr}`.replaceAll(/\n {4}/g, ' ') };
}

const README = `exercises/${ID}/README.md`;
const CHECKS = `exercises/${ID}/checks.ts`;
const MISCONCEPTIONS = `exercises/${ID}/misconceptions.ts`;
const SOLUTION = `solutions/${ID}.ts`;

it('finds nothing in a course that is whole', () => {
  const { code, text } = checkCourse(broken());
  expect(text).toMatch(/^The course is sound: 1 exercise, 10 checks, 21 misconceptions, \d+ questions\.\n$/);
  expect(code).toBe(0);
});

/** The same edit in the student's file and in the starter, which are one text. */
function both(from: string, to: string) {
  return [`exercises/${ID}/exercise.ts`, `exercises/${ID}/starter.ts`].map((file) => [file, from, to] as const);
}

/** Breakages that leave the course readable are tried together: each has a finding of its own. */
describe('what can be read, but is not as it should be', () => {
  const task = [
    [README, 'minutes: 7', 'minutes: 70', /README\.md:3 takes 70 of 70 minutes, and the lesson promises 40/],
    [
      README,
      '## B · From key to partition',
      '## B · From keys',
      /README\.md:\d+ calls part B otherwise than checks\.ts, where it is "From key to partition"/,
    ],
    [README, '## D · When', '## When', /README\.md:1 has no heading for part D; add "## D · When a topic grows"/],
    [README, '3. Check the count', 'Check the count', /README\.md:\d+ has 2 hints for part C; give 3/],
    [README, '### F', '### Z', /README\.md:\d+ has hints for a part Z, which checks\.ts does not have/],
    [
      README,
      'Open `exercise.ts`',
      '[gone](gone.md) Open `exercise.ts`',
      /README\.md:\d+ links to gone\.md, which is not there/,
    ],
    [
      README,
      'fill in a function',
      '[fill](../../lesson.md#nowhere) in a function',
      /README\.md:\d+ links to \.\.\/\.\.\/lesson\.md#nowhere, a heading that lesson\.md does not have; it has #/,
    ],
    [
      CHECKS,
      "'turns a key into the bytes Kafka hashes'",
      "'should turn a key into bytes'",
      /checks\.ts:\d+ has the title "should turn a key into bytes"; it has to complete "Your code …"/,
    ],
    [
      CHECKS,
      'hashes as Kafka does',
      'reports how evenly keys spread',
      /checks\.ts:\d+ has two checks with the title "reports how evenly keys spread"/,
    ],
    [
      CHECKS,
      'lesson.md#partitions-and-keys',
      'lesson.md#partitions',
      /checks\.ts:\d+ sends students to lesson\.md#partitions, a heading that lesson\.md does not have/,
    ],
    [
      MISCONCEPTIONS,
      "belief: 'takes",
      "belief: 'Takes",
      /misconceptions\.ts:\d+ says of M2-01: "Takes .*"; it has to complete/,
    ],
    [CHECKS, 'points: 2', 'points: 0', /checks\.ts:\d+ gives 0 points for 200 inputs: "puts every key/],
    [MISCONCEPTIONS, "'M2-20'", "'M2-7'", /misconceptions\.ts:\d+ has the id "M2-7"; ids look like M2-01/],
    [
      MISCONCEPTIONS,
      'movedKeys: () => []',
      'movdKeys: () => []',
      /misconceptions\.ts:\d+ lets M2-17 write movdKeys, which no part asks for/,
    ],
    [
      MISCONCEPTIONS,
      '>= from)',
      '!== -1 && toPositive(murmur2(keyBytes(key))) % to !== toPositive(murmur2(keyBytes(key))) % from)',
      /misconceptions\.ts:\d+ has M2-27, which no check catches/,
    ],
    ['quiz/topics.md', '- [x]', '- [X ]', /quiz\/topics\.md:\d+:\d+: error Q\d+: no answer is right/],
  ] as const;
  let result: ReturnType<typeof checkCourse>;
  beforeAll(() => {
    const edits = task.map(
      ([file, from, to]) => [file, from.startsWith('^') ? new RegExp(from, 'm') : from, to] as const,
    );
    result = checkCourse(broken(...edits));
  });
  it.each(task)('%s: %s', (_file, _from, _to, message) => {
    expect(result.text).toMatch(message);
    expect(result.code).toBe(2);
  });
});

/** And those that change what the checks find. */
describe('what the checks themselves find', () => {
  const claims = [
    [
      CHECKS,
      "part('B', 'From key to partition', { needs: ['partitionForKey'] }, [",
      "part('B', 'From key to partition', { needs: ['partitionForKey'] }, [holds('is there', { given: [], read, that: async () => true }),",
      /checks\.ts:\d+ holds for the untouched starter: "is there"/,
    ],
    [CHECKS, "part('C', 'What", "part('A', 'What", /checks\.ts:\d+ has two parts A; give each its own letter/],
    [
      SOLUTION,
      '!== partitionForKey(key, to)',
      '=== partitionForKey(key, to)',
      /solutions\/01-partition-assignment\.ts:1 does not pass "finds the keys that move when a topic grows" at seed 42: movedKeys/,
    ],
    [
      MISCONCEPTIONS,
      'partitionFor({ ...record, partition: record.partition || undefined }',
      'partitionFor({ ...record, key: record.key || null }',
      /misconceptions\.ts:\d+ has M2-26, which is caught but not named/,
    ],
  ] as const;
  let claimed: ReturnType<typeof checkCourse>;
  beforeAll(() => {
    const edits = claims.map(([file, from, to]) => [file, from, to] as const);
    claimed = checkCourse(broken(...edits, ...both("throw new Error('TODO: part D');", 'return keys;')));
  });
  it.each(claims)('%s: %s', (_file, _from, _to, message) => {
    expect(claimed.text).toMatch(message);
    expect(claimed.code).toBe(2);
  });
  it('a check that nothing fails', () => {
    expect(claimed.text).toMatch(/checks\.ts:\d+ has a check that nothing fails: "is there"/);
  });
});

describe('what differs, is missing, or is in the wrong place', () => {
  const find = (folder: string, message: RegExp) => {
    const { code, text } = checkCourse(folder);
    expect(text).toMatch(message);
    expect(code).toBe(2);
  };

  it('an exercise that is not the starter any more', () => {
    find(broken([`exercises/${ID}/exercise.ts`, 'TODO: part C', 'TODO']), /exercise\.ts:29 differs from starter\.ts/);
  });

  it('a solution that is not there', () => {
    const folder = broken();
    rmSync(join(folder, SOLUTION));
    find(folder, /solutions\/01-partition-assignment\.ts:1 is not there; every exercise has one/);
  });

  it('a folder with a number that leaves a gap', () => {
    const folder = broken();
    renameSync(join(folder, 'exercises', ID), join(folder, 'exercises', ID.replace('01', '03')));
    renameSync(join(folder, SOLUTION), join(folder, SOLUTION.replace('01', '03')));
    edit(folder, SOLUTION.replace('01', '03'), ID, ID.replace('01', '03'));
    find(folder, /README\.md:1 is numbered 3, but is number 1 of the course; rename the folder/);
  });

  it('a folder that is no exercise, and a solution of none', () => {
    const folder = broken();
    cpSync(join(folder, 'exercises', ID), join(folder, 'exercises/2-keys'), { recursive: true });
    cpSync(join(folder, SOLUTION), join(folder, 'solutions/02-keys.ts'));
    const { code, text } = checkCourse(folder);
    expect(text).toContain('exercises/2-keys:1 is no exercise to the course: a folder is named NN-name');
    expect(text).toContain('solutions/02-keys.ts:1 solves no exercise');
    expect(code).toBe(2);
  });

  it('given code that is gone', () => {
    const folder = broken();
    rmSync(join(folder, 'exercises', ID, 'given.ts'));
    find(
      folder,
      /solutions\/01-.*:1 cannot be graded: "\.\/given\.ts" cannot be imported: this exercise has no given\.ts/,
    );
  });

  it('a starter without one of the names', () => {
    find(
      broken(...both('export function movedKeys', 'export function movedKey')),
      /exercise\.ts:1 does not export movedKeys, which part D asks for; add it to the starter/,
    );
  });

  it('a task without hints', () => {
    find(broken([README, '## Hints', '## Help']), /README\.md:1 has no section "## Hints"/);
  });
});

/** Breakages that keep the course from being read at all: one each. */
describe('what cannot be read', () => {
  it.each([
    [README, '---\ntitle', 'title', /README\.md:1:1 has no front matter; start the file with ---/],
    [
      README,
      'title: Partition assignment',
      'titel: Partition assignment',
      /README\.md:1:1 needs a title in its front matter/,
    ],
    [README, 'minutes: 7', 'minutes: soon', /README\.md:3:1 needs minutes in its front matter/],
    [README, 'teaches:', 'teaches: keys\nalso:', /README\.md:4:1 needs teaches in its front matter/],
    [README, 'minutes: 7', 'minutes: [7', /README\.md:\d+:1 has front matter that YAML cannot read/],
    [README, '---\ntitle', '---js\ntitle', /README\.md:1:1 has front matter that is not YAML/],
    [CHECKS, 'export default [', 'export default [[', /checks\.ts:\d+:\d+/],
    [CHECKS, "from '#kafka'", "from '#kafkas'", /#kafkas/],
    [CHECKS, 'export default [', 'export const parts = [', /checks\.ts:\d+ has no list of parts to give/],
    [MISCONCEPTIONS, 'export default', 'export const all =', /misconceptions\.ts:\d+ has no beliefs to give/],
    [
      CHECKS,
      'export default [',
      'throw new Error("oops");\nexport default [',
      /checks\.ts:1 throws while .*: Error: oops/,
    ],
    [
      CHECKS,
      'that: async (yours, key, partitionCount) => {',
      'that: async (yours, key, partitionCount) => {\nkey.toFixed();',
      /checks\.ts:\d+ throws by itself when it looks at an answer: "only ever names .*": TypeError: key\.toFixed/,
    ],
  ] as const)('%s: %j', (file, from, to, message) => {
    const { code, text } = checkCourse(broken([file, from, to]));
    expect(text).toMatch(message);
    expect(code).toBe(2);
  });

  it.each(['README.md', 'checks.ts', 'misconceptions.ts'])('no %s', (name) => {
    const folder = broken();
    rmSync(join(folder, 'exercises', ID, name));
    const { code, text } = checkCourse(folder);
    expect(text).toContain(`exercises/${ID}/${name}:1:1 is not there; every exercise has one`);
    expect(code).toBe(2);
  });
});
