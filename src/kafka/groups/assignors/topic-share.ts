import { NOBODY } from './claims.ts';
import type { SubscribedTopic } from './subscribers.ts';

/**
 * One topic on its way to its subscribers (RangeAssignor.TopicAssignmentState). Each is to have as many partitions as
 * the others, or one more as long as there are such places. Subscribers go by their turn, which is their place in the list.
 */
export class TopicShare {
  readonly topic: string;
  readonly subscribers: readonly number[];
  /** By partition, whose turn it fell to; NOBODY as yet. */
  readonly turnOf: Int32Array;
  readonly #sizes: Int32Array;
  readonly #least: number;
  #openExtras: number;

  constructor({ topic, partitionCount, subscribers }: SubscribedTopic) {
    this.topic = topic;
    this.subscribers = subscribers;
    this.turnOf = new Int32Array(partitionCount).fill(NOBODY);
    this.#sizes = new Int32Array(subscribers.length);
    this.#least = Math.floor(partitionCount / subscribers.length);
    this.#openExtras = partitionCount % subscribers.length;
  }

  hasRoom(turn: number): boolean {
    return this.#sizes[turn]! < this.#least + (this.#openExtras > 0 ? 1 : 0);
  }

  give(partition: number, turn: number): void {
    this.turnOf[partition] = turn;
    if (++this.#sizes[turn]! > this.#least) this.#openExtras--;
  }

  /** Gives what nobody has yet in runs of neighbours, turn by turn. */
  giveRanges(): void {
    let turn = 0;
    for (let partition = 0; partition < this.turnOf.length; partition++) {
      if (this.turnOf[partition] !== NOBODY) continue;
      while (!this.hasRoom(turn)) turn++;
      this.give(partition, turn);
    }
  }
}
