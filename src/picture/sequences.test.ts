import { expect, test } from 'vitest';
import { compareSequences } from './sequences.ts';

test('two logs after retries without idempotence, and the first place where they differ', () => {
  const yours = ['1', '2', '3'];
  // Five in flight, the first attempt of batch 1 fails: it is appended after the two that followed it.
  const kafkas = ['2', '3', '1'];
  expect(compareSequences(yours, kafkas, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "yours  1  2  3
    Kafka  2  3  1
           ▲ here"
  `);
  expect(compareSequences(yours, kafkas, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "yours  1  2  3
    Kafka  2  3  1
           ^ here"
  `);
});

test('a list that ends early differs where it ends', () => {
  expect(compareSequences(['a', 'b'], ['a', 'b', 'c'], { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "yours  a  b
    Kafka  a  b  c
                 ▲ here"
  `);
});

test('nothing differs, nothing is there', () => {
  expect(compareSequences(['a'], ['a'], { width: 60, unicode: true }).join('\n')).not.toContain('▲');
  expect(compareSequences([], [], { width: 60, unicode: true })).toEqual(['yours', 'Kafka']);
});

test('long lists go on below', () => {
  const long = Array.from({ length: 40 }, (_, offset) => String(offset));
  const other = long.map((text) => (text === '33' ? 'x' : text));
  expect(compareSequences(long, other, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "yours  0  1  2  3  4  5  6  7  8  9  10  11  12  13  14  15
    Kafka  0  1  2  3  4  5  6  7  8  9  10  11  12  13  14  15
    yours  16  17  18  19  20  21  22  23  24  25  26  27  28
    Kafka  16  17  18  19  20  21  22  23  24  25  26  27  28
    yours  29  30  31  32  33  34  35  36  37  38  39
    Kafka  29  30  31  32  x   34  35  36  37  38  39
                           ▲ here"
  `);
});
