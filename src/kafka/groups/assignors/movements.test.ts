import { expect, it } from 'vitest';
import { topicPartition } from '#kafka';
import { Movements } from './movements.ts';

const [C0, C1, C2] = [0, 1, 2];
const topic = 0;

it('sends back what came the other way, first the one a HashSet of Java meets first', () => {
  const [p2, p10, other] = [0, 1, 2];
  const movements = new Movements(['p0-2', 'p0-10', 'p0-5'].map(topicPartition));
  expect(movements.better(topic, other, C1, C0)).toBe(other);
  movements.record(topic, p2, C0, C1);
  expect(movements.better(topic, other, C1, C0)).toBe(p2);
  movements.record(topic, p10, C0, C1);
  expect(movements.better(topic, other, C1, C0)).toBe(p10);
  movements.record(topic, p10, C1, C2);
  expect(movements.better(topic, other, C1, C0)).toBe(p2);
});
