import type { Step } from '#kafka';
import { commit, crash, join, onOneBroker, poll, type Story, send } from './story.ts';

/** What the offset picture says of one consumer of one partition. */
export interface OffsetPicture {
  readonly records: readonly string[];
  readonly committed: number;
  readonly lastHandled?: string | null | undefined;
  readonly nextRead?: string | null | undefined;
}

const messages = ['msg0', 'msg1', 'msg2', 'msg3', 'msg4'];

/** A consumer that handles so many records, commits, and dies; and the one that comes after it. */
export function offsetStory(handled: number): Story {
  const polls: Step[] = handled === 0 ? [] : [poll('c1', 'billing', handled)];
  return {
    stage: onOneBroker({ topic: 'orders' }),
    steps: [
      ...messages.map((value) => send('orders-0', value)),
      join('c1'),
      ...polls,
      commit('c1'),
      crash('c1'),
      join('c2'),
      poll('c2', 'billing', 1),
    ],
    toldFrom: messages.length,
    points: 'The committed offset is that of the record after the last one handled, and the next to be read.',
  };
}

/** Whether the picture's three values belong together, wherever the consumer stands. */
export function isTrueOfOffsets({ records, committed, lastHandled = null, nextRead = null }: OffsetPicture): boolean {
  const isOurs = records.length === messages.length && records.every((record, at) => record === messages[at]);
  const isPlace = Number.isInteger(committed) && 0 <= committed && committed <= records.length;
  return (
    isOurs && isPlace && lastHandled === (records[committed - 1] ?? null) && nextRead === (records[committed] ?? null)
  );
}

/** The lesson's three records, a fourth that begins a new segment, and the cleaner. */
export const compactionStory: Story = {
  stage: onOneBroker({ topic: 'profiles', settings: { 'cleanup.policy': 'compact', 'segment.ms': 3_600_000 } }),
  steps: [
    send('profiles-0', 'Alice', { key: 'user1' }),
    send('profiles-0', 'Bob', { key: 'user2' }),
    send('profiles-0', 'Alice Smith', { key: 'user1' }),
    { do: 'advance', ms: 4_000_000 },
    send('profiles-0', 'Carol', { key: 'user3' }),
    { do: 'clean' },
  ],
  points: 'The cleaner takes the first record away. The others stay where they are, with the offsets they had.',
};

/** What the story leaves of the lesson's three records. */
export const compacted = [
  { offset: 1, key: 'user2', value: 'Bob' },
  { offset: 2, key: 'user1', value: 'Alice Smith' },
];
