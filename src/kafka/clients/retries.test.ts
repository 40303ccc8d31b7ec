import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendWithRetries } from './retries.ts';

const batches = ['1', '2', '3'].map((value, seq) => ({ seq, value }));

it('lets a retried batch land behind its successors, unless one is in flight or the producer is idempotent', () => {
  const outcomes = [['error' as const]];
  expect(appendWithRetries(batches, { maxInFlight: 5, enableIdempotence: false, outcomes })).toEqual(['2', '3', '1']);
  expect(appendWithRetries(batches, { maxInFlight: 1, enableIdempotence: false, outcomes })).toEqual(['1', '2', '3']);
  expect(appendWithRetries(batches, { maxInFlight: 5, enableIdempotence: true, outcomes })).toEqual(['1', '2', '3']);
});

it('writes a batch twice when its answer is lost, unless the producer is idempotent', () => {
  const outcomes = [['ack-lost' as const]];
  expect(appendWithRetries(batches, { maxInFlight: 1, enableIdempotence: false, outcomes })).toEqual([
    '1',
    '1',
    '2',
    '3',
  ]);
  expect(appendWithRetries(batches, { maxInFlight: 1, enableIdempotence: true, outcomes })).toEqual(['1', '2', '3']);
});

it('keeps an idempotent log complete, in order and free of duplicates, whatever the network does', () => {
  const anOutcome = fc.constantFrom('ok' as const, 'error' as const, 'ack-lost' as const);
  fc.assert(
    fc.property(
      fc.array(fc.array(anOutcome, { maxLength: 4 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (outcomes, maxInFlight) => {
        const sent = outcomes.map((_, seq) => ({ seq, value: `${seq}` }));
        const log = appendWithRetries(sent, { maxInFlight, enableIdempotence: true, outcomes });
        expect(log).toEqual(sent.map(({ value }) => value));
      },
    ),
  );
});
