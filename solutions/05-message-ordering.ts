export interface ConsumerRecord {
  topic: string;
  partition: number;
  offset: number;
  timestamp: number;
  key?: string | null;
}

// Neither the timestamps nor the keys are looked at: only the offsets of one partition say what was before what.
export function relation(a: ConsumerRecord, b: ConsumerRecord): 'before' | 'after' | 'same' | 'no-guarantee' {
  if (nameOf(a) !== nameOf(b)) return 'no-guarantee';
  if (a.offset === b.offset) return 'same';
  return a.offset < b.offset ? 'before' : 'after';
}

export interface PartitionLog {
  topic: string;
  partition: number;
  logStartOffset: number;
  logEndOffset: number;
  records: ConsumerRecord[];
}

export type Verdict = { possible: true } | { possible: false; because: 'order' | 'gap' | 'unknown-record'; at: number };

function nameOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}-${partition}`;
}

// Each partition is read on its own. The due record is the next one in the log, not the next offset, since compaction and
// transaction markers leave holes.
export function isPossibleDelivery(logs: PartitionLog[], observed: ConsumerRecord[]): Verdict {
  const delivered = new Map(logs.map((log) => [nameOf(log), 0]));
  for (const [at, record] of observed.entries()) {
    const log = logs.find((each) => nameOf(each) === nameOf(record));
    const place = log?.records.findIndex(({ offset }) => offset === record.offset) ?? -1;
    if (log === undefined || place < 0) return { possible: false, because: 'unknown-record', at };
    const count = delivered.get(nameOf(record)) ?? 0;
    if (place !== count) {
      const due = log.records[count];
      const follows = due !== undefined && observed.slice(at).some((later) => relation(later, due) === 'same');
      return { possible: false, because: place < count || follows ? 'order' : 'gap', at };
    }
    delivered.set(nameOf(record), count + 1);
  }
  return { possible: true };
}

export interface Effect {
  key: string;
  seq: number;
  source: { topic: string; partition: number; offset: number };
}

export interface Violation {
  key: string;
  expectedAfter: Effect;
  overtaken: Effect;
}

// An effect that was applied before is a repeat: at-least-once delivery, and no business of the order.
export function orderViolations(effects: Effect[]): Violation[] {
  const highest = new Map<string, Effect>();
  const applied = new Set<string>();
  const violations: Violation[] = [];
  for (const effect of effects) {
    const { key, seq } = effect;
    const top = highest.get(key);
    if (top === undefined || seq > top.seq) highest.set(key, effect);
    else if (!applied.has(`${key}#${seq}`)) violations.push({ key, expectedAfter: top, overtaken: effect });
    applied.add(`${key}#${seq}`);
  }
  return violations;
}

export interface Batch {
  seq: number;
  value: string;
}

export interface Sending {
  maxInFlight: number;
  enableIdempotence: boolean;
  outcomes: ('ok' | 'error' | 'ack-lost')[][];
}

// An idempotent leader takes a batch only if its sequence number is the next one. What it already has it acknowledges without
// writing it again; what comes too early it refuses, and the producer sends it again. So the log is the batches, in order.
export function appendWithRetries(batches: Batch[], { maxInFlight, enableIdempotence, outcomes }: Sending): string[] {
  if (enableIdempotence) return batches.map(({ value }) => value);
  const log: string[] = [];
  let waiting = batches.map((batch, index) => ({ ...batch, index, attempt: 0 }));
  while (waiting.length > 0) {
    const inFlight = waiting.slice(0, maxInFlight);
    const failed = inFlight.filter((batch) => {
      const outcome = outcomes[batch.index]?.[batch.attempt++] ?? 'ok';
      if (outcome !== 'error') log.push(batch.value);
      return outcome !== 'ok';
    });
    waiting = [...failed, ...waiting.slice(maxInFlight)];
  }
  return log;
}

// The multinomial coefficient: all orders of all records, of which those that differ only inside a partition are one.
export function countDeliveries(lengths: number[]): bigint {
  const factorial = (n: number): bigint => (n <= 1 ? 1n : BigInt(n) * factorial(n - 1));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return lengths.reduce((count, length) => count / factorial(length), factorial(total));
}

export const verdicts = {
  'key-by-order': 'kept', // one key, one partition, one record after the other
  'no-key': 'can-break', // the events of one order lie in several partitions
  'add-partitions': 'can-break', // later events may go to another partition than earlier ones
  'thread-pool': 'can-break', // read in order is not done in order
  'retry-topic': 'can-break', // later events overtake the one that waits
  'two-producers': 'can-break', // the leader's order is that of arrival
  'rebalance-replay': 'repeats-only', // back to the committed offset, and forward again
  'share-group': 'can-break', // what is released comes back after its successors
};
