import { expect, test } from 'vitest';
import { progressLine } from './progress-line.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('quick work is not talked about', async () => {
  const said: string[] = [];
  const line = progressLine((text) => void said.push(text));
  line.show('2 Partition assignment, check 1 of 10');
  line.clear();
  await pause(350);
  expect(said).toEqual(['']);
});

test('long work is, from the check it is at', async () => {
  const said: string[] = [];
  const line = progressLine((text) => void said.push(text));
  line.show('check 1');
  line.show('check 2');
  await pause(350);
  line.show('check 3');
  line.clear();
  expect(said).toEqual(['Grading check 2', 'Grading check 3', '']);
});

test('also where the work leaves nothing else a turn', () => {
  const said: string[] = [];
  const line = progressLine((text) => void said.push(text));
  line.show('check 1');
  for (const since = performance.now(); performance.now() - since < 350; );
  line.show('check 2');
  line.clear();
  expect(said).toEqual(['Grading check 2', '']);
});
