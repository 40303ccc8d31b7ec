import { describe, expect, it } from 'vitest';
import { WorkQueue } from './queue.ts';

describe('a work queue', () => {
  it('gives each message to one worker, and forgets it once acknowledged', () => {
    const queue = new WorkQueue();
    queue.send('a');
    queue.send('b');
    const [first] = queue.receive(1, 0);
    const [second] = queue.receive(1, 0);
    expect([first!.value, second!.value]).toEqual(['a', 'b']);
    expect(queue.acknowledge(first!.id, 1)).toBe(true);
    expect(queue.acknowledge(first!.id, 1)).toBe(false);
    expect(queue.receive(1, 60_000).map(({ value }) => value)).toEqual(['b']);
  });

  it('hands a message out again, before younger ones, when no acknowledgement comes in time', () => {
    const queue = new WorkQueue(30_000);
    queue.send('a');
    queue.receive(1, 0);
    queue.send('b');
    expect(queue.depth(29_999)).toBe(1);
    expect(queue.receive(2, 30_000)).toEqual([
      { id: 0, value: 'a', deliveryCount: 2 },
      { id: 1, value: 'b', deliveryCount: 1 },
    ]);
  });
});
