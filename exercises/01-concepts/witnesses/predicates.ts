import {
  type ConsumerRecord,
  nameOf,
  type Offset,
  type PartitionSnapshot,
  type Step,
  type Trace,
  type TraceEntry,
} from '#kafka';
import { leaderLog } from './story.ts';

/** Whether every record was on all replicas at the moment it was acknowledged to a producer with acks=all. */
export function isAcknowledgedOnEveryReplica(trace: Trace): boolean {
  return acknowledgedByAll(trace).every(({ offset, partition }) =>
    partition.logs.every(({ records }) => records.some((record) => record.offset === offset)),
  );
}

/** Whether every record was on all replicas of the ISR at the moment it was acknowledged to a producer with acks=all. */
export function isAcknowledgedOnTheIsr(trace: Trace): boolean {
  return acknowledgedByAll(trace).every(({ offset, partition: { isr, logs } }) =>
    logs.every(({ broker, records }) => !isr.includes(broker) || records.some((record) => record.offset === offset)),
  );
}

/** Whether members were given only records that every replica of the ISR had. */
export function isGivenWhatTheIsrHas(trace: Trace): boolean {
  return trace.every(({ records = [], after }) =>
    records.every((record) => {
      const partition = after.partitions.find((each) => nameOf(each) === nameOf(record));
      const inSync = partition?.logs.filter(({ broker }) => partition.isr.includes(broker)) ?? [];
      return inSync.every(({ logEndOffset }) => logEndOffset > record.offset);
    }),
  );
}

/** Whether, whenever the cleaner had run, the logs of compacted topics had one record for each key. */
export function isOnePerKey(trace: Trace): boolean {
  const cleaned = trace.filter(({ step, error }) => step.do === 'clean' && error === undefined);
  return cleaned.every(({ after }) =>
    after.partitions
      .filter(({ topic }) => topic === 'profiles')
      .every((partition) => {
        const keys = leaderLog(partition).map(({ key }) => key);
        return new Set(keys).size === keys.length;
      }),
  );
}

/** Whether every member that was given records of a partition another had read went on where that one had stopped. */
export function takesOverWhereLeft(trace: Trace): boolean {
  const stopped = new Map<string, { readonly reader: string; readonly next: Offset }>();
  const lives = new Map<string, number>();
  for (const { step, records = [] } of trace) {
    if (step.do === 'seek') stopped.delete(`${step.group} ${step.tp}`);
    if (step.do === 'join') lives.set(memberOf(step), (lives.get(memberOf(step)) ?? 0) + 1);
    if (step.do !== 'poll') continue;
    const reader = `${memberOf(step)} ${lives.get(memberOf(step))}`;
    for (const [tp, first, last] of runs(records)) {
      const place = `${step.group} ${tp}`;
      const before = stopped.get(place);
      if (before !== undefined && before.reader !== reader && before.next !== first) return false;
      stopped.set(place, { reader, next: last + 1 });
    }
  }
  return true;
}

interface Acknowledged {
  readonly offset: Offset;
  /** The partition at the moment of the acknowledgement. */
  readonly partition: PartitionSnapshot;
}

/** Records that were acknowledged to producers with acks=all, which may be some steps after they were sent. */
function acknowledgedByAll(trace: Trace): Acknowledged[] {
  const settings = new Map<string, unknown>();
  const acks = new Map<string, unknown>();
  return trace.flatMap(({ step, happened, after }) => {
    if (step.do === 'openProducer') settings.set(step.producer, step.settings?.['acks']);
    return happened.flatMap((each) => {
      if (each.type === 'appended') acks.set(`${each.tp}@${each.offset}`, acksOf(step, settings));
      if (each.type !== 'acknowledged' || !isAll(acks.get(`${each.tp}@${each.offset}`))) return [];
      const partition = after.partitions.find((partition) => nameOf(partition) === each.tp);
      return partition === undefined ? [] : [{ offset: each.offset, partition }];
    });
  });
}

function acksOf(step: Step, settings: ReadonlyMap<string, unknown>): unknown {
  return step.do === 'produce' ? (step.acks ?? settings.get(step.producer ?? 'p')) : undefined;
}

/** acks=all, by its other name, or by default. */
function isAll(acks: unknown): boolean {
  return acks === undefined || ['all', '-1'].includes(String(acks));
}

function memberOf({ group, memberId }: { readonly group: string; readonly memberId: string }): string {
  return `${group} ${memberId}`;
}

/** For each partition among a poll's records: its name, and the first and last offset. */
function runs(records: NonNullable<TraceEntry['records']>): [tp: string, first: Offset, last: Offset][] {
  const byPartition = new Map<string, ConsumerRecord[]>();
  for (const record of records) byPartition.set(nameOf(record), [...(byPartition.get(nameOf(record)) ?? []), record]);
  return [...byPartition].map(([tp, run]) => [tp, run[0]!.offset, run.at(-1)!.offset]);
}
