import { expect, test } from 'vitest';
import { lastSequenceOf, utf8Size, varintSize } from './record-batch.ts';

// The examples of Protocol Buffers' zig-zag encoding, which Kafka's record format uses: 0, -1, 1, -2 become 0, 1, 2, 3.
test.each([
  [0, 1],
  [-1, 1],
  [63, 1],
  [-64, 1],
  [64, 2],
  [-65, 2],
  [8191, 2],
  [8192, 3],
  [2 ** 31 - 1, 5],
  [-(2 ** 31), 5],
  [2 ** 40, 6],
])('%i takes %i bytes as a varint', (value, bytes) => {
  expect(varintSize(value)).toBe(bytes);
});

test.each(['', 'order-7', 'é', '日本', '😀 and 日'])(
  'the UTF-8 size of "%s" is what the platform encodes it to',
  (text) => {
    expect(utf8Size(text)).toBe(new TextEncoder().encode(text).length);
  },
);

test('sequence numbers go on at 0 after 2147483647', () => {
  expect(lastSequenceOf(2_147_483_646, 4)).toBe(1);
});
