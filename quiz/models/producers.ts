import { z } from 'zod';
import { appendWithRetries } from '#kafka';
import { model } from './model.ts';

const names = ['A', 'B', 'C', 'D', 'E'];

function sent(count: number, failing: number, enableIdempotence: boolean): string[] {
  const batches = names.slice(0, count).map((value, seq) => ({ seq, value }));
  const outcomes = batches.map((_, index) => (index === failing ? ['error' as const] : []));
  return appendWithRetries(batches, { maxInFlight: 5, enableIdempotence, outcomes });
}

/** The order of batches in the log when one of them fails once while all are in flight. */
export const retriedOrder = model({
  doc: 'Order of the batches A, B, C … in the log when one of them, counted from 0, fails at its first attempt.',
  params: z.object({ batches: z.int().min(3).max(5), failing: z.int().min(0).max(3), idempotence: z.boolean() }),
  answer: z.string(),
  solve: ({ batches, failing, idempotence }) => sent(batches, failing, idempotence).join(', '),
  wrong: {
    other: ({ batches, failing, idempotence }) => sent(batches, failing, !idempotence).join(', '),
    first: ({ batches, failing }) => {
      const order = names.slice(0, batches);
      return [order[failing], ...order.filter((_, index) => index !== failing)].join(', ');
    },
    dropped: ({ batches, failing }) =>
      names
        .slice(0, batches)
        .filter((_, index) => index !== failing)
        .join(', '),
  },
  show: {
    all: ({ batches }) => names.slice(0, batches).join(', '),
    failed: ({ failing }) => names[failing]!,
  },
  suits: ({ batches, failing }) => failing > 0 && failing < batches - 1,
});
