import { expect, it } from 'vitest';
import { murmur2 } from './murmur2.ts';

// Kafka's own UtilsTest, and the rest from its Utils.murmur2.
it.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
  ['', 275646681],
  ['user-1', 1404122828],
])('hashes %j', (text, hash) => {
  expect(murmur2(Buffer.from(text))).toBe(hash);
});

it('reads bytes, not numbers with a sign', () => {
  expect(murmur2(Uint8Array.of(0xff))).toBe(-311467685);
  expect(murmur2(Uint8Array.of(0xde, 0x28))).toBe(-307835201);
});

it('leaves the bytes as they are', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5);
  murmur2(bytes);
  expect([...bytes]).toEqual([1, 2, 3, 4, 5]);
});
