import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleClass } from './class/sample-class.ts';
import { courseFolder, exercises, solutionText, starterText } from './course.ts';
import type { Report } from './report.ts';

const scratch = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-class-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const at = (...parts: string[]) => join(scratch, ...parts);
const command = ['start/program.mjs', 'grader/grade-class.ts'];

function gradeClass(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], {
    cwd: courseFolder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Everything in a folder, by path: to the byte. */
function bytesOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const read = paths.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(read.map((path) => [path.slice(folder.length), readFileSync(path, 'latin1')]));
}

const resultOf = (out: string, file: string) =>
  JSON.parse(readFileSync(at(out, 'results', `${file}.json`), 'utf8')) as Report & { student: string };

const outcomesOf = (report: Report) => Object.fromEntries(report.exercises.map(({ id, outcome }) => [id, outcome]));

const [first, second] = exercises as unknown as [(typeof exercises)[number], (typeof exercises)[number]];

describe('the bytes of a class', { timeout: 300_000 }, () => {
  const students = 6;
  beforeAll(() => {
    writeSampleClass(at('class'), students);
    expect(gradeClass(at('class'), '--out', at('once')).status).toBe(0);
  }, 300_000);

  it('are the same when it is graded again, whenever its files were written', () => {
    cpSync(at('class'), at('later'), { recursive: true });
    for (const name of readdirSync(at('later'))) utimesSync(at('later', name), 0, 0);
    gradeClass(at('later'), '--out', at('twice'), '--jobs', '3');
    expect(bytesOf(at('twice'))).toEqual(bytesOf(at('once')));
  });

  it('are the same when four shards are merged, and a merge says which shard it lacks', () => {
    for (const part of [1, 2, 3, 4]) gradeClass(at('class'), '--out', at(`part-${part}`), '--shard', `${part}/4`);
    const parts = [3, 1, 4, 2].map((part) => at(`part-${part}`));
    const incomplete = gradeClass('--merge', ...parts.slice(0, 3), '--out', at('incomplete'));
    expect(incomplete).toMatchObject({ status: 2, stderr: expect.stringContaining('not complete without shard 2/4') });
    expect(gradeClass('--merge', ...parts, '--out', at('merged')).status).toBe(0);
    expect(bytesOf(at('merged'))).toEqual(bytesOf(at('once')));
  });

  it('are the same when it is killed again and again, and resumed', async () => {
    const args = [...command, at('class'), '--out', at('killed'), '--resume'];
    let kills = 0;
    for (let waitMs = 400; ; waitMs *= 1.3) {
      const run = spawn(process.execPath, args, { cwd: courseFolder, stdio: 'ignore' });
      const timer = setTimeout(() => run.kill('SIGKILL'), waitMs);
      const [code] = (await once(run, 'exit')) as [number | null];
      clearTimeout(timer);
      if (code === 0) break;
      kills++;
    }
    expect(kills).toBeGreaterThan(1);
    expect(bytesOf(at('killed'))).toEqual(bytesOf(at('once')));
  });

  it.skipIf(process.platform === 'win32')('are not lost to Ctrl-C, which says how to go on', async () => {
    const run = spawn(process.execPath, [...command, at('class'), '--out', at('stopped')], { cwd: courseFolder });
    let said = '';
    for await (const text of run.stderr.setEncoding('utf8')) {
      said += text;
      if (said.includes('1 of 6 graded')) run.kill('SIGINT');
    }
    if (run.exitCode === null) await once(run, 'exit');
    expect(run.exitCode).toBe(130);
    expect(said).toContain('Stopped. The same command with --resume goes on from here.');
    expect(readdirSync(at('stopped'))).not.toContain('.in-use');
    const resumed = gradeClass(at('class'), '--out', at('stopped'), '--resume');
    expect(resumed.stderr).toMatch(/6 of 6 graded, [1-5] kept/);
    expect(bytesOf(at('stopped'))).toEqual(bytesOf(at('once')));
  });

  it('change with the seed, and with what a student hands in', () => {
    const before = resultOf('once', 'student-0000');
    writeFileSync(at('later', 'student-0000', `${first.id}.ts`), '// nothing here yet\n');
    const resumed = gradeClass(at('later'), '--out', at('twice'), '--resume');
    expect(resumed.stderr).toContain(`${students - 1} kept`);
    expect(resultOf('twice', 'student-0000')).not.toEqual(before);
    const reseeded = gradeClass(at('later'), '--out', at('twice'), '--resume', '--seed', '7');
    expect(reseeded.stderr).not.toContain('kept');
    expect(resultOf('twice', 'student-0000').seed).toBe(7);
  });
});

