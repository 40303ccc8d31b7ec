import { expect, test } from 'vitest';
import { sendInRounds } from '#kafka';
import { drawRounds } from './rounds.ts';

const batches = ['a', 'b', 'c'].map((value, seq) => ({ seq, value }));
const outcomes = [['error' as const], ['ack-lost' as const]];
const drawn = (enableIdempotence: boolean, width: number, unicode: boolean) =>
  drawRounds(sendInRounds(batches, { maxInFlight: 5, enableIdempotence, outcomes }), { width, unicode }).join('\n');

test('what becomes of each batch, round by round', () => {
  expect(drawn(false, 80, true)).toMatchInlineSnapshot(`
    "round 1  a error  b ack-lost  c ok
             log b c
    round 2  a ok  b ok
             log b c a b"
  `);
});

test('a leader that refuses what comes too early and drops what it has', () => {
  expect(drawn(true, 60, false)).toMatchInlineSnapshot(`
    "round 1  a error  b ack-lost refused  c ok refused
             log is empty
    round 2  a ok  b ok  c ok
             log a b c"
  `);
});
