import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { solutionText } from './course.ts';
import { standingsAt } from './standing.ts';
import { aDesk, exercise, hand } from './testing/a-desk.ts';

const partitions = exercise(2);

/** A desk on which exercise 2 was solved, with a helper file, and graded. */
function aSolvedDesk() {
  const desk = aDesk();
  const helper = join(dirname(desk.fileOf(partitions)), 'helper.ts');
  writeFileSync(helper, 'export const mask = 0x7fffffff;\n');
  hand(desk, partitions, `import { mask } from './helper.ts';\n${solutionText(partitions)}`);
  const grade = () => {
    const digest = desk.digestOf(partitions)!;
    desk.remember(partitions, () => ({ outcome: 'passed', passed: 8, checks: 8, digest }));
  };
  grade();
  const outcome = () => standingsAt(desk, [partitions])[0]!.outcome;
  return { desk, helper, grade, outcome };
}

test('what was passed stays passed until the program changes: the file, or one that it imports', () => {
  const { desk, helper, grade, outcome } = aSolvedDesk();
  expect(outcome()).toBe('passed');
  writeFileSync(helper, 'export const mask = 0xffffffff;\n');
  expect(outcome()).toBe('changed');
  grade();
  rmSync(helper);
  expect(outcome()).toBe('changed');
  grade();
  hand(desk, partitions, '// another one\n');
  expect(outcome()).toBe('changed');
});

test('files beside it that it does not import, and those of the course, are no part of it', () => {
  const { desk, outcome } = aSolvedDesk();
  for (const name of ['notes.ts', 'given.ts']) writeFileSync(join(dirname(desk.fileOf(partitions)), name), '// mine\n');
  expect(outcome()).toBe('passed');
});

test('where to go on is the line of the mistake, else of the function that is asked next, else of the first TODO', () => {
  const desk = aDesk();
  const place = () => standingsAt(desk, [partitions])[0]!.place;
  const file = 'exercises/02-partition-assignment/exercise.ts';
  hand(desk, partitions, '\n// TODO\nexport function keyBytes() {}\nexport const toPositive = 1;\n');
  expect(place()).toBe(`${file}:2`);
  desk.remember(partitions, () => ({ outcome: 'failed', nextNames: ['toPositive'] }));
  expect(place()).toBe(`${file}:4`);
  const digest = desk.digestOf(partitions)!;
  desk.remember(partitions, (before) => ({ ...before, line: 3, digest }));
  expect(place()).toBe(`${file}:3`);
  hand(desk, partitions, '\n\n\nexport const toPositive = 1;\n');
  expect(place()).toBe(`${file}:4`);
});
