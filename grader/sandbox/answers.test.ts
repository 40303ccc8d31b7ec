import { expect, test } from 'vitest';
import { readReply } from './answers.ts';

test('an answer of the child is read as it was written', () => {
  expect(readReply('{"is":"returned","value":{"a":[1]},"mutated":true,"console":"x\\u001b[31m"}')).toEqual({
    is: 'returned',
    value: { a: [1] },
    console: 'x\\u{001b}[31m',
    mutated: true,
    usedClock: false,
    usedRandom: false,
  });
});

test.each([
  'returned',
  '[]',
  'null',
  '{"is":"passed"}',
  '{"is":"returned","value":1,"console":5}',
  '{"is":"returned","value":{"__proto__":1}}',
  '{"is":"returned","value":{"$":"Map","of":1}}',
  '{"is":"threw","error":{"name":1,"message":"x","stack":""}}',
  '{"is":"loaded","exports":{"a":1}}',
  '{"is":"loaded","exports":[["a"]]}',
  `{"is":"returned","value":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
  `{"is":"returned","value":1}{"is":"returned","value":2}`,
])('what the child’s own code would not write is no answer: %#', (line) => {
  expect(() => readReply(line)).toThrow(SyntaxError);
});
