import { expect, test } from 'vitest';
import { drawTopology, drawVerdicts } from './topology.ts';

const design = [
  {
    producers: [{ name: 'order-events', settings: ['key orderId', 'acks=all', 'enable.idempotence=true'] }],
    topic: { name: 'orders', settings: ['12 partitions', 'replication.factor=3', 'min.insync.replicas=2'] },
    groups: [
      {
        name: 'fulfilment',
        count: 6,
        settings: ['commit after-processing'],
        measured: [
          { text: 'oldest record 13.3 s', met: true },
          { text: 'duplicates 141', met: false },
        ],
      },
      { name: 'analytics', count: 2, settings: [] },
    ],
  },
];

test('what writes to a topic, the topic, and what reads from it, with measured numbers', () => {
  expect(drawTopology(design, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "order-events  key orderId, acks=all, enable.idempotence=true
    └─▶ orders  12 partitions, replication.factor=3, min.insync.replicas=2
        ├─▶ fulfilment ×6  commit after-processing  oldest record 13.3 s ✓
                duplicates 141 ✗
        └─▶ analytics ×2"
  `);
  expect(drawTopology(design, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "order-events  key orderId, acks=all, enable.idempotence=true
    \`-> orders  12 partitions, replication.factor=3,
           min.insync.replicas=2
        |-> fulfilment x6  commit after-processing
                oldest record 13.3 s ok  duplicates 141 x
        \`-> analytics x2"
  `);
});

const requirements = [
  { requirement: 'lost', limit: '0', measured: '0', met: true },
  {
    requirement: 'order violations',
    limit: '0',
    measured: '3763',
    met: false,
    evidence: 'order-17: PAID (orders-4@88) was applied before CREATED (orders-9@61), since the key is null',
  },
];

test('requirements, what was measured, and the first evidence', () => {
  expect(drawVerdicts(requirements, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "   requirement       limit  measured
    ✓  lost              0      0         met
    ✗  order violations  0      3763      not met
         order-17: PAID (orders-4@88) was applied before CREATED (orders-9@61),
         since the key is null"
  `);
  expect(drawVerdicts(requirements, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "    requirement       limit  measured
    ok  lost              0      0         met
    x   order violations  0      3763      not met
          order-17: PAID (orders-4@88) was applied before
          CREATED (orders-9@61), since the key is null"
  `);
});
