import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDeliveries, isPossibleDelivery, orderViolations, relation } from './ordering.ts';

const at = (partition: number, offset: number) => ({ topic: 'orders', partition, offset });
const logOf = (partition: number, offsets: number[]) => ({
  topic: 'orders',
  partition,
  records: offsets.map((offset) => at(partition, offset)),
});

describe('relation', () => {
  it('is that of the offsets within a partition, and nothing across partitions', () => {
    expect(relation(at(0, 1), at(0, 2))).toBe('before');
    expect(relation(at(0, 2), at(0, 1))).toBe('after');
    expect(relation(at(0, 2), at(0, 2))).toBe('same');
    expect(relation(at(0, 1), at(1, 2))).toBe('no-guarantee');
  });
});

describe('isPossibleDelivery', () => {
  const logs = [logOf(0, [0, 1]), logOf(1, [0])];
  const [A, B, X] = [at(0, 0), at(0, 1), at(1, 0)];

  it.each([[[A, B, X]], [[A, X, B]], [[X, A, B]], [[A, X]], [[]]])('allows every merge of prefixes: %j', (observed) => {
    expect(isPossibleDelivery(logs, observed)).toEqual({ possible: true });
  });

  it('names the first record that does not fit', () => {
    expect(isPossibleDelivery(logs, [B, A, X])).toEqual({ possible: false, because: 'order', at: 0 });
    expect(isPossibleDelivery(logs, [B, X])).toEqual({ possible: false, because: 'gap', at: 0 });
    expect(isPossibleDelivery(logs, [A, A])).toEqual({ possible: false, because: 'order', at: 1 });
    expect(isPossibleDelivery(logs, [A, at(0, 7)])).toEqual({ possible: false, because: 'unknown-record', at: 1 });
  });

  it('does not mind holes in the offsets', () => {
    expect(isPossibleDelivery([logOf(0, [3, 7])], [at(0, 3), at(0, 7)])).toEqual({ possible: true });
  });

  it('refuses any two neighbours of one partition the wrong way round', () => {
    const aMerge = fc
      .integer({ min: 2, max: 6 })
      .chain((length) =>
        fc.tuple(
          fc.constant(length),
          fc.integer({ min: 0, max: length - 2 }),
          fc.array(fc.nat(length), { maxLength: 4 }),
        ),
      );
    fc.assert(
      fc.property(aMerge, ([length, swapped, others]) => {
        const offsets = Array.from({ length }, (_, offset) => offset);
        const observed = offsets.map((offset) => at(0, offset));
        [observed[swapped], observed[swapped + 1]] = [observed[swapped + 1]!, observed[swapped]!];
        others.forEach((place, offset) => void observed.splice(place, 0, at(1, others.length - 1 - offset)));
        const verdict = isPossibleDelivery(
          [
            logOf(0, offsets),
            logOf(
              1,
              others.map((_, n) => n),
            ),
          ],
          observed,
        );
        expect(verdict.possible).toBe(false);
      }),
    );
  });
});

describe('orderViolations', () => {
  const effect = (seq: number, offset: number) => ({ key: 'k', seq, source: at(0, offset) });

  it('counts first-time effects below the highest one applied', () => {
    const [late, early] = [effect(1, 0), effect(0, 1)];
    expect(orderViolations([late, early])).toEqual([{ key: 'k', expectedAfter: late, overtaken: early }]);
  });

  it('takes a replay after a crash for what it is', () => {
    expect(orderViolations([effect(0, 0), effect(1, 1), effect(0, 0), effect(1, 1)])).toEqual([]);
  });
});

describe('countDeliveries', () => {
  it('counts the merges: of three partitions with two records each there are 90', () => {
    expect(countDeliveries([2, 2, 2])).toBe(90n);
    expect(countDeliveries([])).toBe(1n);
    expect(countDeliveries([5, 0])).toBe(1n);
    expect(countDeliveries([30, 30])).toBe(118_264_581_564_861_424n);
  });
});
