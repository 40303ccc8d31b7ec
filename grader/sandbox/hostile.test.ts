import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { NoData } from '#check';
import type { Answer } from './answers.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { StudentError } from './student-error.ts';

// Every file of fixtures/hostile is a submission that exports, or fails to export, a function `ask`. It is called
// once, as below. What is told of it here is what the student reads.
const folder = join(import.meta.dirname, 'fixtures/hostile');
const args = [['a', 'b'], 3];

const mayImport =
  " Your file may import types from '#kafka', code from './given.ts' where the exercise has one, and your own files beside it.";
const endless = 'timeout: no answer within 1 s; look for a loop or a recursion that never ends';
const full = 'memory: ran out of memory (256 MB); look for a loop that keeps adding to something';
const noCodeFromText = 'EvalError: code cannot be made from text here, neither by eval nor by new Function';
const onlyData = 'an exercise is plain data in and plain data out';

const told: Record<string, string> = {
  'bad-await': 'syntax at 1: await works only inside an async function',
  'bad-byte-order-mark': 'returned 1',
  'bad-empty': 'missing: bad-empty.ts does not export ask; it exports nothing',
  'bad-merge': 'syntax at 2:1: a merge left its conflict markers here; keep one side and delete the three marker lines',
  'bad-namespace': 'syntax at 1:1: a namespace cannot be used here; export its functions themselves',
  'bad-source-map': 'returned 1',
  'bad-syntax':
    'syntax at 1:33: this is not TypeScript: unexpected "=>" here, where a comma or a closing bracket is expected',
  'bad-twice': "syntax at 2: Identifier 'key' has already been declared",
  'escape-async-function': `threw in line 1 ${noCodeFromText}`,
  'escape-caller':
    "threw in line 2 TypeError: 'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them",
  'escape-constructor': `threw in line 1 ${noCodeFromText}`,
  'escape-eval': `threw in line 1 ${noCodeFromText}`,
  'escape-function-from-text': `threw in line 1 ${noCodeFromText}`,
  'escape-global-constructor': `threw in line 1 ${noCodeFromText}`,
  'escape-prepare-stack-trace': 'threw Error: look here',
  'escape-shared-memory': `threw in line 1 ReferenceError: Atomics is not there: ${onlyData}`,
  'escape-stack-edge': 'returned []',
  'escape-web-assembly': `threw in line 5 ${noCodeFromText}`,
  'escape-wrapper': 'syntax at 2:1: this is not TypeScript: unexpected "}" here',
  'forge-a-line': 'returned "\\n{\\"is\\":\\"returned\\",\\"value\\":42}\\n"',
  'forge-asymmetric-match': 'returned {"$$typeof":"(a symbol)","asymmetricMatch":"(a function)"}',
  'forge-builtins': 'returned {"key":["a","b"],"map":{"Map":[]}}',
  'forge-console': 'returned 1',
  'forge-json': 'returned ["a","b"]',
  'forge-prototype-key': 'returned "(an object with a property named __proto__)"',
  'forge-prototypes': 'returned [["a","b"]]',
  'forge-tags': 'returned {"$":"undefined","of":1,"inner":{"$":"no data","of":"x"}}',
  'forge-to-json': 'returned {"a":1,"toJSON":"(a function)","toString":"(a function)","valueOf":"(a function)"}',
  'hang-after-answer': endless,
  'hang-at-load':
    'timeout: the file was still loading after 1 s; look for a loop outside any function, or code nested very deeply',
  'hang-for-some-inputs': 'returned 2',
  'hang-in-bigint': endless,
  'hang-in-builtin': endless,
  'hang-in-call': endless,
  'hang-in-getter': endless,
  'hang-in-microtasks': endless,
  'hang-in-proxy': endless,
  'hang-in-regex': endless,
  'hang-in-thenable': endless,
  'import-absolute': `import at 1:15: "/etc/hostname" cannot be imported here.${mayImport}`,
  'import-checks': `import at 1:20: "./checks.ts" belongs to the course and is not for your file to use.${mayImport}`,
  'import-computed': `import at 2:20: import() is not there: write an import statement at the top of the file instead.${mayImport}`,
  'import-dynamic': `import at 2:20: import() is not there: write an import statement at the top of the file instead.${mayImport}`,
  'import-meta': `import at 1:26: import.meta is not there: an exercise has no need to know where it runs.${mayImport}`,
  'import-model-again': `import at 1:40: this takes code from '#kafka', and that would be the answer itself; import type { … } is fine.${mayImport}`,
  'import-model': `import at 2:33: this takes code from '#kafka', and that would be the answer itself; import type { … } is fine.${mayImport}`,
  'import-no-given': 'import at 1:25: "./given.ts" cannot be imported: this exercise has no given.ts',
  'import-node-fs': `import at 1:30: "node:fs" is not there: an exercise needs no files, processes or network.${mayImport}`,
  'import-nothing-there': `import at 1:24: "./helper.ts" cannot be imported: there is no file helper.ts in this exercise's folder`,
  'import-outside': `import at 1:15: "../../../etc/hostname" is outside this exercise's folder.${mayImport}`,
  'import-package': `import at 1:19: "zod" cannot be imported here.${mayImport}`,
  'import-require-equals': `import at 1:13: require() is not there: write an import statement at the top of the file instead.${mayImport}`,
  'import-require-hidden':
    'threw in line 3 Error: require is not there: write an import at the top of the file instead',
  'import-require': `import at 2:14: require() is not there: write an import statement at the top of the file instead.${mayImport}`,
  'import-solution': `import at 1:15: this imports the solution.${mayImport}`,
  'import-witnesses': `import at 1:24: "./witnesses/claims.ts" belongs to the course and is not for your file to use.${mayImport}`,
  'interface-class': 'threw TypeError: ask is a class; it needs new',
  'interface-common-js': `threw at 1: the file throws while it is loaded: ReferenceError: module is not there: ${onlyData}`,
  'interface-default': 'missing: interface-default.ts does not export ask; it exports default',
  'interface-missing': 'missing: interface-missing.ts does not export ask; it exports answer',
  'interface-tampered': 'missing: interface-tampered.ts exports ask, but it is no function',
  'interface-value': 'missing: interface-value.ts exports ask, but it is no function',
  'memory-array': full,
  'memory-at-load':
    'memory: the file ran out of memory (256 MB) while it was loaded; look for what it builds outside any function',
  'memory-bytes': full,
  'memory-map': full,
  'memory-promises': full,
  'memory-strings': full,
  'memory-two-gigabytes': full,
  'odd-clock': 'returned 0',
  'odd-cycle': 'returned [1,"(an object that contains itself)"]',
  'odd-dates': 'returned ["(a Date)","(a RegExp)","(an Error)","(a symbol)","(a Number object)","(a WeakMap)"]',
  'odd-deep': `returned ${'['.repeat(100)}"(something nested more than 100 deep)"${']'.repeat(100)}`,
  'odd-doubling': 'returned "(an answer of more than 200000 values or 2000000 characters)"',
  'odd-function': 'returned "(a function)"',
  'odd-generator': 'returned "(a generator)"',
  'odd-getter-throws': 'returned "(an object that throws when it is read)"',
  'odd-huge-sparse': 'returned "(an answer of more than 200000 values or 2000000 characters)"',
  'odd-huge-text': 'returned "(an answer of more than 200000 values or 2000000 characters)"',
  'odd-huge': 'returned "(an answer of more than 200000 values or 2000000 characters)"',
  'odd-iterator': 'returned "(an iterator)"',
  'odd-mutates': 'returned 1',
  'odd-never-settles-timer':
    'threw in line 1 Error: setTimeout is not there: an exercise has no timers, only plain data in and plain data out',
  'odd-never-settles': 'timeout: returned a promise that never settles: nothing is left to run that could settle it',
  'odd-rejects': 'threw in line 2 TypeError: later',
  'odd-revoked-proxy': 'returned ["(an object that throws when it is read)"]',
  'odd-then-throws': 'threw in line 3 Error: then what',
  'odd-throws-at-load':
    "threw at 2: the file throws while it is loaded: TypeError: Cannot read properties of undefined (reading 'toFixed')",
  'odd-throws-deep': 'threw in line 2 RangeError: Maximum call stack size exceeded',
  'odd-throws-getter': 'threw an object that throws when it is read',
  'odd-throws-proxy': 'threw an object that throws when it is read',
  'odd-throws-text': 'threw the text "no such partition"',
  'odd-throws-undefined': 'threw undefined',
  'odd-values':
    'returned ["(undefined)","(NaN)","(-0)","(Infinity)","(10n)",{"Map":[["a",{"Set":[1]}]]},{"x":1},{"Uint8Array":[104,195,169]},"(undefined)",{"a":"(undefined)"},{}]',
  'print-flood': 'returned 1',
  'print-terminal-codes': 'returned 1',
  'process-exit-at-load': `threw at 1: the file throws while it is loaded: ReferenceError: process is not there: ${onlyData}`,
  'process-exit': `threw in line 2 ReferenceError: process is not there: ${onlyData}`,
  'process-from-global': 'returned []',
  'process-kill': "threw in line 1 TypeError: Cannot read properties of undefined (reading 'kill')",
};

