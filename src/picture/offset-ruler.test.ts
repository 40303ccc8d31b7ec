import { expect, test } from 'vitest';
import { drawOffsetRuler } from './offset-ruler.ts';

const log = { name: 'orders-0', logStartOffset: 0, logEndOffset: 8, offsets: [0, 3, 4, 7] };

test('a log with holes, where a consumer stands in it, and its lag', () => {
  const ruler = { ...log, position: 5, committed: 2 };
  expect(drawOffsetRuler(ruler, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  │0│·│·│3│4│·│·│7│
               ▲ start 0       ▲ log end 8
                   ▲ committed 2
                         ▲ position 5
              lag 6 = 8 − 2"
  `);
  expect(drawOffsetRuler(ruler, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  |0|.|.|3|4|.|.|7|
               ^ start 0       ^ log end 8
                   ^ committed 2
                         ^ position 5
              lag 6 = 8 - 2"
  `);
});

test('places that are the same share a caret', () => {
  const ruler = { ...log, position: 8, committed: 0 };
  expect(drawOffsetRuler(ruler, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  │0│·│·│3│4│·│·│7│
               ▲ start, committed 0
                               ▲ position, log end 8
              lag 8 = 8 − 0"
  `);
});

test('a log that is too long for the screen keeps the places that matter', () => {
  const offsets = Array.from({ length: 4990 }, (_, index) => index + 10);
  const ruler = { name: 'orders-0', logStartOffset: 10, logEndOffset: 5000, offsets, position: 3001, committed: 2000 };
  expect(drawOffsetRuler(ruler, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  │  10│  11│   …│1999│2000│2001│   …│3000│3001│3002│   …│4998│4999│
                  ▲ start 10          ▲ committed 2000    ▲ position 3001
                                                                   log end 5000 ▲
              lag 3000 = 5000 − 2000"
  `);
  expect(drawOffsetRuler(ruler, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  |  10|  11|  ..|1999|2000|  ..|3001|  ..|4999|
                  ^ start 10          ^ committed 2000
                                                ^ position 3001
                                               log end 5000 ^
              lag 3000 = 5000 - 2000"
  `);
});

test('an empty log whose records were all deleted', () => {
  const ruler = { name: 'orders-0', logStartOffset: 5, logEndOffset: 5, offsets: [], committed: 5 };
  expect(drawOffsetRuler(ruler, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  │
               ▲ start, committed, log end 5
              lag 0 = 5 − 5"
  `);
});

test('an answer outside the log is drawn where it is, and one that is no offset is said in words', () => {
  const marks = [
    { offset: 10, text: 'yours' },
    { offset: Number.NaN, text: 'yours, second call' },
    { offset: -1, text: 'yours, third call' },
  ];
  expect(drawOffsetRuler({ ...log, marks }, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  │0│·│·│3│4│·│·│7│ │ │
               ▲ start 0       ▲ log end 8
                                   ▲ yours 10
              yours, second call NaN is no offset
              yours, third call −1 is no offset"
  `);
});
