import { expect, test } from 'vitest';
import { compareLanes, drawLanes } from './lanes.ts';

const labels = ['a1', 'b1', 'a2', 'b2'];
const kafkas = { partitionCount: 2, records: [0, 1, 0, 1].map((partition, at) => ({ partition, label: labels[at]! })) };
const yours = { partitionCount: 2, records: [0, 1, 1, 1].map((partition, at) => ({ partition, label: labels[at]! })) };

test('two outcomes of the same sends, with a caret where they part', () => {
  expect(compareLanes(yours, kafkas, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "yours                            Kafka
    p0 ├──a1──────────────────┤      p0 ├──a1────────a2────────┤
    p1 ├───────b1───a2───b2───┤      p1 ├───────b1────────b2───┤
                    ▲ here"
  `);
});

test('the same in 60 columns of ASCII', () => {
  expect(compareLanes(yours, kafkas, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "yours                            Kafka
    p0 |--a1------------------|      p0 |--a1--------a2--------|
    p1 |-------b1---a2---b2---|      p1 |-------b1--------b2---|
                    ^ here"
  `);
});

test('one under the other where both do not fit', () => {
  expect(compareLanes(yours, kafkas, { width: 50, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "yours
    p0 ├──a1──────────────────┤
    p1 ├───────b1───a2───b2───┤
                    ▲ here
    Kafka
    p0 ├──a1────────a2────────┤
    p1 ├───────b1────────b2───┤"
  `);
});

test('the same outcome has no caret', () => {
  expect(compareLanes(kafkas, kafkas, { width: 80, unicode: true }).join('\n')).not.toContain('▲');
});

test('a partition that the topic does not have gets a lane that says so', () => {
  const strange = { partitionCount: 2, records: [-1, Number.NaN].map((partition) => ({ partition, label: 'a1' })) };
  expect(drawLanes(strange, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "p0   ├────────────┤
    p1   ├────────────┤
    p−1  ├──a1────────┤ no such partition
    pNaN ├────────────┤ no such partition"
  `);
});

test('NaN twice is no difference', () => {
  const strange = { partitionCount: 2, records: [{ partition: Number.NaN, label: 'a1' }] };
  expect(compareLanes(strange, strange, { width: 80, unicode: true }).join('\n')).not.toContain('▲');
});

test('more records than fit go on in further lanes, with none left out', () => {
  const many = Array.from({ length: 20 }, (_, at) => ({ partition: at % 3, label: `k${at}` }));
  expect(
    drawLanes({ partitionCount: 3, records: many }, { width: 60, unicode: true }).join('\n'),
  ).toMatchInlineSnapshot(`
    "p0 ├──k0─────────────k3─────────────k6─────────────k9───┤
    p1 ├───────k1─────────────k4─────────────k7─────────────┤
    p2 ├────────────k2─────────────k5─────────────k8────────┤

    p0 ├──────────────k12───────────────k15───────────────┤
    p1 ├──k10───────────────k13───────────────k16─────────┤
    p2 ├────────k11───────────────k14───────────────k17───┤

    p0 ├──k18─────────┤
    p1 ├────────k19───┤
    p2 ├──────────────┤"
  `);
});
