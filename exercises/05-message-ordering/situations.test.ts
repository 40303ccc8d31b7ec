import { describe, expect, it } from 'vitest';
import { type Effect, orderViolations } from '#kafka';
import { situations } from './situations.ts';

function verdictOf(effects: readonly Effect[]) {
  if (orderViolations(effects).length > 0) return 'can-break';
  return new Set(effects.map(({ seq }) => seq)).size < effects.length ? 'repeats-only' : 'kept';
}

describe.each(Object.entries(situations))('%s', (_, { verdict, effects }) => {
  it('has the verdict that the model plays out', () => {
    expect(verdictOf(effects())).toBe(verdict);
  });
});

it('tells the stories it means to tell', () => {
  const told = Object.values(situations).map(({ effects }) =>
    effects().map(({ seq, source }) => `#${seq} ${source.topic}-${source.partition}@${source.offset}`),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      [
        "#0 orders-1@0",
        "#1 orders-1@1",
        "#2 orders-1@2",
      ],
      [
        "#0 orders-2@0",
        "#2 orders-0@0",
        "#1 orders-1@0",
      ],
      [
        "#1 orders-2@0",
        "#2 orders-2@1",
        "#0 orders-1@0",
      ],
      [
        "#1 orders-1@1",
        "#2 orders-1@2",
        "#0 orders-1@0",
      ],
      [
        "#1 orders-1@1",
        "#2 orders-1@2",
        "#0 orders-retry-0@0",
      ],
      [
        "#1 orders-1@0",
        "#0 orders-1@1",
      ],
      [
        "#0 orders-1@0",
        "#1 orders-1@1",
        "#2 orders-1@2",
        "#1 orders-1@1",
        "#2 orders-1@2",
      ],
      [
        "#1 orders-1@1",
        "#2 orders-1@2",
        "#0 orders-1@0",
      ],
    ]
  `);
});
