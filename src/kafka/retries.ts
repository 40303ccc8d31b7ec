import type { Wire } from './step.ts';

/** A producer's batch, as small as it can be: its sequence number and what it says. */
export interface NumberedBatch {
  readonly seq: number;
  readonly value: string;
}

export interface RetryOptions {
  /** max.in.flight.requests.per.connection */
  readonly maxInFlight: number;
  readonly enableIdempotence: boolean;
  /** By batch, then by attempt; what is missing is `ok`. */
  readonly outcomes: readonly (readonly Wire[])[];
}

interface Sending extends NumberedBatch {
  readonly index: number;
  attempt: number;
}

/**
 * What a partition's log holds after a producer has sent its batches over a bad network. It sends the first `maxInFlight`
 * that wait, hears of all, puts those that failed back in front, and goes on. Without idempotence a batch may land behind its
 * successor, or twice; with it the leader takes batches in sequence order, each once (ProducerStateManager).
 */
export function appendWithRetries(batches: readonly NumberedBatch[], options: RetryOptions): string[] {
  const log: string[] = [];
  let waiting: Sending[] = batches.map((batch, index) => ({ ...batch, index, attempt: 0 }));
  let appended = 0;
  while (waiting.length > 0) {
    const failed = waiting.slice(0, options.maxInFlight).filter((batch) => {
      const outcome = options.outcomes[batch.index]?.[batch.attempt++] ?? 'ok';
      if (outcome === 'error') return true;
      if (!options.enableIdempotence) log.push(batch.value);
      // The leader refuses a batch whose predecessor is missing, and acknowledges one it has without writing it again.
      else if (batch.index > appended) return true;
      else if (batch.index === appended) {
        log.push(batch.value);
        appended++;
      }
      return outcome === 'ack-lost';
    });
    waiting = [...failed, ...waiting.slice(options.maxInFlight)];
  }
  return log;
}