function tell(answer: Answer): string {
  if (answer.outcome === 'returned') return `returned ${show(answer.value)}`;
  if (answer.outcome !== 'threw') return `${answer.outcome}: ${answer.message}`;
  const { line, name, message } = answer.error;
  return `threw${line === undefined ? '' : ` in line ${line}`} ${name === '' ? message : `${name}: ${message}`}`;
}

function tellError({ kind, line, column, message }: StudentError): string {
  const place = line === undefined ? '' : ` at ${line}${column === undefined ? '' : `:${column}`}`;
  return `${kind}${place}: ${message}`;
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (part instanceof NoData) return `(${part.what})`;
    if (part instanceof Map) return { Map: [...part] };
    if (part instanceof Set) return { Set: [...part] };
    if (part instanceof Uint8Array) return { Uint8Array: [...part] };
    if (typeof part === 'bigint') return `(${part}n)`;
    if (part === undefined || Object.is(part, -0)) return Object.is(part, -0) ? '(-0)' : '(undefined)';
    return typeof part === 'number' && !Number.isFinite(part) ? `(${part})` : part;
  });
}

async function outcome(sandbox: Sandbox, file: string): Promise<string> {
  try {
    const program = await sandbox.load({ folder, file, reserved: ['checks.ts', 'witnesses/claims.ts'] });
    return tell(await program.call('ask', args));
  } catch (error) {
    if (error instanceof StudentError) return tellError(error);
    throw error;
  }
}

describe('hostile and broken submissions', () => {
  const brief = openSandbox({ callMs: 1_000 });
  // Filling the memory takes its time on a busy machine.
  const patient = openSandbox({ callMs: 20_000 });
  afterAll(() => {
    brief.close();
    patient.close();
    strict.close();
  });

  const strict = openSandbox({ callMs: 1_000, strict: true });
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));

  test('each has its sentence, and there are many', () => {
    expect(Object.keys(told).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThan(90);
  });

  test.each(files)('%s', async (name) => {
    const sandbox = name.startsWith('memory') ? patient : brief;
    expect(await outcome(sandbox, `${name}.ts`)).toBe(told[name]);
    const next = await sandbox.load({ folder: join(folder, '../good'), file: 'exercise.ts' });
    expect(tell(await next.call('partitionForKey', ['日', 7]))).toBe('returned 3');
  });

  test.each(files.filter((name) => name.startsWith('escape')))('%s, strictly', async (name) => {
    expect(await outcome(strict, `${name}.ts`)).toBe(told[name]?.replace(/ in line \d+/, ''));
  });
});
