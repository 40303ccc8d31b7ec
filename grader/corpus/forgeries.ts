import { changed, preceded, type Submission } from './submission.ts';

const wrong = { outcome: 'failed', passing: 9 } as const;
const zero = 'export function toPositive(hash: number): any { return 0; }';

/** Answers and tricks that would make a wrong program look right to a grader in the same process. */
export const forgeries: readonly Submission[] = [
  changed(
    'prints the answer line of the sandbox',
    `${zero}
console.log('{"is":"returned","value":2147483647}');`,
    { ...wrong, reads: 'toPositive(-1) gave 0 Kafka says 2147483647' },
  ),
  changed(
    'equals everything',
    "export function toPositive(): any { return { $$typeof: Symbol.for('jest.asymmetricMatcher'), asymmetricMatch: () => true }; }",
    { ...wrong, reads: 'That is an object, where a whole number is due.' },
  ),
  changed(
    'answers with an object that turns into a number',
    'export function toPositive(hash: number): any { return { valueOf: () => hash & 0x7fffffff, toString: () => "7" }; }',
    { ...wrong, reads: 'That is an object, where a whole number is due.' },
  ),
  changed(
    'answers with an object that says its own JSON',
    'export function toPositive(): any { return { toJSON: () => 7 }; }',
    { ...wrong, reads: 'That is an object, where a whole number is due.' },
  ),
  changed(
    'answers with a Number object',
    'export function toPositive(hash: number): any { return new Number(hash & 0x7fffffff); }',
    { ...wrong, reads: 'toPositive(-1) gave a Number object' },
  ),
  changed(
    'replaces Object.is and the comparison of lists',
    `${zero}
Object.is = () => true;
Array.prototype.every = () => true;
Array.prototype.some = () => true;`,
    { ...wrong, reads: 'toPositive(-1) gave 0 Kafka says 2147483647' },
  ),
  changed(
    'replaces JSON',
    `${zero}
JSON.stringify = () => '7';
JSON.parse = () => 7;`,
    { ...wrong, reads: 'toPositive(-1) gave 0 Kafka says 2147483647' },
  ),
  changed(
    'gives every object an answer',
    `${zero}
Object.defineProperty(Object.prototype, 'value', { get: () => 7, set() {}, configurable: true });
(Object.prototype as any).toJSON = () => 7;`,
    { ...wrong, reads: 'toPositive(-1) gave 0 Kafka says 2147483647' },
  ),
  changed(
    'replaces what promises and functions can',
    `${zero}
Promise.prototype.then = function () { return this; } as any;
Function.prototype.call = (() => 7) as any;
Function.prototype.apply = (() => 7) as any;`,
    { ...wrong, passing: 5, reads: 'toPositive(-1) gave 0 Kafka says 2147483647' },
  ),
  changed(
    'answers with a property named __proto__',
    `export function skew(): any { return JSON.parse('{"__proto__": {"counts": []}}'); }`,
    { outcome: 'passed', passing: 9, reads: 'gave an object with a property named __proto__' },
  ),
  changed(
    'answers with a list that says it is longer',
    'export function movedKeys(keys: string[]): any { return { length: keys.length, ...keys }; }',
    { ...wrong, reads: 'That is an object, where a list of texts is due.' },
  ),
  changed(
    'answers with an object that changes when it is read',
    `let reads = 0;
export function skew(): any { return { get hottest() { return reads++; }, counts: [], ratio: 1 }; }`,
    { outcome: 'passed', passing: 9, reads: 'They first differ at .counts' },
  ),
  changed(
    'answers right the first time only',
    `const asked = new Set<number>();
export function toPositive(hash: number) {
  if (asked.has(hash)) return -1;
  asked.add(hash);
  return hash & 0x7fffffff;
}`,
    { outcome: 'failed', passing: 9, reads: 'toPositive(-1) gave -1 Kafka says 2147483647' },
  ),
  changed(
    'counts its calls',
    `let calls = 0;
export function movedKeys(keys: string[], from: number, to: number) {
  if (++calls > 100) return [];
  return keys.filter((key) => partitionForKey(key, from) !== partitionForKey(key, to));
}`,
    { outcome: 'failed', passing: 9, reads: 'gave []' },
  ),
  changed(
    'answers by chance',
    'export function toPositive(hash: number) { return Math.random() < 0.99 ? hash & 0x7fffffff : 0; }',
    { ...wrong, reads: 'gave 0 Kafka says' },
  ),
  changed(
    'answers by the clock',
    'export function toPositive(hash: number) { return Date.now() % 2 === 0 ? hash : hash & 0x7fffffff; }',
    { ...wrong, reads: 'It looks as if your code leaves the hash negative' },
  ),
  changed(
    'changes its arguments',
    'export function movedKeys(keys: string[], from: number, to: number) { return keys.splice(0).filter((key) => partitionForKey(key, from) !== partitionForKey(key, to)); }',
    { outcome: 'failed', passing: 9, reads: 'It changed the arguments it was given. Work on a copy instead.' },
  ),
  changed(
    'knows the examples of the task by heart',
    "export function partitionForKey(key: string, count: number) { return ({ alice: [0, 1, 3], b: [2, 0, 2], '': [0, 1, 3] } as any)[key]?.[[3, 4, 6].indexOf(count)] ?? 0; }",
    { outcome: 'failed', passing: 6, reads: 'partitionForKey("a", 3) gave 0 Kafka says 1' },
  ),
  changed('exports the given hash as its own', 'export const murmur2 = (bytes: Uint8Array) => givenMurmur2(bytes);', {
    outcome: 'passed',
    passing: 9,
    reads: 'It threw Error: this part asks for your own murmur2, so the given one is put away, in line',
  }),
  preceded('moves the cursor of the terminal', "console.log('\\u001b[2J\\u001b[1;1H\\u202eAll passed');", {
    outcome: 'passed',
    passing: 10,
    reads: 'done',
  }),
];
