// Exercise 5: Message ordering. The task is in README.md beside this file.
// Grade it with:  npm run grade 5      A hint:  npm run hint 5

/** A record as a consumer is given it. Its value is left out, and its key where it does not matter. */
export interface ConsumerRecord {
  topic: string;
  partition: number;
  offset: number;
  timestamp: number;
  key?: string | null;
}

/** A · What Kafka promises of the order of two records, and no more than that. */
export function relation(a: ConsumerRecord, b: ConsumerRecord): 'before' | 'after' | 'same' | 'no-guarantee' {
  throw new Error('TODO: part A');
}

export interface PartitionLog {
  topic: string;
  partition: number;
  logStartOffset: number;
  logEndOffset: number;
  /** In the order of their offsets, which may have holes. */
  records: ConsumerRecord[];
}

export type Verdict =
  | { possible: true }
  | { possible: false; because: 'order' | 'gap' | 'unknown-record'; at: number };

/** The partition's name, such as orders-0: handy as the key of a Map. */
function nameOf({ topic, partition }: { topic: string; partition: number }): string {
  return `${topic}-${partition}`;
}

/** B · Could one consumer that reads these logs from their first records have been given exactly these records? */
export function isPossibleDelivery(logs: PartitionLog[], observed: ConsumerRecord[]): Verdict {
  // How many records of each partition were delivered so far.
  const delivered = new Map(logs.map((log) => [nameOf(log), 0]));
  for (const [at, record] of observed.entries()) {
    const log = logs.find((each) => nameOf(each) === nameOf(record));
    throw new Error('TODO: part B, is it in the log? Is it the one that is due? If not, return why not');
  }
  return { possible: true };
}

/** Something that was done: the seq-th event of what `key` names, and the record it came from. */
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

/** C · The effects that came, for the first time, after a later one of their key. */
export function orderViolations(effects: Effect[]): Violation[] {
  const highest = new Map<string, Effect>();
  const applied = new Set<string>();
  const violations: Violation[] = [];
  for (const effect of effects) {
    throw new Error(`TODO: part C, was ${effect.key}#${effect.seq} overtaken?`);
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
  /** outcomes[batchIndex][attempt], both from 0; what is missing is 'ok'. */
  outcomes: ('ok' | 'error' | 'ack-lost')[][];
}

/** D · The values in the partition's log once the producer has heard that every batch is in. */
export function appendWithRetries(batches: Batch[], { maxInFlight, enableIdempotence, outcomes }: Sending): string[] {
  const log: string[] = [];
  let waiting = batches.map((batch, index) => ({ ...batch, index, attempt: 0 }));
  while (waiting.length > 0) {
    const inFlight = waiting.slice(0, maxInFlight);
    const failed = inFlight.filter((batch) => {
      const outcome = outcomes[batch.index]?.[batch.attempt++] ?? 'ok';
      // Append to the log what reaches it, and return whether the batch has to be sent again.
      throw new Error(`TODO: part D, for the outcome ${outcome}`);
    });
    waiting = [...failed, ...waiting.slice(maxInFlight)];
  }
  return log;
}

// Beyond the hour (parts E and F): export countDeliveries(lengths) and verdicts.
