import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kafka-'));
afterAll(() => rmSync(folder, { recursive: true }));

function kafka(args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['start/program.mjs', 'console/kafka.ts', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

it('runs a script from standard input, echoes it, and ends with the code of the first failure', () => {
  expect(
    kafka(
      [],
      'kafka-topics.sh --create --topic t \\\n  --partitions 2\nkafka-topics.sh --create --topic t\nnonsense\nkafka-console-producer.sh --topic t\n>a\n>b\n\nkafka-topics.sh --list',
    ),
  ).toEqual({
    stdout: `$ kafka-topics.sh --create --topic t \\
>   --partitions 2
Created topic t.
$ kafka-topics.sh --create --topic t
Error while executing topic command : Topic 't' already exists.
$ nonsense
$ kafka-console-producer.sh --topic t
>a
>b
>
$ kafka-topics.sh --list
t
`,
    stderr: 'nonsense: command not found. Type help to see what there is.\n',
    status: 1,
  });
});

it('runs a script from a file, and stops at exit', () => {
  const file = join(folder, 'script.sh');
  writeFileSync(file, 'kafka-topics.sh --list\r\nexit\r\nnonsense\r\n');
  expect(kafka([file])).toEqual({ stdout: '$ kafka-topics.sh --list\n\n$ exit\n', stderr: '', status: 0 });
});

it('tells of a script that ends in the middle of a command', () => {
  const { stderr, status } = kafka([], "echo 'a\n");
  expect({ stderr, status }).toEqual({
    stderr: "The input ended in the middle of a command: the quote ' is not closed.\n",
    status: 2,
  });
});

it('plays a scenario named on the command line', () => {
  const { stdout, status } = kafka(['play', 'crash-loses'], 'next\n');
  expect(stdout).toMatch(/^\$ play crash-loses\nA consumer commits before processing[\s\S]*\$ next\n\nStep 1 of 7\n/);
  expect(status).toBe(0);
});

it('refuses what it does not know', () => {
  expect(kafka(['--nonsense'])).toMatchObject({
    stdout: '',
    stderr: "Unknown option '--nonsense'. To see what there is: npm run kafka -- --help\n",
    status: 2,
  });
  expect(kafka(['nonsense'])).toMatchObject({ status: 127 });
  expect(kafka(['--help']).stdout).toMatch(/^npm run kafka /);
});

it('says nothing of a reader that has seen enough', () => {
  const script = `"${process.execPath}" start/program.mjs console/kafka.ts | head -1`;
  const { stderr, status } = spawnSync(script, {
    cwd: root,
    shell: true,
    input: 'help\n'.repeat(500),
    encoding: 'utf8',
  });
  if (process.platform !== 'win32') expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
