import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeBuffer } from './buffer.ts';
import { makeConsole } from './console.ts';
import { makeStructuredClone } from './structured-clone.ts';
import { makeTextEncoding } from './text-encoding.ts';

// What the student's realm has in place of Node's own is compared with Node's own.
const encoding = makeTextEncoding();
const OurBuffer = makeBuffer(encoding);
const aText = fc.string({
  unit: fc.constantFrom('a', 'é', '日', '\u{1f600}', '\0', '\ud83d', '\ude00', '\ufeff', '"'),
  maxLength: 12,
});
const someBytes = fc.uint8Array({ maxLength: 12 });
const anEncoding = fc.constantFrom('utf8', 'hex', 'base64', 'latin1', 'ascii' as const);

describe('TextEncoder and TextDecoder', () => {
  test('encode as Node does, lone surrogates included', () => {
    fc.assert(
      fc.property(aText, (text) => {
        expect(new encoding.TextEncoder().encode(text)).toEqual(new TextEncoder().encode(text));
        const [ours, nodes] = [new Uint8Array(5), new Uint8Array(5)];
        expect(new encoding.TextEncoder().encodeInto(text, ours)).toEqual(new TextEncoder().encodeInto(text, nodes));
        expect(ours).toEqual(nodes);
      }),
    );
  });

  test('decode as Node does, where the bytes are UTF-8', () => {
    fc.assert(
      fc.property(aText, fc.boolean(), (text, ignoreBOM) => {
        const bytes = new TextEncoder().encode(text);
        expect(new encoding.TextDecoder('utf-8', { ignoreBOM }).decode(bytes)).toBe(
          new TextDecoder('utf-8', { ignoreBOM }).decode(bytes),
        );
      }),
    );
  });

  test('agree with Node on which bytes are not', () => {
    const bytes = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xa0, 0xed, 0x9f, 0xef, 0xf0, 0x90, 0xf4, 0x8f, 0xf5),
      { maxLength: 6 },
    );
    const isUtf8 = (Decoder: typeof TextDecoder, list: number[]) => {
      try {
        new Decoder('utf-8', { fatal: true }).decode(new Uint8Array(list));
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(bytes, (list) => {
        expect(isUtf8(encoding.TextDecoder as never, list)).toBe(isUtf8(TextDecoder, list));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('Buffer', () => {
  test('takes bytes from a text as Node does', () => {
    const aHexOrBase64 = fc.string({ unit: fc.constantFrom('0', '9', 'a', 'F', '+', '/', '-', '_', '=') });
    fc.assert(
      fc.property(fc.oneof(aText, aHexOrBase64), anEncoding, (text, how) => {
        if (how === 'hex' && !/^(?:[\da-f]{2})*$/i.test(text)) return;
        if (how === 'base64' && !/^[\w+/-]*$/.test(text)) return;
        expect([...OurBuffer.from(text, how)]).toEqual([...Buffer.from(text, how)]);
        expect(OurBuffer.byteLength(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });

  test('tells, compares and joins bytes as Node does', () => {
    fc.assert(
      fc.property(someBytes, someBytes, anEncoding, (a, b, how) => {
        if (how === 'utf8') return;
        expect(OurBuffer.from(a).toString(how)).toBe(Buffer.from(a).toString(how));
        expect(OurBuffer.compare(a, b)).toBe(Buffer.compare(a, b));
        expect([...OurBuffer.concat([a, b])]).toEqual([...Buffer.concat([a, b])]);
      }),
    );
  });

  test('writes a text as Node does: whole characters, as far as there is room', () => {
    const aPlace = fc.record({ room: fc.nat({ max: 8 }), offset: fc.nat({ max: 8 }), length: fc.nat({ max: 8 }) });
    fc.assert(
      fc.property(aText, aPlace, fc.constantFrom('utf8', 'latin1'), (text, { room, offset, length }, how) => {
        fc.pre(offset <= room);
        const [ours, nodes] = [OurBuffer.alloc(room), Buffer.alloc(room)];
        const most = Math.min(length, room - offset);
        expect(ours.write(text, offset, most, how)).toBe(nodes.write(text, offset, most, how as 'utf8'));
        expect([...ours]).toEqual([...nodes]);
      }),
    );
  });

  test('reads numbers as Node does, also through a slice', () => {
    const readers = [
      'readUInt8',
      'readInt8',
      'readUInt16LE',
      'readUInt16BE',
      'readInt16LE',
      'readInt16BE',
      'readUInt32LE',
      'readUInt32BE',
      'readInt32LE',
      'readInt32BE',
    ] as const;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.constantFrom(...readers), (bytes, read) => {
        const ours = OurBuffer.from(bytes).slice(2) as unknown as Buffer;
        expect(ours[read](1)).toBe(Buffer.from(bytes).subarray(2)[read](1));
      }),
    );
  });
});

test('structuredClone copies data as Node does, cycles included', () => {
  const clone = makeStructuredClone();
  const state: Record<string, unknown> = {
    map: new Map([[{ a: 1 }, new Set([1n])]]),
    when: new Date(7),
    bytes: new Uint8Array([1]),
    error: new RangeError('no'),
  };
  state['self'] = state;
  const copy = clone(state) as typeof state;
  expect(copy).toEqual(structuredClone(state));
  expect(copy['self']).toBe(copy);
  expect(copy['bytes']).not.toBe(state['bytes']);
  expect(() => clone({ f() {} })).toThrow(expect.objectContaining({ name: 'DataCloneError' }));
});

test('console keeps what is printed as a person would read it', () => {
  const { console, take } = makeConsole(80);
  console.log('lag', 3, -0, { topic: 'orders', '10-a': [undefined, null, 'x'] });
  expect(take()).toBe('lag 3 -0 { topic: "orders", "10-a": [undefined, null, "x"] }\n');
  console.group('group');
  console.warn(new Map([['a', new Set([1n])]]), new Uint8Array(2), new TypeError('no'));
  console.groupEnd();
  console.assert(true, 'silent');
  expect(take()).toBe('group\n  Map {"a" => Set {1n}} bytes [0, 0] TypeError: no\n');
  console.log(
    new Proxy(
      {},
      {
        ownKeys() {
          throw 1;
        },
      },
    ),
  );
  expect(take()).toBe('(something that throws when it is printed)\n');
  console.log('x'.repeat(100));
  expect(take()).toBe(`${'x'.repeat(80)}…`);
});
