import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseFolder } from './course.ts';
import type { Report } from './report.ts';

const copy = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-course-'));
const inCopy = (...parts: string[]) => join(copy, ...parts);

beforeAll(() => {
  cpSync(courseFolder, copy, {
    recursive: true,
    filter: (path) => !/[/\\](?:node_modules|\.git|\.cache|\.progress)$|\.test\.ts$/.test(path),
  });
  symlinkSync(join(courseFolder, 'node_modules'), inCopy('node_modules'), 'junction');
  // Whatever somebody is working on in their own copy, this one is as it came.
  for (const { id } of coursesExercises())
    cpSync(inCopy('exercises', id, 'starter.ts'), inCopy('exercises', id, 'exercise.ts'));
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function coursesExercises(): Report['exercises'] {
  return (JSON.parse(program('grader/grade.ts', '--json').stdout) as Report).exercises;
}

function program(...args: string[]) {
  const env = { ...process.env, KF_PROGRESS: inCopy('.progress'), NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['start/program.mjs', ...args], {
    cwd: copy,
    encoding: 'utf8',
    env,
  });
  return { status, stdout, text: `${stdout}${stderr}` };
}

/** The programs behind `npm run NAME`, as package.json has them. */
const scripts = (
  JSON.parse(readFileSync(join(courseFolder, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
).scripts;

/** Does what a line of CONTRIBUTING.md tells one to type. */
function type(line: string) {
  const [first, second, ...words] = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  if (first === 'cp') {
    cpSync(inCopy(second!), inCopy(words[0]!));
    return { status: 0, text: '' };
  }
  const [name, ...args] = words;
  expect(`${first} ${second}`).toBe('npm run');
  const source = /^node start\/program\.mjs (\S+)$/.exec(scripts[name!] ?? '')?.[1];
  expect(source, line).toBeDefined();
  return program(source!, ...args);
}

/** The steps of "Add an exercise": what is to be typed, and what is to be written where, in their order. */
function steps() {
  const text = readFileSync(join(courseFolder, 'CONTRIBUTING.md'), 'utf8').replaceAll('\r\n', '\n');
  const section = /^## Add an exercise$([\s\S]*?)^## Add a question$/m.exec(text)![1]!;
  const blocks = section.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, file, language, content]) => ({ file, language, content: content! }));
}

describe('a seventh exercise, by CONTRIBUTING.md alone', { timeout: 120_000 }, () => {
  it('works as it is made, and can be proved when the steps were followed', () => {
    const [first, ...rest] = steps();
    const [make, grade] = first!.content.trim().split('\n');
    expect(type(make!)).toMatchObject({
      status: 0,
      text: expect.stringContaining('exercises/07-log-compaction/checks.ts'),
    });
    expect(type(grade!)).toMatchObject({ status: 1, text: expect.stringContaining('Log compaction') });
    expect(program('start/check-course.ts', '7', '--seeds', '1')).toMatchObject({
      status: 0,
      text: expect.stringContaining('That is sound: 1 exercise, '),
    });
    let last = { status: 1 as number | null, text: '' };
    for (const { file, language, content } of rest) {
      if (file !== undefined) writeFileSync(inCopy(file), content);
      else if (language === 'sh') for (const line of content.trim().split('\n')) last = type(line);
    }
    expect(last).toMatchObject({ status: 0, text: expect.stringContaining('That is sound: 1 exercise, ') });
  });

  it('tells a student who believes something wrong which belief it is', () => {
    const file = 'exercises/07-log-compaction/exercise.ts';
    const half = readFileSync(inCopy(file), 'utf8').replace(
      "throw new Error('TODO: part A');",
      `return records.filter((record, at) => records.findIndex(({ key }) => key === record.key) === at);`,
    );
    writeFileSync(inCopy(file), half);
    expect(program('grader/grade.ts', '7').text.replaceAll(/\s+/g, ' ')).toContain(
      'keeps the first record of each key; compaction keeps the last. (M7-01)',
    );
    cpSync(inCopy('solutions/07-log-compaction.ts'), inCopy(file));
    expect(program('grader/grade.ts', '7').status).toBe(0);
  });

  it.each([
    [[], 'What is it called? Type a title'],
    [['Log compaction'], 'exercises/07-log-compaction is called that already'],
    [['日本'], 'makes no folder name'],
  ])('is not made of %j', (title, sentence) => {
    expect(program('start/new.ts', 'exercise', ...title)).toMatchObject({
      status: 2,
      text: expect.stringContaining(sentence),
    });
  });
});
