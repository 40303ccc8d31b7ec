import { type Appended, KafkaError, type MarkerType, PartitionLog } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface State {
  readonly highWatermark: number;
  readonly logEndOffset: number;
  readonly lastStableOffset: number;
  readonly producers: Readonly<
    Record<string, { readonly epoch: number; readonly lastSeq: number; readonly txnStart?: number }>
  >;
  readonly visible: { readonly read_uncommitted: readonly number[]; readonly read_committed: readonly number[] };
}

interface ProducerFields {
  readonly pid: number;
  readonly epoch: number;
}

type Op = { readonly state: State; readonly error?: string } & (
  | (ProducerFields & {
      readonly op: 'append';
      readonly seq: number;
      readonly n: number;
      readonly txn: boolean;
      readonly result?: Appended;
    })
  | { readonly op: 'plain'; readonly n: number; readonly result?: Appended }
  | (ProducerFields & { readonly op: 'marker'; readonly type: MarkerType; readonly result?: number })
  | { readonly op: 'hw'; readonly offset: number }
);

interface Vector {
  readonly transactionVersion: 1 | 2;
  readonly ops: readonly Op[];
}

/** Judges which batches the leader takes, and what readers of both isolation levels see after each. */
export default function judge({ transactionVersion, ops }: Vector): Verdict {
  const log = new PartitionLog({ topic: 't', partition: 0 });
  for (const [i, op] of ops.entries()) {
    const step = `step ${i}, ${op.op}`;
    const { result, error } = outcomeOf(() => perform(log, op, transactionVersion));
    agree(`${step}: error`, error, op.error);
    if (op.op !== 'hw') agree(`${step}: result`, result, op.result);
    agree(`${step}: state`, stateOf(log), op.state);
  }
  return passed;
}

function perform(log: PartitionLog, op: Op, transactionVersion: 1 | 2): unknown {
  switch (op.op) {
    case 'append': {
      const { pid: producerId, epoch: producerEpoch, seq: baseSequence, txn: transactional } = op;
      return log.append(records(op.n), {
        now: 0,
        producer: { producerId, producerEpoch, baseSequence, transactional },
      });
    }
    case 'plain':
      return log.append(records(op.n), { now: 0 });
    case 'marker': {
      const { pid: producerId, epoch: producerEpoch, type } = op;
      return log.appendMarker({ producerId, producerEpoch, type, now: 0, transactionVersion });
    }
    case 'hw':
      return log.updateHighWatermark(op.offset);
  }
}

function records(count: number) {
  return Array.from({ length: count }, () => ({ key: null, value: 'v' }));
}

function outcomeOf(action: () => unknown): { readonly result?: unknown; readonly error?: string } {
  try {
    return { result: action() };
  } catch (error) {
    if (error instanceof KafkaError) return { error: error.code };
    throw error;
  }
}

function stateOf(log: PartitionLog): State {
  const { highWatermark, logEndOffset, lastStableOffset } = log;
  const producers = [...log.producers].map(([producerId, { producerEpoch, lastSequence, transactionStart }]) => {
    const transaction = transactionStart === undefined ? {} : { txnStart: transactionStart };
    return [String(producerId), { epoch: producerEpoch, lastSeq: lastSequence, ...transaction }] as const;
  });
  const offsetsSeen = (isolation: 'read_uncommitted' | 'read_committed') =>
    log.read(0, { isolation }).records.map(({ offset }) => offset);
  return {
    highWatermark,
    logEndOffset,
    lastStableOffset,
    producers: Object.fromEntries(producers),
    visible: { read_uncommitted: offsetsSeen('read_uncommitted'), read_committed: offsetsSeen('read_committed') },
  };
}
