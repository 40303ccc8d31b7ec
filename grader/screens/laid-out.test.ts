import fc from 'fast-check';
import { expect, test } from 'vitest';
import { show } from '#check';
import { textWidth } from '#terminal';
import { firstDifference } from './first-difference.ts';
import { keyOf, layOut, layOutCall, type Path } from './laid-out.ts';

const aName = fc.constantFrom('key', 'offset', 'orders-0', 'expectedAfter', '日', '10', 'a b');
const aValue = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, tie('scalar'), fc.array(tie('value'), { maxLength: 6 }), tie('object')),
  object: fc.dictionary(aName, tie('value'), { maxKeys: 5 }),
  scalar: fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'grapheme-ascii', maxLength: 90 })),
})).value;

/** What JavaScript makes of a text. */
function pasted(text: string): unknown {
  return new Function(`return (${text})`)();
}

test('whatever the value and the room, what is shown can be pasted and gives the value again', () => {
  fc.assert(
    fc.property(aValue, fc.integer({ min: 52, max: 100 }), (value, room) => {
      const { lines } = layOut(value, room);
      expect(pasted(lines.join('\n'))).toEqual(value);
      expect(lines.filter((line) => textWidth(line) > room)).toEqual([]);
    }),
  );
});

test('a call can be pasted too', () => {
  const [one] = pasted(
    `((...args) => args)${layOutCall('', [{ records: [{ offset: 0 }] }, 'b'.repeat(70)], 40).join('\n')}`,
  ) as [unknown];
  expect(one).toEqual({ records: [{ offset: 0 }] });
});

test('each member is where it is said to be', () => {
  fc.assert(
    fc.property(aValue, fc.integer({ min: 52, max: 100 }), (value, room) => {
      const { lines, places } = layOut(value, room);
      for (const [path, member] of scalarsIn(value)) {
        const { line, column } = places.get(keyOf(path))!;
        const begins = show(member).slice(0, 6);
        expect(fromColumn(lines[line]!, column).slice(0, begins.length)).toBe(begins);
      }
    }),
  );
});

/** The rest of a line from a column of the screen on. */
function fromColumn(line: string, column: number): string {
  const characters = [...line];
  while (textWidth(characters.join('')) > textWidth(line) - column) characters.shift();
  return characters.join('');
}

function scalarsIn(value: unknown, path: Path = []): [Path, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, member]) => scalarsIn(member, [...path, key]));
}

test('members share a line while they fit, and brackets close behind the last one', () => {
  const effects = [0, 1].map((seq) => ({ key: 'k1', seq, source: { topic: 'orders', partition: seq, offset: 0 } }));
  expect(layOut(effects, 60).lines).toEqual([
    '[ { key: "k1", seq: 0,',
    '    source: { topic: "orders", partition: 0, offset: 0 } },',
    '  { key: "k1", seq: 1,',
    '    source: { topic: "orders", partition: 1, offset: 0 } } ]',
  ]);
  expect(
    layOut(
      Array.from({ length: 30 }, (_, at) => at),
      40,
    ).lines,
  ).toEqual([
    '[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,',
    '  12, 13, 14, 15, 16, 17, 18, 19, 20,',
    '  21, 22, 23, 24, 25, 26, 27, 28, 29 ]',
  ]);
  expect(firstDifference(effects, [])).toEqual([0]);
});
