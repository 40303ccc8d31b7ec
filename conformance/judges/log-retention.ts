import { type ConsumerRecord, KafkaError, PartitionLog } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface State {
  readonly logStartOffset: number;
  readonly highWatermark: number;
  readonly logEndOffset: number;
  readonly segments: readonly {
    readonly base: number;
    readonly bytes: number;
    readonly offsets: readonly (readonly [first: number, last: number])[];
  }[];
}

type Op = { readonly state: State } & (
  | {
      readonly op: 'append';
      readonly ts: readonly number[];
      readonly batchBytes: number;
      readonly rolled: boolean;
      readonly firstOffset: number;
      readonly hwNotAdvanced?: boolean;
    }
  | { readonly op: 'hw'; readonly offset: number }
  | { readonly op: 'advance' | 'roll' }
  | { readonly op: 'retention'; readonly at: number; readonly deletedSegments: number }
  | { readonly op: 'deleteRecords'; readonly before: number; readonly error?: string }
);

interface Vector {
  readonly config: {
    readonly segmentBytes: number;
    readonly segmentMs: number;
    readonly retentionMs: number;
    readonly retentionBytes: number;
  };
  readonly ops: readonly Op[];
}

/** The vectors' times are relative to some moment, and may lie before it; a record's timestamp is never negative. */
const start = 1_700_000_000_000;

/** Judges segments, rolling and retention, state by state. */
export default function judge({ config, ops }: Vector): Verdict {
  const log = new PartitionLog(
    { topic: 't', partition: 0 },
    {
      'segment.bytes': config.segmentBytes,
      'segment.ms': config.segmentMs,
      'retention.ms': config.retentionMs,
      'retention.bytes': config.retentionBytes,
    },
  );
  for (const [i, op] of ops.entries()) {
    const step = `step ${i}, ${op.op}`;
    perform(log, op, step);
    agree(`${step}: state`, stateOf(log), op.state);
  }
  return passed;
}

function perform(log: PartitionLog, op: Op, step: string): void {
  switch (op.op) {
    case 'append': {
      const segmentCount = log.segments.length;
      agree(`${step}: first offset`, log.logEndOffset, op.firstOffset);
      appendOfSize(log, op.ts, op.batchBytes);
      agree(`${step}: rolled`, log.segments.length > segmentCount, op.rolled);
      if (!op.hwNotAdvanced) log.updateHighWatermark(log.logEndOffset);
      return;
    }
    case 'hw':
      log.updateHighWatermark(op.offset);
      return;
    case 'roll':
      log.roll();
      return;
    case 'retention':
      agree(`${step}: deleted segments`, log.deleteOldSegments(start + op.at), op.deletedSegments);
      return;
    case 'deleteRecords':
      agree(
        `${step}: error`,
        errorOf(() => log.deleteRecords(op.before)),
        op.error,
      );
  }
}

/** The vectors tell a batch's bytes but not its records' values, so the batch is made here and not by the log. */
function appendOfSize(log: PartitionLog, timestamps: readonly number[], sizeInBytes: number): void {
  const baseOffset = log.logEndOffset;
  const records = timestamps.map((timestamp, i): ConsumerRecord => {
    const place = { topic: 't', partition: 0, offset: baseOffset + i, leaderEpoch: 0 };
    return { ...place, timestamp: start + timestamp, timestampType: 'CreateTime', headers: [], key: null, value: 'v' };
  });
  const lastOffset = baseOffset + records.length - 1;
  const maxTimestamp = start + Math.max(...timestamps);
  log.appendAsFollower([{ baseOffset, lastOffset, leaderEpoch: 0, maxTimestamp, sizeInBytes, records }]);
}

function errorOf(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof KafkaError) return error.code;
    throw error;
  }
}

function stateOf({ logStartOffset, highWatermark, logEndOffset, segments }: PartitionLog): State {
  return {
    logStartOffset,
    highWatermark,
    logEndOffset,
    segments: segments.map(({ baseOffset, sizeInBytes, batches }) => ({
      base: baseOffset,
      bytes: sizeInBytes,
      offsets: batches.map((batch) => [batch.baseOffset, batch.lastOffset]),
    })),
  };
}
