import { KafkaError, PartitionLog, type RecordBatch } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

type KafkaRecord = readonly [offset: number, key: string, value: string | null];

interface State {
  readonly logStartOffset: number;
  readonly highWatermark: number;
  readonly logEndOffset: number;
  readonly segments: readonly {
    readonly base: number;
    readonly bytes: number;
    readonly batches: readonly {
      readonly base: number;
      readonly last: number;
      readonly bytes: number;
      readonly maxTs: number;
      readonly epoch?: number;
      readonly deleteHorizon?: number;
      readonly records: readonly KafkaRecord[];
    }[];
  }[];
}

interface Cleaning {
  readonly op: 'clean';
  readonly at: number;
  readonly firstDirtyOffset: number;
  readonly firstUncleanableOffset: number;
  readonly cleanBytes: number;
  readonly cleanableBytes: number;
  readonly ratio?: number;
  readonly needCompactionNow?: boolean;
  readonly due: boolean;
  readonly nextDirtyOffset?: number;
}

type Op = { readonly state: State } & (
  | {
      readonly op: 'append';
      readonly at: number;
      readonly records: readonly (readonly [key: string | null, value: string | null])[];
      readonly error?: string;
      readonly hwNotAdvanced?: boolean;
    }
  | { readonly op: 'hw'; readonly offset: number }
  | { readonly op: 'advance' | 'roll' }
  | Cleaning
);

interface Vector {
  readonly config: {
    readonly segmentBytes: number;
    readonly deleteRetentionMs: number;
    readonly minCleanableDirtyRatio: number;
    readonly minCompactionLagMs: number;
    readonly maxCompactionLagMs: number;
  };
  readonly ops: readonly Op[];
}

/** The vectors' times are relative to some moment, and may lie before it; a record's timestamp is never negative. */
const start = 1_700_000_000_000;

/** Judges what a pass of the cleaner looks at and what it leaves, down to the bytes of every batch. */
export default function judge({ config, ops }: Vector): Verdict {
  const log = new PartitionLog(
    { topic: 't', partition: 0 },
    {
      'cleanup.policy': 'compact',
      'segment.bytes': config.segmentBytes,
      'delete.retention.ms': config.deleteRetentionMs,
      'min.cleanable.dirty.ratio': config.minCleanableDirtyRatio,
      'min.compaction.lag.ms': config.minCompactionLagMs,
      'max.compaction.lag.ms': config.maxCompactionLagMs,
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
      const records = op.records.map(([key, value]) => ({ key, value }));
      agree(
        `${step}: error`,
        errorOf(() => log.append(records, { now: start + op.at })),
        op.error,
      );
      if (!op.hwNotAdvanced) log.updateHighWatermark(log.logEndOffset);
      return;
    }
    case 'hw':
      log.updateHighWatermark(op.offset);
      return;
    case 'roll':
      log.roll();
      return;
    case 'clean':
      clean(log, op, step);
  }
}

function clean(log: PartitionLog, op: Cleaning, step: string): void {
  const { ratio, needCompactionNow, ...cleanable } = log.cleanable(start + op.at);
  const { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, due } = op;
  agree(`${step}: cleanable`, cleanable, { firstDirtyOffset, firstUncleanableOffset, cleanBytes, cleanableBytes, due });
  if (op.ratio !== undefined) agree(`${step}: ratio`, ratio, op.ratio);
  if (op.needCompactionNow !== undefined) agree(`${step}: overdue`, needCompactionNow, op.needCompactionNow);
  if (op.nextDirtyOffset !== undefined) agree(`${step}: next dirty`, log.clean(start + op.at), op.nextDirtyOffset);
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
      batches: batches.map(batchOf),
    })),
  };
}

function batchOf(batch: RecordBatch): State['segments'][number]['batches'][number] {
  return {
    base: batch.baseOffset,
    last: batch.lastOffset,
    bytes: batch.sizeInBytes,
    maxTs: batch.maxTimestamp - start,
    epoch: batch.leaderEpoch,
    ...(batch.deleteHorizonMs === undefined ? {} : { deleteHorizon: batch.deleteHorizonMs - start }),
    records: batch.records.map(({ offset, key, value }): KafkaRecord => [offset, key as string, value]),
  };
}
