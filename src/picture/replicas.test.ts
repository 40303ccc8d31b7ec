import { expect, test } from 'vitest';
import { drawReplicas } from './replicas.ts';

const records = (from: number, to: number) =>
  new Map(Array.from({ length: to - from }, (_, index) => [from + index, undefined] as const));
const lane = (broker: number, from: number, to: number, note?: string) => ({
  broker,
  note,
  logStartOffset: from,
  logEndOffset: to,
  records: records(from, to),
});
const partition = {
  name: 'orders-0',
  leader: 1,
  leaderEpoch: 2,
  isr: [1, 3],
  highWatermark: 3,
  replicas: [lane(1, 0, 5), lane(2, 0, 2, 'down'), lane(3, 0, 3)],
};

test('replicas with their own log ends, the leader, the ISR and the high watermark', () => {
  expect(drawReplicas(partition, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0   leader b1, epoch 2   ISR b1 b3
      b1 leader  │0│1│2│3│4│
      b2 down    │0│1│
      b3         │0│1│2│
                        ▲ high watermark 3"
  `);
  expect(drawReplicas(partition, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "orders-0   leader b1, epoch 2   ISR b1 b3
      b1 leader  |0|1|2|3|4|
      b2 down    |0|1|
      b3         |0|1|2|
                        ^ high watermark 3"
  `);
});

test('long logs are cut alike, so that the same offset stands in the same column', () => {
  const long = { ...partition, highWatermark: 880, replicas: [lane(1, 0, 900), lane(2, 200, 880)] };
  expect(drawReplicas(long, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0   leader b1, epoch 2   ISR b1 b3
      b1 leader  │  0│  1│  2│  …│878│879│880│881│  …│898│899│
      b2         │   │   │   │  …│878│879│
                                            ▲ high watermark 880"
  `);
});

test('a partition without a leader or a record', () => {
  const empty = { ...partition, leader: null, isr: [], highWatermark: 0, replicas: [lane(1, 0, 0, 'down')] };
  expect(drawReplicas(empty, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0   no leader, epoch 2   ISR empty
      b1 down  │
                ▲ high watermark 0"
  `);
});