describe('a class of strangers', () => {
  const odd = ['=1+1', 'con', 'Zoë Müller', 'a\u202eb', '<img src=x onerror=alert(1)>', 'r|m *.md*'];
  const made: string[] = [];
  const students = 10;
  beforeAll(() => {
    const write = (student: string, file: string, text: string) => {
      mkdirSync(join(at('strangers', student, file), '..'), { recursive: true });
      writeFileSync(at('strangers', student, file), text);
    };
    write('clone', `exercises/${first.id}/exercise.ts`, solutionText(first));
    write('clone', `exercises/${first.id}/checks.ts`, 'export default [];');
    write('clone', 'package.json', '{ "scripts": { "grade": "echo 100" } }');
    write('packed', `course-main/exercises/${first.id}/exercise.ts`, solutionText(first));
    write('deep', `submission/final/exercises/${first.id}/exercise.ts`, solutionText(first));
    write('in-doubt', `a/${first.id}.ts`, solutionText(first));
    write('in-doubt', `b/${first.id}.ts`, solutionText(first));
    for (let at = 0; at < 300; at++) write('hoarder', `00${at}.ts`, 'export const nothing = 0;');
    write('hoarder', `${first.id}.ts`, solutionText(first));
    write('flat', `${first.id}.ts`, solutionText(first));
    write('flat', 'grades.csv', 'me,100');
    write('untouched', `exercises/${first.id}/exercise.ts`, starterText(first));
    write('nothing', 'notes.txt', 'I was ill.');
    write('hangs', `${first.id}.ts`, 'for (;;) {}');
    write('hangs', `${second.id}.ts`, solutionText(second));
    write('floods', `${first.id}.ts`, `export const answers = 'x'.repeat(1_900_000);`);
    for (const name of odd) {
      try {
        write(name, `${first.id}.ts`, solutionText(first));
        made.push(name);
      } catch {
        // This machine's file system knows no such name.
      }
    }
    writeFileSync(at('strangers', 'roster.csv'), 'clone\n');
    writeFileSync(at('strangers', 'late.zip'), '');
  });
  afterAll(() => rmSync(at('strangers'), { recursive: true, force: true }));

  it('is graded whatever its folders look like, with this copy of the checks', () => {
    const run = gradeClass(at('strangers'), '--out', at('graded'), '--format', 'junit');
    expect(run).toMatchObject({ status: 0 });
    expect(run.stderr).toContain('a folder of their own: late.zip.');
    expect(run.stdout.replaceAll(/\s+/g, ' ')).toContain('Nothing to grade was found for in-doubt, nothing.');
    for (const student of ['clone', 'packed', 'flat', 'hangs'])
      expect(Object.keys(outcomesOf(resultOf('graded', student)))).toEqual(exercises.map(({ id }) => id));
    for (const student of ['clone', 'packed', 'flat', 'deep', 'hoarder'])
      expect(outcomesOf(resultOf('graded', student))).toMatchObject({
        [first.id]: 'passed',
        [second.id]: 'not-started',
      });
    for (const student of ['untouched', 'nothing', 'in-doubt'])
      expect(new Set(Object.values(outcomesOf(resultOf('graded', student))))).toEqual(new Set(['not-started']));
    expect(outcomesOf(resultOf('graded', 'hangs'))).toMatchObject({
      [first.id]: 'student-error',
      [second.id]: 'passed',
    });
  });

  it('has a gradebook with everybody in it, and files for each', () => {
    const rows = readFileSync(at('graded', 'gradebook.csv'), 'utf8').trimEnd().split('\n');
    expect(rows.length).toBe(1 + exercises.length * (students + made.length));
    if (made.includes('=1+1')) expect(rows.some((row) => row.startsWith(`${first.id},,,'=1+1,`))).toBe(true);
    for (const folder of ['results', 'feedback', 'reports'])
      expect(readdirSync(at('graded', folder)).length).toBe(students + made.length);
  });

  it('has a page on which no name is markup, and which fetches nothing', () => {
    const page = readFileSync(at('graded', 'class.html'), 'utf8');
    expect(page).not.toMatch(/<(?:img|script|link|iframe|object)\b/);
    expect(page).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\//);
    expect(page).toContain("default-src 'none'");
    if (made.includes(odd[4]!)) expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    if (made.includes(odd[3]!)) expect(page).toContain('a\\u202eb');
  });

  it('never writes more than a few lines of what a submission floods it with', () => {
    expect(readFileSync(at('graded', 'results', 'floods.json')).length).toBeLessThan(200_000);
  });

  it('is graded again when the file changes that is graded, whatever lies beside it', () => {
    writeFileSync(at('strangers', 'hoarder', `${first.id}.ts`), '// nothing');
    gradeClass(at('strangers'), '--out', at('graded'), '--resume');
    expect(outcomesOf(resultOf('graded', 'hoarder'))[first.id]).toBe('student-error');
  });

  it('says how it was isolated, and what that does not stop', () => {
    const { stderr } = gradeClass(at('strangers'), '--out', at('graded'), '--resume');
    const said = stderr.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(/Submissions ran in .*(?:could still|does not stop)/);
    expect(readFileSync(at('graded', 'class.md'), 'utf8')).toMatch(/could still|does not stop/);
  });
});

