import { PartitionLog } from '#kafka';
import { agree, passed, type Verdict } from '../verdict.ts';

interface Vector {
  readonly entries: readonly { readonly epoch: number; readonly n: number }[];
  readonly epochEntries: readonly (readonly [epoch: number, startOffset: number])[];
  readonly logEndOffset: number;
  readonly highWatermark: number;
  readonly queries: readonly {
    readonly epoch: number;
    readonly answer: { readonly epoch: number; readonly endOffset: number } | null;
  }[];
  readonly truncateTo: number;
  readonly after: Pick<Vector, 'logEndOffset' | 'epochEntries' | 'highWatermark'>;
}

/** Judges what a leader's epoch cache answers, and what truncation leaves of it. */
export default function judge({ entries, queries, truncateTo, after, ...before }: Vector): Verdict {
  const log = new PartitionLog({ topic: 't', partition: 0 });
  for (const { epoch, n } of entries) {
    log.leaderEpochs.assign(epoch, log.logEndOffset);
    for (let i = 0; i < n; i++) log.append([{ key: null, value: `${epoch}.${i}` }], { now: 0, leaderEpoch: epoch });
  }
  log.updateHighWatermark(before.highWatermark);
  agreeOnState('before truncation', log, before);
  for (const { epoch, answer } of queries) {
    agree(`end of epoch ${epoch}`, log.leaderEpochs.endOf(epoch, log.logEndOffset) ?? null, answer);
  }
  log.truncateTo(truncateTo);
  agreeOnState(`after truncation to ${truncateTo}`, log, after);
  return passed;
}

function agreeOnState(when: string, log: PartitionLog, kafka: Vector['after']): void {
  const { logEndOffset, highWatermark, leaderEpochs } = log;
  const epochEntries = leaderEpochs.entries.map(({ epoch, startOffset }) => [epoch, startOffset]);
  const { logEndOffset: end, highWatermark: high, epochEntries: starts } = kafka;
  agree(
    when,
    { logEndOffset, highWatermark, epochEntries },
    { logEndOffset: end, highWatermark: high, epochEntries: starts },
  );
}
