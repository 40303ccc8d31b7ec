import { PartitionLog, type TimestampOffset } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly timestamps: readonly (readonly number[])[];
  readonly segmentBases: readonly number[];
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly queries: readonly { readonly target: number; readonly answer: TimestampOffset | null }[];
  readonly earliest: number;
  readonly latest: number;
  readonly maxTimestamp: TimestampOffset | null;
}

/** Judges the answers of ListOffsets. Segments are rolled where Kafka rolled them. */
export default function judge({ timestamps, segmentBases, ...vector }: Vector): Verdict {
  const log = new PartitionLog({ topic: 't', partition: 0 });
  for (const batch of timestamps) {
    if (segmentBases.includes(log.logEndOffset)) log.roll();
    log.append(
      batch.map((timestamp) => ({ key: null, value: 'v', timestamp })),
      { now: 0 },
    );
  }
  log.updateHighWatermark(vector.logEndOffset);
  log.deleteRecords(vector.logStartOffset);
  agree(
    'segments',
    log.segments.map(({ baseOffset }) => baseOffset),
    segmentBases,
  );
  for (const { target, answer } of vector.queries) {
    agree(`offset for timestamp ${target}`, log.offsetForTimestamp(target), answer);
  }
  agree('earliest', log.logStartOffset, vector.earliest);
  agree('latest', log.highWatermark, vector.latest);
  agree('max timestamp', log.offsetOfMaxTimestamp(), vector.maxTimestamp);
  return passed;
}
