import { changed, preceded, type Submission } from './submission.ts';

const endless = {
  outcome: 'failed',
  passing: 9,
  reads: 'no answer within 0.5 s; look for a loop or a recursion that never ends',
} as const;
const full = {
  outcome: 'failed',
  passing: 9,
  reads: 'ran out of memory (256 MB); look for a loop that keeps adding to something',
} as const;

/** The exercise's last function, on which no other rests, so that the other nine checks pass. */
const lastFunction = (does: string, body: string, told: Omit<Submission, 'does' | 'write'>, async = '') =>
  changed(does, `export ${async}function movedKeys(keys: string[], from: number, to: number): any { ${body} }`, told);

/** Code that never ends, and code that takes all there is. */
export const hangsAndMemory: readonly Submission[] = [
  lastFunction('loops for ever', 'for (;;) {}', endless),
  changed(
    'loops for ever on one input, in a function that others rest on',
    `export function partitionForKey(key: string, count: number) {
  while (key === 'é') {}
  return toPositive(givenMurmur2(keyBytes(key))) % count;
}`,
    { ...endless, passing: 6 },
  ),
  lastFunction('backtracks in a regular expression', "return /^(a+)+$/.test('a'.repeat(40) + '!');", endless),
  lastFunction('sorts with a comparison that loops', 'return [2, 1].sort(() => { for (;;) {} });', endless),
  lastFunction('computes with ever longer integers', 'let n = 3n; for (;;) n *= n;', endless),
  lastFunction(
    'reads an iterator that never ends',
    'for (const one of (function* () { for (;;) yield 1; })());',
    endless,
  ),
  lastFunction('keeps itself busy in microtasks', 'for (;;) await null;', endless, 'async '),
  lastFunction('answers with a list whose getter hangs', 'return { get 0() { for (;;) {} }, length: 1 };', endless),
  lastFunction('answers with a proxy that hangs', 'return new Proxy({}, { ownKeys() { for (;;) {} } });', endless),
  lastFunction('answers with a promise that never settles', 'return new Promise(() => {});', {
    ...endless,
    reads: 'returned a promise that never settles: nothing is left to run that could settle it',
  }),
  lastFunction('waits for a timer', 'return new Promise((done) => setTimeout(done, 10));', {
    ...endless,
    reads: 'It threw Error: setTimeout is not there: an exercise has no timers',
  }),
  lastFunction('calls itself without end', 'return movedKeys(keys, from, to);', {
    ...endless,
    reads: 'It threw RangeError: Maximum call stack size exceeded, in line',
  }),
  preceded('loops for ever while it is loaded', 'for (;;) {}', {
    outcome: 'student-error',
    passing: 0,
    reads: 'the file was still loading after 0.5 s; look for a loop outside any function',
  }),
  preceded('waits for ever while it is loaded', 'await new Promise(() => {});', {
    outcome: 'student-error',
    passing: 0,
    reads: 'In exercise.ts:1: await works only inside an async function',
  }),
  lastFunction('fills the heap', 'const all: string[] = []; for (;;) all.push(String(all.length));', full),
  lastFunction(
    'fills a Map',
    'const all = new Map(); for (let i = 0; ; i++) all.set(i, new Array(1000).fill(i));',
    full,
  ),
  lastFunction('asks for two gigabytes', 'return new Uint8Array(2 ** 31).fill(1);', full),
  lastFunction('doubles a text', "let text = 'x'; for (;;) text += text;", {
    ...endless,
    reads: 'It threw RangeError: Invalid string length, in line',
  }),
  preceded(
    'fills the heap while it is loaded',
    'const all: number[][] = []; for (;;) all.push(new Array(9999).fill(1));',
    {
      outcome: 'student-error',
      passing: 0,
      reads: 'the file ran out of memory (256 MB) while it was loaded; look for what it builds outside any function',
    },
  ),
  lastFunction('answers with more than anybody reads', 'return new Array(300_000).fill("");', {
    ...endless,
    reads: 'gave an answer of more than 200000 values or 2000000 characters',
  }),
  lastFunction(
    'answers with something nested 5,000 deep',
    'let deep: unknown = 1; for (let i = 0; i < 5000; i++) deep = [deep]; return deep;',
    { ...endless, reads: 'That is a list, where a list of texts is due; look at [0].' },
  ),
  lastFunction(
    'prints without end of any use',
    "for (let i = 0; i < 1000; i++) console.log('x'.repeat(100)); return keys.filter((key) => partitionForKey(key, from) !== partitionForKey(key, to));",
    { outcome: 'passed', passing: 10, reads: 'Exercise 2 is done.' },
  ),
];
