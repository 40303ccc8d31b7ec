import { expect, test } from 'vitest';
import { topicPartition } from '#kafka';
import { compareAssignments, drawAssignment } from './assignment.ts';

const partitions = (names: string) => names.split(' ').map(topicPartition);
const wide = { width: 80, unicode: true };
const narrow = { width: 60, unicode: false };

// The example of the exercise on groups: c2 leaves, and two moves are enough.
const afterLeaving = {
  title: 'generation 4 to 5: c2 left',
  partitionCounts: { orders: 6 },
  before: {
    c1: partitions('orders-0 orders-1'),
    c2: partitions('orders-2 orders-3'),
    c3: partitions('orders-4 orders-5'),
  },
  after: { c1: partitions('orders-0 orders-1 orders-2'), c3: partitions('orders-3 orders-4 orders-5') },
  fewestMoves: 2,
};

test('what each member kept, gained and gave up', () => {
  expect(drawAssignment(afterLeaving, wide).join('\n')).toMatchInlineSnapshot(`
    "generation 4 to 5: c2 left
             orders
             0  1  2  3  4  5
    c1       ■  ■  +
    c2 left        ·  ·
    c3                +  ■  ■
    ■ kept   + gained   · given up   2 moved (fewest possible 2)"
  `);
  expect(drawAssignment(afterLeaving, narrow).join('\n')).toMatchInlineSnapshot(`
    "generation 4 to 5: c2 left
             orders
             0  1  2  3  4  5
    c1       #  #  +
    c2 left        .  .
    c3                +  #  #
    # kept   + gained   . given up   2 moved (fewest possible 2)"
  `);
});

test('who is idle, and partitions with no owner, two owners, or that do not exist', () => {
  const matrix = {
    partitionCounts: { orders: 4, payments: 1 },
    members: ['c1', 'c2', 'c3', 'c4'],
    after: { c1: partitions('orders-0 orders-1'), c2: partitions('orders-1 orders-2 orders-4 payments-0'), c3: [] },
  };
  expect(drawAssignment(matrix, wide).join('\n')).toMatchInlineSnapshot(`
    "             orders          payments
                 0  1  2  3  4   0
    c1           ■  ■
    c2              ■  ■     ■   ■
    c3 idle
    c4 no entry
                    ▲ 2 owners
                          ▲ no owner
                             ▲ no such partition"
  `);
  expect(drawAssignment(matrix, narrow).join('\n')).toMatchInlineSnapshot(`
    "             orders          payments
                 0  1  2  3  4   0
    c1           #  #
    c2              #  #     #   #
    c3 idle
    c4 no entry
                    ^ 2 owners
                          ^ no owner
                             ^ no such partition"
  `);
});

test('more partitions than fit go on below', () => {
  const names = Array.from({ length: 24 }, (_, partition) => ({ topic: 'clicks', partition }));
  const matrix = { partitionCounts: { clicks: 24, a: 1 }, after: { c1: [...names, { topic: 'a', partition: 0 }] } };
  expect(drawAssignment(matrix, narrow).join('\n')).toMatchInlineSnapshot(`
    "        clicks
            0   1   2   3   4   5   6   7   8   9   10  11
    c1      #   #   #   #   #   #   #   #   #   #   #   #
            clicks
            12  13  14  15  16  17  18  19  20  21  22  23
    c1      #   #   #   #   #   #   #   #   #   #   #   #
            a
            0
    c1      #"
  `);
});

test('a student gives the last partitions in even shares, where the range assignor gives the first members more', () => {
  const matrix = {
    partitionCounts: { orders: 4 },
    members: ['c1', 'c2', 'c3'],
    after: { c1: partitions('orders-0 orders-1'), c2: partitions('orders-2 orders-3'), c3: [] },
    // Kafka's RangeAssignor: four partitions for three members are two, one and one.
    expected: { c1: partitions('orders-0 orders-1'), c2: partitions('orders-2'), c3: partitions('orders-3') },
  };
  expect(compareAssignments(matrix, wide).join('\n')).toMatchInlineSnapshot(`
    "yours                              Kafka
             orders                            orders
             0  1  2  3                        0  1  2  3
    c1       ■  ■                      c1      ■  ■
    c2             ■  ■                c2            ■
    c3 idle                            c3               ■
                      ▲ Kafka: c3"
  `);
  expect(compareAssignments(matrix, narrow).join('\n')).toMatchInlineSnapshot(`
    "yours                              Kafka
             orders                            orders
             0  1  2  3                        0  1  2  3
    c1       #  #                      c1      #  #
    c2             #  #                c2            #
    c3 idle                            c3               #
                      ^ Kafka: c3"
  `);
});
