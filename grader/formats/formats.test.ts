import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'tap-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { z } from 'zod';
import { type Exercise, exercises, solutionText, starterText } from '../course.ts';
import { formatNames, loadFormat } from '../formats.ts';
import type { Report } from '../report.ts';
import { gradeAll, ourFault } from '../run.ts';
import { openSandbox } from '../sandbox/sandbox.ts';

const sandbox = openSandbox();
const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-formats-'));
let mixed: Report;
let solved: Report;

/** Text that a format has to carry as it is: markup, ends of sections, marks of TAP, control characters, half a pair. */
const nasty = '<b>&"]]> # SKIP \\ ``` \u0007\u001b[31m\u0000\ud800 {{x}} %0a::error::';
const nastyText = JSON.stringify(nasty);

beforeAll(async () => {
  const work: readonly ((exercise: Exercise) => string | null)[] = [
    () => null,
    (exercise) => `${solutionText(exercise)}\nconsole.log(${nastyText}.repeat(20));\n`,
    () => 'export const broken = ;',
    (exercise) => withFirstFunction(starterText(exercise), `throw new Error(${nastyText});`),
    (exercise) => withFirstFunction(solutionText(exercise), 'for (;;) {}'),
    (exercise) => starterText(exercise),
  ];
  for (const [at, exercise] of exercises.entries()) {
    const text = work[at % work.length]!(exercise);
    if (text !== null) writeFileSync(join(folder, `${exercise.id}.ts`), text);
  }
  const all = exercises.map((exercise) => ({ exercise }));
  mixed = await gradeAll(all, { submission: folder }, sandbox);
  for (const exercise of exercises) writeFileSync(join(folder, `${exercise.id}.ts`), solutionText(exercise));
  solved = await gradeAll(all, { submission: folder }, sandbox);
}, 300_000);

