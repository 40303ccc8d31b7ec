import { expect, test } from 'vitest';
import { drawFates } from './fates.ts';

const log = { name: 'orders-0', logStartOffset: 0, logEndOffset: 5, offsets: [0, 1, 2, 4] };

test('records that are done, records in work, and what may be committed', () => {
  const fates = {
    ...log,
    rows: [
      { name: 'finished', offsets: [0, 2] },
      { name: 'in work', offsets: [1, 4], marks: [{ offset: 1, text: 'safe to commit 1' }] },
    ],
    saying: 'A commit says that everything below it is done.',
  };
  expect(drawFates(fates, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  │0│1│2│·│4│
    finished   0   2
    in work      1     4
                 ▲ safe to commit 1
    A commit says that everything below it is done."
  `);
  expect(drawFates(fates, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  |0|1|2|.|4|
    finished   0   2
    in work      1     4
                 ^ safe to commit 1
    A commit says that everything below it is done."
  `);
});

test('a log without records, and a fate that none has met', () => {
  const fates = {
    ...{ name: 'orders-0', logStartOffset: 3, logEndOffset: 3, offsets: [] },
    rows: [{ name: 'processed', offsets: [], note: 'nothing to read' }],
    saying: 'Nothing fails, so nobody is stuck.',
  };
  expect(drawFates(fates, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0   │
    processed
               nothing to read
    Nothing fails, so nobody is stuck."
  `);
});
