import { expect, test } from 'vitest';
import { drawOrderTimeline } from './order-timeline.ts';

const at = (partition: number, offset: number, label?: string) => ({ topic: 'orders', partition, offset, label });
const logs = [
  [at(0, 0, 'A0'), at(0, 1, 'A1')],
  [at(1, 0, 'X0'), at(1, 1, 'X1')],
];

test('an order that no consumer can have observed, with the reason', () => {
  const timeline = {
    logs,
    observed: [at(0, 1, 'A1'), at(1, 0, 'X0'), at(0, 0, 'A0')],
    marks: [{ at: 0, text: 'order: orders-0@0 was due, and comes later' }],
  };
  expect(drawOrderTimeline(timeline, { width: 80, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  ├─ A0 ─ A1 ─▶
    orders-1  ├─ X0 ─ X1 ─▶
    observed  A1   X0   A0
              ▲ order: orders-0@0 was due, and comes later"
  `);
  expect(drawOrderTimeline(timeline, { width: 60, unicode: false }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  |- A0 - A1 ->
    orders-1  |- X0 - X1 ->
    observed  A1   X0   A0
              ^ order: orders-0@0 was due, and comes later"
  `);
});

test('long logs and long observations go on below, each caret with its own line', () => {
  const log = Array.from({ length: 9 }, (_, offset) => at(0, offset));
  const timeline = { logs: [log], observed: log, marks: [{ at: 8, text: 'the last one' }] };
  expect(drawOrderTimeline(timeline, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  ├─ orders-0@0 ─ orders-0@1 ─ orders-0@2
              ─ orders-0@3 ─ orders-0@4 ─ orders-0@5
              ─ orders-0@6 ─ orders-0@7 ─ orders-0@8 ─▶
    observed  orders-0@0   orders-0@1   orders-0@2   orders-0@3
              orders-0@4   orders-0@5   orders-0@6   orders-0@7
              orders-0@8
              ▲ the last one"
  `);
});

test('nothing observed', () => {
  expect(drawOrderTimeline({ logs, observed: [] }, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  ├─ A0 ─ A1 ─▶
    orders-1  ├─ X0 ─ X1 ─▶
    observed  nothing"
  `);
});

test('the logs alone, where nothing is said of what was observed', () => {
  expect(drawOrderTimeline({ logs }, { width: 60, unicode: true }).join('\n')).toMatchInlineSnapshot(`
    "orders-0  ├─ A0 ─ A1 ─▶
    orders-1  ├─ X0 ─ X1 ─▶"
  `);
});
