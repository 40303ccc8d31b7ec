import fc, { type Arbitrary } from 'fast-check';

/** One in seven takes two, three or four bytes. They shrink towards the first. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-:', 'é', 'ü', 'ß', '日', '本', '🙂'];

/** A record's key, short enough to be read aloud: `user2`, `é`, and now and then the empty string, which is a key. */
export const aKey: Arbitrary<string> = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 10 });

/** How many partitions a topic has: mostly no power of two, where wrong hashes hide. */
export const aPartitionCount: Arbitrary<number> = fc.constantFrom(3, 5, 6, 7, 10, 12, 1, 2, 4, 9, 15, 16, 30, 50);

/** A topic's name. */
export const aTopicName: Arbitrary<string> = fc.constantFrom('orders', 'payments', 'clicks', 'users');

/** A member's id; `c10` sorts before `c2`, as Kafka compares text. */
export const aMemberId: Arbitrary<string> = fc.constantFrom('c1', 'c2', 'c3', 'c10', 'c11', 'c4', 'c20');

/** A 32-bit hash with its sign; negative as often as not. */
export const aHash: Arbitrary<number> = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom(-1, -(2 ** 31), 2 ** 31 - 1, 0),
);

/** Some bytes, of every length around a multiple of four and of every sign. */
export const someBytes: Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 13 });
