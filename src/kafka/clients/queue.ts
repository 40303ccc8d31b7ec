/** A message in a work queue, and how often it was handed out. */
export interface QueuedMessage {
  readonly id: number;
  readonly value: string;
  readonly deliveryCount: number;
}

interface Held {
  readonly message: QueuedMessage;
  readonly untilMs: number;
}

/**
 * A classic work queue, to set beside Kafka's log; no part of Kafka. A message goes to one worker, waits out of sight for
 * its acknowledgement and is then gone for everybody: there are no offsets, and nobody can read again.
 */
export class WorkQueue {
  readonly #visibilityTimeoutMs: number;
  readonly #held = new Map<number, Held>();
  #waiting: QueuedMessage[] = [];
  #nextId = 0;

  constructor(visibilityTimeoutMs = 30_000) {
    this.#visibilityTimeoutMs = visibilityTimeoutMs;
  }

  send(value: string): number {
    this.#waiting.push({ id: this.#nextId, value, deliveryCount: 0 });
    return this.#nextId++;
  }

  /** Hands out the oldest waiting messages; each comes back if it is not acknowledged in time. */
  receive(maxMessages: number, nowMs: number): readonly QueuedMessage[] {
    this.#takeBackOverdue(nowMs);
    const handedOut = this.#waiting.splice(0, maxMessages).map(deliveredOnceMore);
    for (const message of handedOut) {
      this.#held.set(message.id, { message, untilMs: nowMs + this.#visibilityTimeoutMs });
    }
    return handedOut;
  }

  /** Removes a message for good; false if it is no longer held, because somebody else may have got it. */
  acknowledge(id: number, nowMs: number): boolean {
    this.#takeBackOverdue(nowMs);
    return this.#held.delete(id);
  }

  /** Messages that wait, held ones not counted. */
  depth(nowMs: number): number {
    this.#takeBackOverdue(nowMs);
    return this.#waiting.length;
  }

  #takeBackOverdue(nowMs: number): void {
    const overdue = [...this.#held.values()].filter(({ untilMs }) => untilMs <= nowMs);
    for (const { message } of overdue) this.#held.delete(message.id);
    this.#waiting = [...overdue.map(({ message }) => message), ...this.#waiting].sort((a, b) => a.id - b.id);
  }
}

function deliveredOnceMore(message: QueuedMessage): QueuedMessage {
  return { ...message, deliveryCount: message.deliveryCount + 1 };
}
