import {
  appendWithRetries,
  brokerValues,
  consumerValues,
  countDeliveries,
  movedKeys,
  offsetToCommit,
  PartitionLog,
  partitionForKey,
  producerValues,
  recordSize,
  runWithCrash,
  topicValues,
} from '#kafka';
import { bigRecordBytes, crash, dayMs, members, retentionDay, ruler, sentKeys } from './scenes.ts';

/** A sentence of the lesson, or a piece of one. What stands at an even place is the lesson's wording, the rest what the model says. */
export interface Fact {
  readonly parts: readonly string[];
  /** Where a fact comes from that no model can compute. */
  readonly source?: string;
}

function says(words: TemplateStringsArray, ...values: readonly (string | number | boolean)[]): Fact {
  return { parts: words.flatMap((word, index) => (index < values.length ? [word, String(values[index])] : [word])) };
}

function from(source: string, ...sentences: readonly string[]): Fact[] {
  return sentences.map((sentence) => ({ parts: [sentence], source }));
}

const broker = brokerValues({});
const producer = producerValues({});
const consumer = consumerValues({});
const topic = topicValues({});
const seconds = (ms: number) => ms / 1000;
const minutes = (ms: number) => ms / 60_000;
const hours = (ms: number) => ms / 3_600_000;
const days = (ms: number) => ms / dayMs;

const offsetsOf = (key: string) => {
  const partition = partitionForKey(key, 3);
  const lane = sentKeys.filter((each) => partitionForKey(each, 3) === partition);
  return lane.flatMap((each, offset) => (each === key ? [offset] : []));
};

const manyKeys = Array.from({ length: 10_000 }, (_, index) => `user-${index}`);
const percentMoved = Math.round((100 * movedKeys(manyKeys, 3, 4).length) / manyKeys.length);

const placed = ['alice', 'bob', 'carol', 'user2'].map(
  (key) => says`| \`${key}\` | ${partitionForKey(key, 3)} | ${partitionForKey(key, 4)} |`,
);

const sent = (enableIdempotence: boolean) =>
  appendWithRetries(
    ['1', '2', '3'].map((value, seq) => ({ seq, value })),
    { maxInFlight: producer['max.in.flight.requests.per.connection'], enableIdempotence, outcomes: [['error']] },
  ).join(' ');

const laneSizes = [0, 1, 2].map((lane) => sentKeys.filter((key) => partitionForKey(key, 3) === lane).length);

/** How much a log holds at its fullest, as a multiple of retention.bytes, when segments are as large as that. */
function fullest(): number {
  const limit = 100_000;
  const log = new PartitionLog({ topic: 'orders', partition: 0 }, { 'segment.bytes': limit, 'retention.bytes': limit });
  const sizes = Array.from({ length: 1000 }, (_, now) => {
    log.append([{ key: 'alice', value: 'x'.repeat(1000), timestamp: now }], { now });
    log.updateHighWatermark(log.logEndOffset);
    log.deleteOldSegments(now);
    return log.sizeInBytes;
  });
  return Math.round(Math.max(...sizes) / limit);
}

const repeated = runWithCrash(crash.log, { ...crash, commit: 'after' }).repeated;

/** Every number in the lesson's prose, with the sentence it stands in. */
export const facts: readonly Fact[] = [
  says`Offsets begin at ${new PartitionLog({ topic: 'orders', partition: 0 }).logEndOffset} _in every partition_`,
];
