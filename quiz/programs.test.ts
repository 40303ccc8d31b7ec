import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { courseRoot } from './course-root.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiz-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one of the programs on lines of input; `upTo` ends it by Ctrl-C once its output holds that text. */
function run(program: string, args: readonly string[], lines: readonly string[] = [], upTo?: string): Promise<Run> {
  return new Promise((resolve) => {
    const env = { ...process.env, KF_PROGRESS: folder, COLUMNS: '60', LC_ALL: 'C.UTF-8', FORCE_COLOR: undefined };
    const child = spawn(process.execPath, [join(courseRoot, 'start/program.mjs'), program, ...args], {
      env,
      cwd: folder,
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (upTo !== undefined && !child.killed && out.includes(upTo)) child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdin.on('error', () => {});
    child.stdin.write(lines.map((line) => `${line}\n`).join(''));
    if (upTo === undefined) child.stdin.end();
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const quiz = (args: readonly string[], lines: readonly string[] = [], upTo?: string) =>
  run('quiz/quiz.ts', args, lines, upTo);
const progress = () =>
  JSON.parse(readFileSync(join(folder, 'quiz.json'), 'utf8')) as {
    questions: Record<string, { box: number; attempts: number }>;
  };

test('one question, line by line: a hint, a slip, a wrong answer and what is said about it', async () => {
  const { code, out } = await quiz(['what-kafka-stores', '--seed', '0'], ['h', 'z', 'b']);
  expect(code).toBe(1);
  expect(out).toMatchInlineSnapshot(`
    "
    Question 1 of 1
    What is it that Kafka stores?
    (What Kafka is made of, recall)

    a) Buffers in memory that brokers push to their subscribers
    b) Queues from which each message is taken once
    c) Tables that hold the newest value of each key
    d) Append-only logs, the partitions, spread over brokers
    h: hint, q: stop
    Your answer (one letter): h
    Hint   Think of a logbook rather than a letterbox.
    Your answer (one letter): z
    Type one letter, a to d.
    Your answer (one letter): b

    ✗ Not right

      ✗ b) Queues from which each message is taken once (not
        right)
        Taking would remove it. Reading in Kafka moves a
        position and leaves the record where it is.

      ○ d) Append-only logs, the partitions, spread over brokers
        (the right one)
        Groups, offsets and replication are all built on that
        log.

    Why    A partition is a sequence of records to which new
           ones are only ever appended. Everything else in Kafka
           is a way of writing to such logs, copying them, or
           remembering how far somebody has read.
    Read   lesson.md#what-kafka-is
    https://kafka.apache.org/42/getting-started/introduction/

    0 of 1 right

      ✗  0 of 1  Say what a Kafka cluster is made of and who
                 does what in it

    Some answers look as if you think that
      - reading a record removes it (exercise 1)

    npm run review             what was missed: 1
    npm run quiz architecture  all questions on: What Kafka is
                               made of
    "
  `);
  expect(progress().questions['what-kafka-stores']).toMatchObject({ box: 1, attempts: 1 });
});

test('all right ends with 0, and an answer may be numbered', async () => {
  const { code, out } = await quiz(['what-kafka-stores', '--seed', '0'], ['4']);
  expect(out).toContain('✓ Right');
  expect(code).toBe(0);
});

test('a table, asked gap by gap', async () => {
  const { out, code } = await quiz(['create-topic'], ['6', '2']);
  expect(out).toContain('[1]: 6\n[2]: 2\n');
  expect(out).toContain('✗ gap 2: 2 (not right)\n    With two copies, two losses can take both.');
  expect(code).toBe(1);
});

test('the end of the input is told, ends with 2, and every answer is kept', async () => {
  const { code, out, err } = await quiz(['architecture'], ['a', 'a']);
  expect(code).toBe(2);
  expect(err).toContain('The input ended before all questions were answered');
  expect(out).toContain(' of 2 right');
  expect(Object.keys(progress().questions)).toEqual(['what-kafka-stores', 'cluster-facts']);
});

// Windows knows no signals: there the child would simply be ended.
test.skipIf(process.platform === 'win32')('Ctrl-C ends with 130, and every answer is kept', async () => {
  const { code, out, err } = await quiz(['architecture'], ['a', 'a'], 'Question 3 of 6');
  expect(code).toBe(130);
  expect(err).not.toContain('    at ');
  expect(out).toContain('Question 3 of 6');
  expect(Object.keys(progress().questions)).toEqual(['what-kafka-stores', 'cluster-facts']);
});

test('q stops before the end', async () => {
  const { code, out } = await quiz(['architecture'], ['a', 'q']);
  expect(code).toBe(1);
  expect(out).toContain('of 1 right');
});

test('every question can be asked at 60 columns, in ASCII, without colour, and the quiz never breaks off', async () => {
  const lines = Array.from({ length: 800 }, (_, n) => ['a', '1', 'a b c', 'a b c d e', 'b a c'][n % 5]!);
  const { out, err } = await quiz(['--all', '--ascii', '--seed', '0'], lines);
  expect(err).toBe('');
  const printed = out
    .split('\n')
    .filter((line) => !line.includes('https://') && !/^Your |^\[\d\]: |^Watch /.test(line));
  expect(printed.filter((line) => line.length > 60)).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one.
  expect(out).not.toMatch(/\x1b|[^\x00-\x7f]/);
  expect(out).toMatch(/\d+ of 90 right/);
});

test('what was missed comes back with other numbers, and leaves when it is known', async () => {
  await quiz(['offset-to-commit'], ['999']);
  const first = await run('quiz/review.ts', [], ['998']);
  const second = await run('quiz/review.ts', [], ['997']);
  const asked = ({ out }: Run) => /A consumer has processed[^.]*\./.exec(out)?.[0];
  expect(asked(first)).toBeDefined();
  expect(asked(first)).not.toBe(asked(second));
  const right = /it is (\d+)/.exec(second.out)![1]!;
  expect(progress().questions['offset-to-commit']).toMatchObject({ box: 1, attempts: 3 });
  expect(Number(right)).toBeGreaterThan(0);
  const empty = await run('quiz/review.ts', ['--seed', '1'], []);
  expect(empty.code).toBe(2);
});

test('nothing to review says when there is', async () => {
  const none = await run('quiz/review.ts', []);
  expect(none).toMatchObject({ code: 0, out: 'Nothing to review yet: npm run quiz asks the first ten questions.\n' });
});

test('a file of answers is graded, its letters are those of QUIZ.md', async () => {
  const path = join(folder, 'answers.txt');
  writeFileSync(path, '# mine\nwhat-kafka-stores: d\nname-kraft: kraft\nslow-consumer: true\n');
  const { code, out } = await quiz(['--answers', path]);
  expect(code).toBe(1);
  expect(out).toContain('✓ right  what-kafka-stores: d) Append-only logs, the partitions, spread over brokers\n');
  expect(out).toContain('✓ right  name-kraft: kraft\n');
  expect(out).toContain('✗ wrong  slow-consumer: a) True\n         it is b) False\n');
  expect(readdirSync(folder)).toEqual(['answers.txt']);
  // Nothing was recorded that a review could bring back.
  expect(out).not.toContain('npm run review');
});

test('--json is one document and nothing else; what was not answered counts', async () => {
  const path = join(folder, 'answers.json');
  writeFileSync(path, JSON.stringify({ answers: { 'what-kafka-stores': 'd', 'slow-consumer': 'a' } }));
  const { code, out } = await quiz(['architecture', '--answers', path, '--json']);
  const report = JSON.parse(out) as Record<string, unknown> & { questions: Record<string, unknown>[] };
  expect(code).toBe(1);
  expect(report).toMatchObject({ schema: 1, seed: 0, score: 1, maxScore: 6 });
  expect(report.questions.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'what-kafka-stores right',
    'slow-consumer wrong',
    'cluster-facts not-answered',
    'why-fast not-answered',
    'role-of-controller not-answered',
    'name-kraft not-answered',
  ]);
  expect(report.questions[1]).toMatchObject({
    answer: 'a) True',
    expected: 'b) False',
    remarks: [
      { is: 'wrong', misconception: { id: 'M1-03', belief: 'brokers push records to consumers' } },
      { is: 'left out' },
    ],
  });
});

test.each([
  ['what-kafka-stors: a', ':1:1: there is no question "what-kafka-stors", did you mean "what-kafka-stores"?'],
  ['\n  slow-consumer: perhaps', ':2:3: "perhaps" is no answer to slow-consumer. Type one letter, a to b.'],
  ['offset-to-commit: three', ':1:1: "three" is no answer to offset-to-commit. Type a number, such as 3.'],
  ['just words', ':1:1: "just words" is no answer. Write the question\'s id, a colon and the answer.'],
  ['slow-consumer: a\nslow-consumer: b', ':2:1: "slow-consumer" is answered twice'],
  ['{ "slow-consumer": ', ':1:1: this is no JSON'],
])('a wrong file of answers is met with its place: %s', async (text, message) => {
  const path = join(folder, 'answers.txt');
  writeFileSync(path, text);
  const { code, out, err } = await quiz(['--answers', path]);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(`answers.txt${message}`);
});

test.each([
  [['nowhere'], 'There is no quiz "nowhere"'],
  [['--sed', '1'], "Unknown option '--sed'"],
  [['--seed', 'x'], '--seed is a whole number, not "x"'],
  [['--json'], '--json reports on a file of answers'],
  [['--answers', 'missing.txt'], 'The answers cannot be read'],
  [['--watch', 'two-group'], 'There is no scenario "two-group": did you mean "two-groups"?'],
])('wrong words on the command line end with 2: %s', async (args, message) => {
  const { code, err } = await quiz(args);
  expect(code).toBe(2);
  expect(err).toContain(message);
  expect(err).toContain('npm run quiz -- --help');
});

test('help names every flag and every bank', async () => {
  const { code, out } = await quiz(['--help']);
  expect(code).toBe(0);
  for (const word of ['--all', '--plain', '--answers', '--json', '--seed', '--watch', 'offsets ', 'groups '])
    expect(out).toContain(word);
  expect((await run('quiz/review.ts', ['--help'])).out).toContain('npm run review');
});

test('progress that cannot be read is set aside, and the path is printed', async () => {
  writeFileSync(join(folder, 'quiz.json'), '{"schema":1,');
  const { err } = await quiz(['slow-consumer'], ['b']);
  expect(err).toContain(`It was set aside as ${join(folder, 'quiz.broken-')}`);
  expect(readdirSync(folder).filter((name) => name.includes('broken'))).toHaveLength(1);
  expect(Object.keys(progress().questions)).toEqual(['slow-consumer']);
});

test('a scenario can be watched without a quiz', async () => {
  const { code, out } = await quiz(['--watch', 'two-groups']);
  expect(code).toBe(0);
  expect(out).toContain('poll returned orders-0@0 orders-0@1 orders-0@2');
});

test('export says what it can do', async () => {
  const xml = await run('start/export.ts', ['quiz', '--format', 'moodle-xml']);
  expect(xml.code).toBe(0);
  expect(xml.out).toMatch(/^<\?xml /);
  const wrong = await run('start/export.ts', ['quiz', '--format', 'qti']);
  expect(wrong).toMatchObject({ code: 2, err: '--format is one of: moodle-xml, gift, anki\n' });
  expect((await run('start/export.ts', [])).code).toBe(2);
});
