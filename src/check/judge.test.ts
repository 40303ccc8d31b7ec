import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aKey, aPartitionCount } from './arbitraries.ts';
import type { Ask } from './ask.ts';
import { answerOf, checksFor, type Functions } from './check.ts';
import { askOnlyTheSound, judge } from './judge.ts';
import { explain, type JournalEntry, type Misconceptions, programsWith } from './misconception.ts';
import { partitionSet, shape, text, wholeNumber } from './shape.ts';
import { Stop } from './stop.ts';

const reference = {
  double: (number: number) => number * 2,
  greet: (name: string, _count: number) => `hello ${name}`,
  assign: (count: number) => Array.from({ length: count }, (_, partition) => ({ topic: 'orders', partition })),
  refuse: (count: number) => {
    if (count < 1) throw new RangeError('too few');
    return count;
  },
};
const shapes = { double: wholeNumber, greet: text, assign: shape('partitions', partitionSet), refuse: wholeNumber };
const { agrees, holds } = checksFor(reference, shapes);

/** Stands in for the student's process: asks functions of ours directly. */
const asking =
  (functions: Functions): Ask =>
  async (name, args) =>
    answerOf(functions[name]!, args);

const doubles = agrees('doubles', { on: 'double', given: [fc.integer({ min: 0, max: 1000 })] });

describe('agrees', () => {
  it('passes what is right, and says on how many inputs', async () => {
    expect(await judge(doubles, asking(reference), { seed: 1 })).toEqual({ verdict: 'passed', inputs: 200 });
  });

  it('takes a note of what is worth saying once the claim has held, and only then', async () => {
    const noting = { ...doubles, note: async (ask: Ask) => ({ message: JSON.stringify(await ask('double', [4])) }) };
    expect(await judge(noting, asking(reference), { seed: 1 })).toEqual({
      verdict: 'passed',
      inputs: 200,
      note: { message: '{"outcome":"returned","value":8}' },
    });
    expect(await judge(noting, asking({ double: () => 0 }), { seed: 1 })).not.toHaveProperty('note');
  });

  it('finds the smallest input that is wrong', async () => {
    const yours = { double: (number: number) => (number < 17 ? number * 2 : 0) };
    expect(await judge(doubles, asking(yours), { seed: 1 })).toMatchObject({
      verdict: 'disproved',
      counterexample: { call: 'double(17)', args: [17], actual: 0, expected: 34 },
    });
  });

  it('makes the very input of a replay token again', async () => {
    const yours = asking({ double: (number: number) => (number < 17 ? number * 2 : 0) });
    const found = await judge(doubles, yours, { seed: 5 });
    if (found.verdict !== 'disproved') throw new Error('nothing to replay');
    const [seed, ...path] = found.replay.split(':');
    const asked: unknown[] = [];
    const again = await judge(
      doubles,
      async (name, args) => {
        asked.push(args);
        return yours(name, args);
      },
      { seed: Number(seed), path: path.join(':') },
    );
    expect(asked).toEqual([[17]]);
    expect(again).toMatchObject({ verdict: 'disproved', counterexample: { call: 'double(17)' } });
  });

  it('shrinks keys and partition counts to something that can be read aloud', async () => {
    const greets = agrees('greets', { on: 'greet', given: [aKey, aPartitionCount] });
    const yours = asking({ greet: (name: string) => (name.length > 1 ? 'goodbye' : `hello ${name}`) });
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(await judge(greets, yours, { seed })).toMatchObject({ counterexample: { call: 'greet("aa", 3)' } });
    }
  });

  it('takes partitions in any order', async () => {
    const assigns = agrees('assigns', { on: 'assign', given: [fc.nat({ max: 5 })] });
    const yours = asking({ assign: (count: number) => reference.assign(count).reverse() });
    expect(await judge(assigns, yours, { seed: 1 })).toMatchObject({ verdict: 'passed' });
  });

  it('asks for the same refusal, by the kind of error', async () => {
    const refuses = agrees('refuses', { on: 'refuse', given: [fc.integer({ min: -3, max: 3 })], always: [[0]] });
    expect(await judge(refuses, asking({ refuse: (count: number) => count }), { seed: 1 })).toMatchObject({
      counterexample: {
        call: 'refuse(0)',
        actual: 0,
        message: 'It gave an answer, where it should throw a RangeError.',
      },
    });
    const typeError = () => {
      throw new TypeError('no');
    };
    expect(await judge(refuses, asking({ refuse: typeError }), { seed: 1 })).toMatchObject({
      counterexample: { message: 'It threw TypeError: no. It should throw a RangeError.' },
    });
  });

  it('says what kind of answer is due, and asks that function nothing more', async () => {
    const broken = new Map<string, string>();
    const ask = askOnlyTheSound(asking({ double: (number: number) => String(number * 2) }), broken);
    const verdict = await judge(doubles, ask, { seed: 1 });
    expect(verdict).toMatchObject({ verdict: 'disproved', breaks: 'double' });
    expect(verdict).toHaveProperty(
      'counterexample.message',
      expect.stringMatching(/^That is a string, where a whole number is due\.$/),
    );
    broken.set('double', 'see above');
    expect(await judge(doubles, ask, { seed: 1 })).toEqual({
      verdict: 'not-asked',
      inputs: 1,
      counterexample: { message: 'see above' },
    });
  });
});

