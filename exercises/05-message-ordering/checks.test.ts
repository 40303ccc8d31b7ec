import { describe, expect, it } from 'vitest';
import { answerOf, judge, programsWith } from '#check';
import parts from './checks.ts';
import misconceptions from './misconceptions.ts';

const checks = parts.flatMap((part) => part.checks);

/** The smallest call that generated inputs find, with none of the chosen ones. */
async function smallestCall(id: keyof typeof misconceptions, title: string): Promise<string | undefined> {
  const check = checks.find((each) => each.title.startsWith(title))!;
  const functions = { ...check.reference, ...programsWith(misconceptions[id])[0] };
  const ask = async (name: string, args: readonly unknown[]) => answerOf(functions[name]!, args);
  const verdict = await judge({ ...check, always: [] }, ask, { seed: 42 });
  return verdict.verdict === 'disproved' ? verdict.counterexample.call : undefined;
}

describe('generated stories shrink to the smallest one that shows', () => {
  it('a timestamp taken for an order', async () => {
    expect(await smallestCall('M5-01', 'says of two records')).toMatchInlineSnapshot(
      `"relation({ topic: "orders", partition: 0, offset: 0, key: "k1", timestamp: 0 }, { topic: "orders", partition: 1, offset: 0, key: "k1", timestamp: 1 })"`,
    );
  });

  it('a hole taken for a loss', async () => {
    expect(await smallestCall('M5-14', 'accepts every way')).toMatchInlineSnapshot(
      `"isPossibleDelivery([{ topic: "orders", partition: 0, logStartOffset: 0, logEndOffset: 3, records: [{ topic: "orders", partition: 0, offset: 0, timestamp: 0 }, { topic: "orders", partition: 0, offset: 2, timestamp: 0 }] }], [{ topic: "orders", partition: 0, offset: 0, timestamp: 0 }, { topic: "orders", partition: 0, offset: 2, timestamp: 0 }])"`,
    );
  });

  it('partitions read one after another', async () => {
    expect(await smallestCall('M5-20', 'accepts every way')).toMatchInlineSnapshot(
      `"isPossibleDelivery([{ topic: "orders", partition: 0, logStartOffset: 0, logEndOffset: 1, records: [{ topic: "orders", partition: 0, offset: 0, timestamp: 0 }] }, { topic: "orders", partition: 1, logStartOffset: 0, logEndOffset: 1, records: [{ topic: "orders", partition: 1, offset: 0, timestamp: 0 }] }], [{ topic: "orders", partition: 1, offset: 0, timestamp: 0 }])"`,
    );
  });

  it('a repeat taken for a violation', async () => {
    expect(await smallestCall('M5-12', 'finds each effect')).toMatchInlineSnapshot(
      `"orderViolations([{ key: "k1", seq: 0, source: { topic: "orders", partition: 0, offset: 0 } }, { key: "k1", seq: 1, source: { topic: "orders", partition: 1, offset: 0 } }, { key: "k1", seq: 0, source: { topic: "orders", partition: 0, offset: 0 } }])"`,
    );
  });

  it('retries that never change the order', async () => {
    expect(await smallestCall('M5-06', 'lets a batch that failed')).toMatchInlineSnapshot(
      `"appendWithRetries([{ seq: 0, value: "a" }, { seq: 1, value: "b" }], { maxInFlight: 2, enableIdempotence: false, outcomes: [["error"]] })"`,
    );
  });

  it('idempotence that drops what says the same', async () => {
    expect(await smallestCall('M5-08', 'keeps order and drops copies')).toMatchInlineSnapshot(
      `"appendWithRetries([{ seq: 0, value: "a" }, { seq: 1, value: "a" }], { maxInFlight: 1, enableIdempotence: true, outcomes: [] })"`,
    );
  });
});
