import type { Wire } from '../scenario/step.ts';

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

/** What the leader made of a batch: wrote it, never saw it, refused it because its predecessor is missing, or had it already. */
export type Reception = 'appended' | 'not reached' | 'out of order' | 'duplicate';

/** One round of a producer's sends, and the log after it. */
export interface SendRound {
  readonly sent: readonly { readonly value: string; readonly wire: Wire; readonly reception: Reception }[];
  readonly log: readonly string[];
}

interface Sending extends NumberedBatch {
  readonly index: number;
  attempt: number;
}

/**
 * A producer that sends its batches over a bad network, round by round: it sends the first `maxInFlight` that wait, hears of
 * all, puts those that failed back in front, and goes on. Without idempotence a batch may land behind its successor, or twice;
 * with it the leader takes batches in sequence order, each once (ProducerStateManager).
 */
export function sendInRounds(batches: readonly NumberedBatch[], options: RetryOptions): SendRound[] {
  const rounds: SendRound[] = [];
  const log: string[] = [];
  let waiting: Sending[] = batches.map((batch, index) => ({ ...batch, index, attempt: 0 }));
  let nextIndex = 0;

  function receive({ index, value }: Sending, wire: Wire): Reception {
    if (wire === 'error') return 'not reached';
    if (options.enableIdempotence && index > nextIndex) return 'out of order';
    if (options.enableIdempotence && index < nextIndex) return 'duplicate';
    nextIndex = index + 1;
    log.push(value);
    return 'appended';
  }

  while (waiting.length > 0) {
    const sent = waiting.slice(0, options.maxInFlight).map((batch) => {
      const wire = options.outcomes[batch.index]?.[batch.attempt++] ?? 'ok';
      return { batch, value: batch.value, wire, reception: receive(batch, wire) };
    });
    const failed = sent.filter(({ wire, reception }) => wire !== 'ok' || reception === 'out of order');
    waiting = [...failed.map(({ batch }) => batch), ...waiting.slice(options.maxInFlight)];
    rounds.push({ sent: sent.map(({ value, wire, reception }) => ({ value, wire, reception })), log: [...log] });
  }
  return rounds;
}

/** What a partition's log holds after all of a producer's rounds. */
export function appendWithRetries(batches: readonly NumberedBatch[], options: RetryOptions): string[] {
  return [...(sendInRounds(batches, options).at(-1)?.log ?? [])];
}
