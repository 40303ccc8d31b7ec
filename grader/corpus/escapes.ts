import { changed, preceded, type Submission, whole } from './submission.ts';

const thrown = (code: string) => `export function toPositive(hash: number): any { ${code} }`;

/** Ways out of the sandbox: to the process, to files, to other code, to the world of the grader itself. */
export const escapes: readonly Submission[] = [
  changed('ends the process', thrown('process.exit(0);'), {
    outcome: 'failed',
    passing: 9,
    reads: 'It threw ReferenceError: process is not there: an exercise is plain data in and plain data out, in line',
  }),
  preceded('ends the process while it is loaded', '(globalThis as any).process.exit(0);', {
    outcome: 'student-error',
    passing: 0,
    reads: "the file throws while it is loaded: TypeError: Cannot read properties of undefined (reading 'exit')",
  }),
  changed('kills the grader', thrown('return (globalThis as any).process.kill((globalThis as any).process.ppid);'), {
    outcome: 'failed',
    passing: 9,
    reads: "It threw TypeError: Cannot read properties of undefined (reading 'kill'), in line",
  }),
  changed('makes code from text', thrown("return new Function('return process')().pid;"), {
    outcome: 'failed',
    passing: 9,
    reads: 'It threw EvalError: code cannot be made from text here, neither by eval nor by new Function, in line',
  }),
  changed(
    'reaches for a constructor',
    thrown("return (globalThis as any).constructor.constructor('return process')();"),
    {
      outcome: 'failed',
      passing: 9,
      reads: 'It threw EvalError: code cannot be made from text here, neither by eval nor by new Function, in line',
    },
  ),
  changed('evaluates', thrown("return eval('1');"), {
    outcome: 'failed',
    passing: 9,
    reads: 'It threw EvalError: code cannot be made from text here, neither by eval nor by new Function, in line',
  }),
  changed(
    'reaches for the child through the edge of the stack',
    `let hasDived = false;
export function toPositive(hash: number): any {
  const dive = (): any => {
    if (hasDived) return;
    try { dive(); } catch (error: any) {
      try { return error.constructor.constructor('return process')(); } catch {}
    }
    try { return (new Error('x') as any).stack; } catch (error: any) {
      try { error.constructor.constructor('return process')().exit(); } catch {}
    }
  };
  dive();
  hasDived = true;
  return hash & 0x7fffffff;
}`,
    { outcome: 'passed', passing: 10, reads: 'done' },
  ),
  preceded(
    'prepares stack traces',
    '(Error as any).prepareStackTrace = (_: unknown, sites: any[]) => sites.map((site) => site.getFunction());',
    { outcome: 'passed', passing: 10, reads: 'done' },
  ),
  changed('compiles WebAssembly', thrown('return (globalThis as any).WebAssembly.compileStreaming(1);'), {
    outcome: 'failed',
    passing: 9,
    reads: "It threw TypeError: Cannot read properties of undefined (reading 'compileStreaming'), in line",
  }),
  changed('shares memory', thrown('return new SharedArrayBuffer(8);'), {
    outcome: 'failed',
    passing: 9,
    reads:
      'It threw ReferenceError: SharedArrayBuffer is not there: an exercise is plain data in and plain data out, in line',
  }),
  changed('fetches', thrown("return fetch('http://127.0.0.1:9229/json');"), {
    outcome: 'failed',
    passing: 9,
    reads: 'It threw ReferenceError: fetch is not there: an exercise is plain data in and plain data out, in line',
  }),
  preceded(
    'imports the file system',
    "import { readFileSync } from 'node:fs';\nexport const secret = readFileSync('/etc/passwd', 'utf8');",
    {
      outcome: 'student-error',
      passing: 0,
      reads: '"node:fs" is not there: an exercise needs no files, processes or network.',
    },
  ),
  preceded('imports the model', "import { partitionForKey as theirs } from '#kafka';\nexport const mine = theirs;", {
    outcome: 'student-error',
    passing: 0,
    reads: "this takes code from '#kafka', and that would be the answer itself; import type { … } is fine.",
  }),
  preceded('imports a type of the model', "import type { Placeable } from '#kafka';", {
    outcome: 'passed',
    passing: 10,
    reads: 'done',
  }),
  whole('is the solution, imported', "export * from '../../solutions/02-partition-assignment.ts';\n", {
    outcome: 'student-error',
    passing: 0,
    reads: 'In exercise.ts:1: this imports the solution.',
  }),
  preceded('imports the checks', "import checks from './checks.ts';\nexport const claims = checks;", {
    outcome: 'student-error',
    passing: 0,
    reads: '"./checks.ts" belongs to the course and is not for your file to use.',
  }),
  preceded('imports a package', "import { z } from 'zod';\nexport const schema = z;", {
    outcome: 'student-error',
    passing: 0,
    reads: '"zod" cannot be imported here.',
  }),
  preceded('imports a file of the machine', "import '/etc/passwd';", {
    outcome: 'student-error',
    passing: 0,
    reads: '"/etc/passwd" cannot be imported here.',
  }),
  preceded('imports a program in its address', "import 'data:text/javascript,export default 1';", {
    outcome: 'student-error',
    passing: 0,
    reads: '"data:text/javascript,export default 1" cannot be imported here.',
  }),
  preceded('imports a file that is not there', "import { help } from './helper.ts';\nexport const helped = help;", {
    outcome: 'student-error',
    passing: 0,
    reads: '"./helper.ts" cannot be imported: there is no file helper.ts in this exercise\'s folder',
  }),
  changed('imports while it runs', thrown("return import('node:' + 'fs');"), {
    outcome: 'student-error',
    passing: 0,
    reads: 'import() is not there: write an import statement at the top of the file instead.',
  }),
  changed('requires', thrown("const load = require; return load('node:fs');"), {
    outcome: 'failed',
    passing: 9,
    reads: 'It threw Error: require is not there: write an import at the top of the file instead, in line',
  }),
  preceded('asks where it is', 'const here = import.meta.url;', {
    outcome: 'student-error',
    passing: 0,
    reads: 'import.meta is not there: an exercise has no need to know where it runs.',
  }),
  preceded('names a source map elsewhere', '//# sourceMappingURL=/etc/passwd', {
    outcome: 'passed',
    passing: 10,
    reads: 'done',
  }),
];
