import { expect, test } from 'vitest';
import { drawCrash } from './crash.ts';

const log = { name: 'orders-0', logStartOffset: 0, logEndOffset: 10, offsets: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] };

test('commit after processing: batches of four, a crash after six records, two of them read again', () => {
  const story = { ...log, before: [0, 1, 2, 3, 4, 5], after: [4, 5, 6, 7, 8, 9], committed: 4 };
  expect(drawCrash(story, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0     │0│1│2│3│4│5│6│7│8│9│
    first life    0 1 2 3 4 5
                          ▲ committed 4 at the crash
    second life           4 5 6 7 8 9
    Never processed: none. Processed twice: 4 5."
  `);
  expect(drawCrash(story, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "orders-0     |0|1|2|3|4|5|6|7|8|9|
    first life    0 1 2 3 4 5
                          ^ committed 4 at the crash
    second life           4 5 6 7 8 9
    Never processed: none. Processed twice: 4 5."
  `);
});

test('commit before processing: the same crash, two records never processed', () => {
  const story = { ...log, before: [0, 1, 2, 3, 4, 5], after: [8, 9], committed: 8 };
  expect(drawCrash(story, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0     │0│1│2│3│4│5│6│7│8│9│
    first life    0 1 2 3 4 5
                                  ▲ committed 8 at the crash
    second life                   8 9
    Never processed: 6 7. Processed twice: none."
  `);
});

test('a crash before anything was committed', () => {
  const story = { ...log, before: [0], after: log.offsets, committed: null };
  expect(drawCrash(story, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0     │0│1│2│3│4│5│6│7│8│9│
    first life    0
                 nothing committed at the crash
    second life   0 1 2 3 4 5 6 7 8 9
    Never processed: none. Processed twice: 0."
  `);
});