describe('holds', () => {
  const isEven = holds('is even', {
    given: [fc.nat({ max: 100 })],
    that: async (yours, number) => (await yours.double(number)) % 2 === 0,
  });

  it('shows the one call that makes the claim false', async () => {
    expect(
      await judge(isEven, asking({ double: (number: number) => number * 2 + (number > 40 ? 1 : 0) }), { seed: 1 }),
    ).toMatchObject({
      verdict: 'disproved',
      counterexample: { call: 'double(41)', actual: 83 },
    });
  });

  it('says where in the file it threw', async () => {
    const ask: Ask = async () => ({ outcome: 'threw', name: 'TypeError', message: 'x is undefined', line: 12 });
    expect(await judge(isEven, ask, { seed: 1 })).toMatchObject({
      counterexample: { call: 'double(0)', message: 'It threw TypeError: x is undefined, in line 12 of your file.' },
    });
  });

  it('never takes a silent process for an answer', async () => {
    const ask: Ask = async () => ({ outcome: 'silent', message: 'No answer within 2 s.' });
    expect(await judge(isEven, ask, { seed: 1 })).toMatchObject({
      verdict: 'disproved',
      breaks: 'double',
      counterexample: { message: 'No answer within 2 s.' },
    });
  });

  it('names the call that hung, not an earlier one that was not asked because of it', async () => {
    const isSteady = holds('is steady', {
      given: [fc.nat({ max: 1_000 })],
      that: async (yours, number) => {
        const first = await yours.double(number);
        return (await yours.double(number)) === first;
      },
    });
    const asked = new Set<unknown>();
    const ask: Ask = async (_, [number]) => {
      if (asked.has(number)) throw new Stop('not-asked', { message: 'Not asked again.' });
      asked.add(number);
      return asked.size === 7 ? { outcome: 'silent', message: 'No answer.' } : { outcome: 'returned', value: 0 };
    };
    const verdict = await judge(isSteady, ask, { seed: 1 });
    expect(verdict).toMatchObject({
      verdict: 'disproved',
      breaks: 'double',
      counterexample: { message: 'No answer.' },
    });
    expect(verdict.inputs).toBeGreaterThanOrEqual(7);
  });
});

describe('explain', () => {
  const misconceptions = {
    triples: { belief: 'triples', double: (number: number) => number * 3 },
    squares: { belief: 'squares', double: (number: number) => number ** 2 },
  };
  const journalOf = (double: (number: number) => number): JournalEntry[] =>
    [0, 1, 2, 3].map((number) => ({
      check: 1,
      name: 'double',
      args: [number],
      answer: { outcome: 'returned', value: double(number) },
    }));
  const explained = (beliefs: Misconceptions, double: (number: number) => number) =>
    explain(beliefs, journalOf(double), [{ check: 1, reference, shapes }]).get(1);

  it('names the one belief that accounts for every answer', () => {
    expect(explained(misconceptions, (number) => number * 3)).toBe('triples');
  });

  it('names nothing when a single answer does not fit', () => {
    expect(explained(misconceptions, (number) => (number === 3 ? 6 : number * 3))).toBeUndefined();
  });

  it('names a belief that is written down in one of several ways, but not in a mixture of them', () => {
    const several = {
      ...misconceptions,
      falls: { belief: 'falls', double: [(number: number) => -number, (number: number) => number - 1] },
    };
    expect(explained(several, (number) => -number)).toBe('falls');
    expect(explained(several, (number) => number - 1)).toBe('falls');
    expect(explained(several, (number) => (number > 1 ? number - 1 : -number))).toBeUndefined();
    expect(programsWith(several.falls).map(({ double }) => double!(5))).toEqual([-5, 4]);
    expect(programsWith({ belief: 'only words show it' })).toEqual([]);
  });

  it('names nothing when two beliefs would do', () => {
    const twins = { ...misconceptions, adds: { belief: 'adds', double: (number: number) => number + number + number } };
    expect(explained(twins, (number) => number * 3)).toBeUndefined();
  });

  it('names a belief for each check where several met, if each check has one', () => {
    const beliefs = {
      triples: { belief: 'triples even numbers', double: (number: number) => (number % 2 ? 2 : 3) * number },
      squares: { belief: 'squares odd numbers', double: (number: number) => (number % 2 ? number ** 2 : 2 * number) },
    };
    const asked = (check: number, numbers: readonly number[], double: (number: number) => number) =>
      numbers.map((number) => ({
        check,
        name: 'double',
        args: [number],
        answer: { outcome: 'returned', value: double(number) } as const,
      }));
    const explained = (double: (number: number) => number) => [
      ...explain(
        beliefs,
        [...asked(1, [2, 4, 6], double), ...asked(2, [3, 5, 7], double)],
        [1, 2].map((check) => ({ check, reference, shapes })),
      ),
    ];
    expect(explained((number) => (number % 2 ? number ** 2 : 3 * number))).toEqual([
      [1, 'triples'],
      [2, 'squares'],
    ]);
    expect(explained((number) => (number % 2 ? number ** 2 : 4 * number))).toEqual([]);
  });

  it('lets another check tell which of two beliefs it is', () => {
    const beliefs = {
      triples: { belief: 'triples', double: (number: number) => number * 3, name: () => 'wrong' },
      squares: { belief: 'squares', double: (number: number) => number ** 2, name: () => 'wrong' },
    };
    const asked = (check: number, name: string, value: unknown): JournalEntry => ({
      check,
      name,
      args: [5],
      answer: { outcome: 'returned', value },
    });
    const failed = [1, 2].map((check) => ({ check, reference: { ...reference, name: () => 'right' }, shapes }));
    const ofBoth = [asked(1, 'double', 15), asked(2, 'name', 'wrong')];
    expect([...explain(beliefs, ofBoth, failed)]).toEqual([
      [1, 'triples'],
      [2, 'triples'],
    ]);
    expect([...explain(beliefs, ofBoth.slice(1), failed)]).toEqual([]);
  });
});
