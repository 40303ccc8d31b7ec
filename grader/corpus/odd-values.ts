import { changed, type Submission, solution, whole } from './submission.ts';

const odd = { outcome: 'failed', passing: 9 } as const;
const answers = (does: string, value: string, reads: string) =>
  changed(does, `export function toPositive(hash: number): any { return ${value}; }`, { ...odd, reads });

/** Answers of the wrong kind, errors of every kind, and files that keep the names but not the interface. */
export const oddValues: readonly Submission[] = [
  answers(
    'answers with text where a number is due',
    'String(hash & 0x7fffffff)',
    'toPositive(-1) gave "2147483647" That is a string, where a whole number is due.',
  ),
  answers('answers with nothing', 'undefined', 'toPositive(-1) gave undefined Here a whole number is due.'),
  answers('answers with NaN', 'NaN', 'toPositive(-1) gave NaN Here a whole number is due.'),
  answers('answers with a bigint', 'BigInt(hash & 0x7fffffff)', 'That is a bigint, where a whole number is due.'),
  answers('answers with a fraction', '(hash & 0x7fffffff) + 0.5', 'That is a number, where a whole number is due.'),
  answers('answers with a function', '() => 1', 'toPositive(-1) gave a function That is no plain data'),
  answers('answers with a symbol', "Symbol('7')", 'toPositive(-1) gave a symbol That is no plain data'),
  answers('answers with a date', 'new Date(0)', 'toPositive(-1) gave a Date That is no plain data'),
  answers(
    'answers with a cycle',
    '(() => { const a: any = {}; a.a = a; return a; })()',
    'gave { a: an object that contains itself }',
  ),
  answers(
    'answers with a revoked proxy',
    '(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()',
    "It threw TypeError: Cannot perform 'get' on a proxy that has been revoked.",
  ),
  answers(
    'throws a text',
    "(() => { throw 'no such partition'; })()",
    'It threw the text "no such partition". Throw an Error, so that it can say what is wrong.',
  ),
  answers(
    'throws nothing',
    '(() => { throw undefined; })()',
    'It threw undefined. Throw an Error, so that it can say what is wrong.',
  ),
  answers(
    'throws something that throws',
    "(() => { throw { get message() { throw new Error('again'); } }; })()",
    'It threw an object that throws when it is read. Throw an Error',
  ),
  answers('rejects', "Promise.reject(new TypeError('later'))", 'It threw TypeError: later, in line'),
  changed(
    'answers with a promise of the right number',
    'export async function movedKeys(keys: string[], from: number, to: number) { return keys.filter((key) => partitionForKey(key, from) !== partitionForKey(key, to)); }',
    { outcome: 'passed', passing: 10, reads: 'done' },
  ),
  changed('takes one argument of three', 'export function movedKeys(keys: string[]) { return keys; }', {
    outcome: 'failed',
    passing: 9,
    reads: 'Your movedKeys takes 1 of the 3 arguments it is called with.',
  }),
  changed('is a class where a function is due', 'export class toPositive { constructor(hash: number) {} }', {
    ...odd,
    reads: 'It threw TypeError: toPositive is a class; it needs new.',
  }),
  changed('is a value where a function is due', 'export const toPositive = 7;', {
    ...odd,
    reads: 'exercise.ts exports toPositive, but it is no function',
  }),
  changed('is a generator', 'export function* toPositive(hash: number): any { yield hash & 0x7fffffff; }', {
    ...odd,
    reads: 'toPositive(-1) gave a generator',
  }),
  whole('exports nothing', '', {
    outcome: 'student-error',
    passing: 0,
    reads:
      'Your file exports none of these: keyBytes, toPositive, partitionForKey, partitionFor, movedKeys. Keep the names',
  }),
  whole('exports by default only', 'export default { toPositive: (hash: number) => hash };\n', {
    outcome: 'student-error',
    passing: 0,
    reads: 'Your file exports none of these: keyBytes, toPositive',
  }),
  whole('exports as CommonJS does', 'module.exports = { toPositive: (hash) => hash };\n', {
    outcome: 'student-error',
    passing: 0,
    reads: 'the file throws while it is loaded: ReferenceError: module is not there',
  }),
  whole('exports one name of five', 'export const toPositive = (hash: number) => hash & 0x7fffffff;\n', {
    outcome: 'student-error',
    passing: 0,
    reads: 'Your file exports none of these: keyBytes, partitionForKey, partitionFor, movedKeys.',
  }),
  whole('spells a name another way', solution.replaceAll('movedKeys', 'moveKeys'), {
    outcome: 'student-error',
    passing: 9,
    reads: 'Your file exports no movedKeys.',
  }),
];
