import { integersFrom, randomFrom } from '../random.ts';
import { numbered, type Workload } from './workload.ts';

const tickMs = 100;
const states = ['CREATED', 'PAID', 'PACKED', 'SHIPPED', 'DELIVERED'] as const;

/** When the shop is open, how many orders come in, and when there is a rush; times in milliseconds. */
export interface OrderRush {
  readonly lastsMs: number;
  readonly ordersPerTick: number;
  readonly burst: { readonly fromMs: number; readonly untilMs: number; readonly factor: number };
}

/** The stream `order-events`: each order passes five states; one merchant of twenty has 40 % of all orders. */
export function orderEvents(seed: number, rush: OrderRush): Workload {
  const draw = integersFrom(randomFrom(seed));
  const lastTick = rush.lastsMs / tickMs;
  const ticks: number[][] = Array.from({ length: lastTick }, () => []);
  const orders: { customer: number; merchant: number; region: number }[] = [];
  for (let tick = 0; tick < lastTick; tick++) {
    for (let left = ordersAt(rush, tick); left > 0; left--) {
      const order = orders.push({ customer: draw(4000), merchant: merchantOf(draw), region: draw(5) }) - 1;
      let at = tick;
      for (let state = 0; state < states.length && at < lastTick; state++) {
        ticks[at]!.push(order * states.length + state);
        at += 1 + draw(24);
      }
    }
  }
  return workloadOf(ticks, orders);
}

function ordersAt({ ordersPerTick, burst }: OrderRush, tick: number): number {
  const inBurst = tick * tickMs >= burst.fromMs && tick * tickMs < burst.untilMs;
  return inBurst ? ordersPerTick * burst.factor : ordersPerTick;
}

function merchantOf(draw: (bound: number) => number): number {
  return draw(10) < 4 ? 0 : 1 + draw(19);
}

function workloadOf(
  ticks: readonly number[][],
  orders: readonly { customer: number; merchant: number; region: number }[],
) {
  const eventCount = ticks.reduce((sum, { length }) => sum + length, 0);
  const timeOf = new Int32Array(eventCount);
  const entityOf = new Int32Array(eventCount);
  const seqOf = new Int32Array(eventCount);
  let at = 0;
  ticks.forEach((inTick, tick) => {
    for (let n = 0; n < inTick.length; n++, at++) {
      timeOf[at] = tick * tickMs;
      entityOf[at] = Math.floor(inTick[n]! / states.length);
      seqOf[at] = inTick[n]! % states.length;
    }
  });
  const [order, customer, merchant, region, unique] = ['order-', 'customer-', 'merchant-', 'region-', 'event-'].map(
    numbered,
  );
  const fieldOf = (field: string, event: number): string => {
    const n = entityOf[event]!;
    if (field === 'orderId') return order!(n);
    if (field === 'customerId') return customer!(orders[n]!.customer);
    if (field === 'merchantId') return merchant!(orders[n]!.merchant);
    return field === 'region' ? region!(orders[n]!.region) : unique!(event);
  };
  const nameOf = (event: number) => `order-${entityOf[event]} ${states[seqOf[event]!]}`;
  return { eventCount, timeOf, entityOf, seqOf, entityCount: orders.length, fieldOf, nameOf };
}