afterAll(() => {
  sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

function withFirstFunction(text: string, statement: string): string {
  return text.replace(/^(export function [\s\S]*?\{\n)/m, (head) => `${head}  ${statement}\n`);
}

const inFormat = async (name: string, report: Report) => (await loadFormat(name))(report);

const faulty = (): Report => ({ ...mixed, exercises: [ourFault(exercises[0]!), ...mixed.exercises.slice(1)] });

it('the report that is written has some of everything', () => {
  expect(new Set(mixed.exercises.map(({ outcome }) => outcome))).toEqual(
    new Set(['not-started', 'passed', 'student-error', 'failed']),
  );
  expect(solved.exercises.every(({ outcome }) => outcome === 'passed')).toBe(true);
});

it.each(formatNames)('%s is made of the report alone', async (name) => {
  const before = JSON.stringify(mixed);
  const [once, twice] = [await inFormat(name, mixed), await inFormat(name, mixed)];
  const timeless = (text: string) => text.replaceAll(/timestamp="[^"]*"/g, '');
  expect(timeless(twice)).toBe(timeless(once));
  expect(JSON.stringify(mixed)).toBe(before);
});

/** Line ends of other worlds, text that turns round, and pairs that every limit would cut in two. */
const worst = `\u0085\u2028\u2029\ufffe\u202e${'😀'.repeat(700)}\n...\nok 99 - forged\n]]>`;

/** The mixed report, in which every failing check says the worst there is. */
function atItsWorst(): Report {
  const worsened = mixed.exercises.map((exercise) => ({
    ...exercise,
    checks: exercise.checks.map((check) =>
      check.verdict === 'disproved'
        ? { ...check, message: worst, console: worst, counterexample: { ...check.counterexample, actual: worst } }
        : check,
    ),
  }));
  return { ...mixed, exercises: worsened };
}

it.each(formatNames)('%s cuts no pair in two', async (name) => {
  const text = await inFormat(name, atItsWorst());
  const decoded = name === 'github-classroom' ? Buffer.from(text, 'base64').toString() : text;
  expect(decoded).toContain('😀');
  expect(decoded).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|\\ud83d(?!\\ud)|(?<![\ud800-\udbff])[\udc00-\udfff]/);
});

describe('junit', () => {
  const schema = readFileSync(join(import.meta.dirname, 'fixtures/junit.xsd'), 'utf8');
  const errorsOf = async (xml: string) => (await validateXML({ xml, schema })).errors.map(({ message }) => message);

  it('has a schema that refuses what is not so', async () => {
    const xml = await inFormat('junit', mixed);
    expect(await errorsOf(xml.replace(/ hostname="[^"]*"/, ''))).not.toEqual([]);
    expect(await errorsOf(xml.replace('<system-err></system-err>', ''))).not.toEqual([]);
  });

  it('is what the schema of Ant asks for', async () => {
    for (const report of [mixed, solved, faulty(), atItsWorst()])
      expect(await errorsOf(await inFormat('junit', report))).toEqual([]);
  });

  it('counts as it says', async () => {
    const xml = await inFormat('junit', mixed);
    const sum = (name: string) =>
      [...xml.matchAll(new RegExp(` ${name}="(\\d+)"`, 'g'))].reduce((total, [, count]) => total + Number(count), 0);
    expect(sum('failures')).toBe(xml.split('<failure ').length - 1);
    expect(sum('errors')).toBe(xml.split('<error ').length - 1);
    expect(sum('tests')).toBe(xml.split('<testcase ').length - 1);
  });
});

describe('tap', () => {
  const parse = (text: string) => {
    const parser = new Parser({ strict: true });
    const subtests: string[] = [];
    parser.on('child', (child: Parser) => subtests.push(child.name));
    parser.end(text);
    return { results: parser.results!, subtests };
  };

  it('is TAP 14 to a strict reader, with a subtest for each exercise that was asked', async () => {
    const { results: worstResults } = parse(await inFormat('tap', atItsWorst()));
    const { results, subtests } = parse(await inFormat('tap', mixed));
    for (const { failures } of [results, worstResults])
      expect(failures.filter((failure) => 'tapError' in failure && failure.tapError)).toEqual([]);
    expect(worstResults.count).toBe(results.count);
    expect(results.count).toBe(exercises.length);
    expect(results.pass).toBe(mixed.exercises.filter(({ outcome }) => outcome === 'passed').length);
    expect(subtests.length).toBeGreaterThan(0);
    expect(results.skip).toBe(0);
  });

  it('is all right when everything passed', async () => {
    const { results, subtests } = parse(await inFormat('tap', solved));
    expect(results).toMatchObject({ ok: true, count: exercises.length, fail: 0 });
    expect(subtests.length).toBe(exercises.length);
  });

  it('bails out where the grader failed', async () => {
    expect(parse(await inFormat('tap', faulty())).results.bailout).toMatch(/The grader failed at/);
  });
});

describe('exercism', () => {
  const test = z.strictObject({
    name: z.string().min(1),
    status: z.enum(['pass', 'fail', 'error']),
    message: z.string().min(1).max(65_535).nullable(),
    output: z.string().max(500).optional(),
    test_code: z.string().min(1),
    task_id: z.int().min(1),
  });
  const document = z
    .strictObject({
      version: z.literal(3),
      status: z.enum(['pass', 'fail', 'error']),
      message: z.string().max(65_535).nullable(),
      tests: z.array(test),
    })
    .refine(
      ({ status, message }) => (status === 'error') === (message !== null),
      'a message for an error, and only then',
    )
    .refine(({ status, tests }) => (status === 'error') === (tests.length === 0), 'an error only when no test ran')
    .refine(({ tests }) => tests.every(({ status, message }) => (status === 'pass') === (message === null)));

  it('is results.json, version 3', async () => {
    expect(document.parse(JSON.parse(await inFormat('exercism', mixed))).status).toBe('fail');
    expect(document.parse(JSON.parse(await inFormat('exercism', solved))).status).toBe('pass');
  });

  it('is an error where nothing could be asked, with the place', async () => {
    const only = {
      ...mixed,
      exercises: mixed.exercises.filter(({ outcome }) => outcome === 'student-error').slice(0, 1),
    };
    const read = document.parse(JSON.parse(await inFormat('exercism', only)));
    expect(read).toMatchObject({ status: 'error', message: expect.stringMatching(/^\d\d-[\w-]+\.ts:1:/) });
  });
});

describe('gradescope', () => {
  const outputFormat = z.enum(['text', 'html', 'simple_format', 'md', 'ansi']);
  const visibility = z.enum(['visible', 'hidden', 'after_due_date', 'after_published']);
  const document = z.strictObject({
    score: z.number().min(0),
    execution_time: z.number().min(0),
    output: z.string(),
    output_format: outputFormat,
    stdout_visibility: visibility,
    extra_data: z.looseObject({}),
    tests: z.array(
      z.strictObject({
        name: z.string().min(1),
        number: z.string(),
        score: z.number().min(0),
        max_score: z.number().min(0),
        status: z.enum(['passed', 'failed']),
        output: z.string(),
        output_format: outputFormat,
        tags: z.array(z.string()),
        visibility,
      }),
    ),
  });

  it('is results.json, whose maximum is always the same', async () => {
    for (const report of [mixed, solved]) {
      const { score, tests } = document.parse(JSON.parse(await inFormat('gradescope', report)));
      expect(score).toBe(tests.reduce((total, test) => total + test.score, 0));
      expect(tests.reduce((total, test) => total + test.max_score, 0)).toBe(solved.maxScore);
    }
  });
});

describe('github-classroom', () => {
  const document = z.strictObject({
    version: z.literal(1),
    status: z.enum(['pass', 'fail', 'error']),
    max_score: z.number().min(1),
    tests: z.array(
      z.strictObject({
        name: z.string().min(1),
        status: z.enum(['pass', 'fail', 'error']),
        score: z.number(),
        message: z.string(),
        test_code: z.string(),
        filename: z.string(),
        line_no: z.int().min(0),
        execution_time: z.string().regex(/^\d+ms$/),
      }),
    ),
  });

  it("makes the reporter's printed table and its grade agree", async () => {
    for (const report of [mixed, solved]) {
      const text = await inFormat('github-classroom', report);
      expect(text.trim()).toMatch(/^[A-Za-z0-9+/]+=*$/);
      // It is handed on in an environment variable, which Linux limits.
      expect(text.length).toBeLessThan(128 * 1024);
      const { status, max_score, tests } = document.parse(JSON.parse(Buffer.from(text, 'base64').toString()));
      const reported = tests.reduce((total, { score }) => total + score, 0);
      const printed = (max_score * tests.filter((test) => test.status === 'pass').length) / tests.length;
      expect(reported).toBe(report.score);
      expect(printed).toBeCloseTo(reported, 9);
      expect(status).toBe(report === solved ? 'pass' : 'fail');
    }
  });
});

describe('markdown', () => {
  it('is nothing but text where a student wrote it', async () => {
    const text = await inFormat('markdown', mixed);
    const outsideCode = text.replaceAll(/^( *)(`{3,})text\n[\s\S]*?\n\1\2$/gm, '');
    expect(text).toContain(']]>');
    expect(outsideCode).not.toMatch(/<b>|::error|\]\]>/);
  });
});
