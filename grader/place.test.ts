import { expect, test } from 'vitest';
import { lineDefining } from './place.ts';

const text = `import type { Log } from '#kafka';

export const answers = {
  'offsets-dense': true,
  offsets: null,
  "acks-all": false,
};
export async function poll(log: Log) {
  return pollAgain(log);
}
export function* lag$() {}
const pollAgain = (log: Log) => log;
`;

test.each([
  [['poll'], 8],
  [['lag$'], 11],
  [['pollAgain'], 12],
  [['answers'], 3],
  [['answers.offsets'], 5],
  [['answers["acks-all"]'], 6],
  [['answers["not-there"]'], 3],
  [['absent', 'poll'], 8],
  [['absent'], undefined],
  [['odd"[('], undefined],
])('%j is defined in line %j', (names, line) => {
  expect(lineDefining(names, text)).toBe(line);
});