describe.skipIf(process.platform === 'win32')('links in a submission', () => {
  it("lead to nobody else's work, nor to a pipe that never ends", () => {
    mkdirSync(at('linked', 'honest', 'exercises', first.id), { recursive: true });
    writeFileSync(at('linked', 'honest', 'exercises', first.id, 'exercise.ts'), solutionText(first));
    mkdirSync(at('linked', 'copycat'));
    symlinkSync(at('linked', 'honest', 'exercises'), at('linked', 'copycat', 'exercises'));
    mkdirSync(at('linked', 'piper'));
    spawnSync('mkfifo', [at('linked', 'piper', `${first.id}.ts`)]);
    symlinkSync('/dev/zero', at('linked', 'piper', `${second.id}.ts`));
    expect(gradeClass(at('linked'), '--out', at('unlinked')).status).toBe(0);
    expect(outcomesOf(resultOf('unlinked', 'honest'))[first.id]).toBe('passed');
    expect(resultOf('unlinked', 'copycat').exercises[0]).toMatchObject({
      outcome: 'student-error',
      score: 0,
      error: { message: expect.stringContaining('a link that leads out of the submission') },
    });
    expect(outcomesOf(resultOf('unlinked', 'piper'))).toMatchObject({
      [first.id]: 'student-error',
      [second.id]: 'student-error',
    });
  });
});

describe('an output that is in use', () => {
  const file = at('used', '.in-use');
  const holding = (pid: number, host = hostname()) => {
    mkdirSync(at('used'), { recursive: true });
    writeFileSync(file, JSON.stringify({ pid, host }));
    return gradeClass(at('idle'), '--out', at('used'));
  };
  beforeAll(() => mkdirSync(at('idle', 'alice'), { recursive: true }));

  it('is left alone while the run that holds it is there, here or elsewhere', () => {
    const here = holding(process.pid);
    expect(here).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Another run (process') });
    expect(holding(1, 'elsewhere').stderr).toContain('(process 1 on elsewhere)');
    expect(readdirSync(at('used'))).toEqual(['.in-use']);
  });

  it('is taken over from a run that is gone, or silent for a minute, and given back', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    expect(holding(pid).status).toBe(0);
    expect(readdirSync(at('used'))).not.toContain('.in-use');
    writeFileSync(file, JSON.stringify({ pid: 1, host: 'elsewhere' }));
    utimesSync(file, 0, 0);
    expect(gradeClass(at('idle'), '--out', at('used')).status).toBe(0);
  });
});

describe('the command line', () => {
  mkdirSync(at('empty'));
  mkdirSync(at('packed'));
  writeFileSync(at('packed', 'alice.zip'), '');
  mkdirSync(at('one', 'alice'), { recursive: true });
  writeFileSync(at('one', 'alice', `${first.id}.ts`), '');
  mkdirSync(at('half'));
  writeFileSync(at('half', 'class.json'), '{}');
  it.each([
    [[], 'Where to? Type -- and then --out'],
    [['--out', at('x')], 'Type one folder that holds the class'],
    [[at('none'), '--out', at('x')], 'There is no folder'],
    [[at('empty'), '--out', at('x')], 'has no sub-folders. There has to be one'],
    [[at('packed'), '--out', at('x')], 'only alice.zip and the like: unpack'],
    [[at('one', 'alice'), '--out', at('x')], 'is a submission itself'],
    [[at('one'), '--out', at('packed', 'alice.zip')], 'cannot be written: a file is where a folder is wanted'],
    [[at('one'), '--out', at('x'), '--sharf', '1/4'], "Unknown option '--sharf'"],
    [[at('one'), '--out', at('one', 'out')], '--out has to be outside of'],
    [[at('one'), '--out', at('x'), '--shard', '5/4'], '--shard takes a part'],
    [[at('one'), '--out', at('x'), '--jobs', '0'], '--jobs takes a whole number'],
    [[at('one'), '--out', at('x'), '--seed', 'x'], '--seed takes a whole number'],
    [[at('one'), '--out', at('x'), '--format', 'pdf'], 'There is no format "pdf"'],
    [[at('one'), '--out', at('x'), '--require', 'luck'], '--require takes one of these: bubblewrap'],
    [['--merge', at('one'), '--out', at('x')], 'holds no finished class'],
    [['--merge', at('half'), '--out', at('x')], 'holds no finished class'],
    [['--merge', at('one'), '--out', at('x'), '--seed', '7'], '--merge takes no --seed'],
  ])('%j is refused in a sentence', (args, sentence) => {
    const { status, stderr, stdout } = gradeClass(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});
