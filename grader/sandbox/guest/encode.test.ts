import { describe, expect, test } from 'vitest';
import { makeDecode } from './decode.ts';
import { makeEncode } from './encode.ts';

const encode = makeEncode({ values: 50, depth: 5, characters: 100 });
const decode = makeDecode((what) => ({ noData: what }));

describe('a value on its way between the processes', () => {
  test('is JSON where JSON will do', () => {
    const value = { key: '日\n', list: [1, 2.5, -3, null, true], empty: {} };
    expect(encode(value)).toBe(JSON.stringify(value));
  });

  test.each([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['minus zero', -0],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['a bigint', -(2n ** 80n)],
    ['a map', new Map<unknown, unknown>([[[1], { a: undefined }]])],
    ['a set', new Set(['a', Number.NaN])],
    ['bytes', new Uint8Array([1, 255])],
    ['big integers', new BigUint64Array([2n ** 64n - 1n])],
    ['a property named $', { $: { $: 'undefined' }, b: undefined }],
    ['text that looks like a tag', ['{"$":"undefined"}', '"$"']],
  ])('arrives as it left: %s', (_, value) => {
    expect(decode(encode(value))).toStrictEqual(value);
    expect(decode(encode([value, { value }]))).toStrictEqual([value, { value }]);
  });

  test('leaves a note where it is no data', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    const values = [
      () => 1,
      Symbol('s'),
      new Date(0),
      Promise.resolve(),
      loop,
      [[[[[[1]]]]]],
      new Proxy(
        {},
        {
          ownKeys() {
            throw 1;
          },
        },
      ),
    ];
    const notes = values.map((value) => JSON.stringify(decode(encode(value))));
    expect(notes.map((note) => note.match(/"noData":"(.*?)"/)?.[1])).toEqual([
      'a function',
      'a symbol',
      'a Date',
      'a promise',
      'an object that contains itself',
      'something nested more than 5 deep',
      'an object that throws when it is read',
    ]);
  });

  test('is not sent when it is too large', () => {
    const tooLarge = { noData: 'an answer of more than 50 values or 100 characters' };
    expect(decode(encode(Array(49).fill(1)))).toHaveLength(49);
    expect(decode(encode(Array(50).fill(1)))).toEqual(tooLarge);
    expect(decode(encode(['x'.repeat(50), 'x'.repeat(51)]))).toEqual(tooLarge);
  });

  test('is written the same way whenever it is the same, so that changed arguments are noticed', () => {
    const args = [{ b: 1, a: [undefined, new Map([[1, { x: Number.NaN }]])] }, new Uint8Array([3])];
    const line = encode(args);
    expect(encode(decode(line))).toBe(line);
  });
});

test.each([
  '{"$":"number","of":"1"}',
  '{"$":"number","of":"toString"}',
  '{"$":"constructor","of":[]}',
  '{"$":"Map","of":[[1]]}',
  '{"$":"Map","of":[null]}',
  '{"$":"Set","of":"abc"}',
  '{"$":"Uint8Array","of":["x"]}',
  '{"$":"bigint","of":"x"}',
  '{"$":"bigint","of":5}',
  '{"$":"object","of":[["__proto__",1]]}',
  '{"$":["undefined"]}',
  '{"a":{"__proto__":{"polluted":1}}}',
  '{"a":{"__pro\\u0074o__":{"polluted":1}}}',
  '{"a":1}}',
  '',
])('what is not so written is refused: %s', (line) => {
  expect(() => decode(line)).toThrow(SyntaxError);
});
