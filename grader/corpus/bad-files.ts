import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placed, preceded, type Submission, solution, whole } from './submission.ts';

const bad = { outcome: 'student-error', passing: 0 } as const;
const right = { outcome: 'passed', passing: 10, reads: 'done' } as const;
const isPosix = process.platform !== 'win32';

/** Files that are no program, and programs that are hard on a compiler. */
export const badFiles: readonly Submission[] = [
  preceded('has a syntax error', 'const a = (1;', {
    ...bad,
    reads:
      'In exercise.ts:1: this is not TypeScript: unexpected ";" here, where a comma or a closing bracket is expected',
  }),
  preceded('declares a name twice', 'const a = 1; const a = 2;', {
    ...bad,
    reads: "In exercise.ts:1: Identifier 'a' has already been declared",
  }),
  preceded('keeps the markers of a merge', '<<<<<<< HEAD\nconst a = 1;\n=======\nconst a = 2;\n>>>>>>> theirs', {
    ...bad,
    reads: 'a merge left its conflict markers here; keep one side and delete the three marker lines',
  }),
  preceded('awaits outside a function that may', 'function f() { await null; }', {
    ...bad,
    reads: 'await works only inside an async function',
  }),
  preceded('declares a namespace', 'namespace N { export const a = 1; }', {
    ...bad,
    reads: 'a namespace cannot be used here; export its functions themselves',
  }),
  preceded('throws while it is loaded', 'const a: any = undefined; a.b;', {
    ...bad,
    reads: "the file throws while it is loaded: TypeError: Cannot read properties of undefined (reading 'b')",
  }),
  whole('is not UTF-8', Uint8Array.of(0xff, 0xfe, 0x61, 0x00), {
    ...bad,
    reads: 'exercise.ts is not UTF-8 text; save it with the encoding UTF-8',
  }),
  whole('holds a NUL byte', 'export const a = 1;\n\0', {
    ...bad,
    reads: 'exercise.ts holds a NUL byte in line 2; save it again as plain text',
  }),
  whole('is larger than any solution', `${solution}// ${'x'.repeat(70_000)}\n`, {
    ...bad,
    reads: 'exercise.ts is larger than 64 KB; a solution is much shorter',
  }),
  whole('begins with a byte order mark', `\ufeff${solution}`, right),
  whole('has the line ends of Windows', solution.replaceAll('\n', '\r\n'), right),
  preceded('nests 15,000 functions', `const f = ${'()=>'.repeat(15_000)}1;`, {
    ...bad,
    reads: 'the code is nested too deeply to be compiled',
  }),
  preceded('nests 30,000 blocks', `${'{'.repeat(30_000)}${'}'.repeat(30_000)}`, {
    ...bad,
    reads: 'the code is nested too deeply to be compiled',
  }),
  preceded('nests 20,000 type arguments', `const a = ${'f<'.repeat(20_000)};`, {
    ...bad,
    reads: 'the code is nested too deeply to be compiled',
  }),
  preceded('nests 2,000 classes', `${'class A { static a = '.repeat(2_000)}1;${'}'.repeat(2_000)}`, {
    ...bad,
    reads: 'the code is nested too deeply to be compiled',
  }),
  preceded(
    'doubles a text in an enum',
    `enum E { a0 = 'xxxxxxxx', ${Array.from({ length: 40 }, (_, at) => `a${at + 1} = a${at} + a${at}`).join(', ')} }`,
    { ...bad, reads: 'In exercise.ts: the file' },
  ),
  ...(isPosix
    ? [
        placed('is a link out of its folder', (file) => symlinkSync('/etc/passwd', file), {
          ...bad,
          reads: 'exercise.ts is a link to another file; put the code itself there',
        }),
        placed('is a folder', (file) => mkdirSync(file), {
          ...bad,
          reads: 'exercise.ts is a folder where a file is wanted',
        }),
        placed('is a pipe that nobody writes to', (file) => void execFileSync('mkfifo', [file]), {
          ...bad,
          reads: 'exercise.ts is no ordinary file',
        }),
        placed(
          'imports a link out of its folder',
          (file) => {
            writeFileSync(file, `import './helper.ts';\n${solution}`);
            symlinkSync('/etc/passwd', join(dirname(file), 'helper.ts'));
          },
          { ...bad, reads: 'In helper.ts: helper.ts is a link to another file; put the code itself there' },
        ),
      ]
    : []),
];
