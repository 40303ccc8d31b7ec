import { z } from 'zod';
import { integersFrom, PartitionLog, randomFrom } from '#kafka';
import { model } from './model.ts';
import { listed, table } from './shown.ts';

/** What retention.bytes allows on all disks together. */
export const diskUsed = model({
  doc: 'What retention.bytes, in GB, keeps at most of closed segments on all brokers together.',
  params: z.object({ partitions: z.int().min(1), replicas: z.int().min(1), gb: z.int().min(1) }),
  answer: z.int(),
  solve: ({ partitions, replicas, gb }) => partitions * replicas * gb,
  wrong: {
    topic: ({ gb }) => gb,
    replicas: ({ replicas, gb }) => replicas * gb,
    leaders: ({ partitions, gb }) => partitions * gb,
  },
  suits: ({ partitions, replicas, gb }) =>
    new Set([gb, replicas * gb, partitions * gb, partitions * replicas * gb]).size === 4,
});

const hourMs = 3_600_000;

/** Where a log starts once retention has looked at it. */
export const startAfterRetention = model({
  doc: 'The log start offset after the retention check, for segments whose newest records are some hours old (drawn by `shape`).',
  params: z.object({ shape: z.int(), hours: z.int().min(1) }),
  answer: z.int(),
  solve: ({ shape, hours }) => {
    const log = agedLog(shape, hours);
    log.deleteOldSegments(1000 * hourMs);
    return log.logStartOffset;
  },
  wrong: {
    records: ({ shape, hours }) => ages(shape).find(({ oldest }) => oldest <= hours)?.base ?? 40,
    none: () => 0,
    end: () => 40,
  },
  show: {
    segments: ({ shape }) =>
      table(
        ['segment', 'offsets', 'oldest record', 'newest record'],
        ages(shape).map(({ base, oldest, newest }, index) => [
          `${index + 1}${index === 3 ? ' (active)' : ''}`,
          `${base} to ${base + 9}`,
          `${oldest} h old`,
          `${newest} h old`,
        ]),
      ),
    gone: ({ shape, hours }) => ages(shape).filter(({ newest }) => newest > hours).length,
  },
  suits: ({ shape, hours }) => {
    const all = ages(shape);
    const log = agedLog(shape, hours);
    log.deleteOldSegments(1000 * hourMs);
    const right = log.logStartOffset;
    const byRecords = all.find(({ oldest }) => oldest <= hours)?.base ?? 40;
    return (
      right > 0 && right < 40 && byRecords !== right && byRecords !== 40 && all.every(({ newest }) => newest !== hours)
    );
  },
});

/** Four segments of ten offsets each, their ages falling. */
function ages(shape: number) {
  const draw = integersFrom(randomFrom(shape));
  let age = 20 + draw(30);
  return [0, 10, 20, 30].map((base) => {
    const oldest = age;
    const newest = Math.max(1, oldest - 3 - draw(8));
    age = Math.max(1, newest - 1);
    return { base, oldest, newest };
  });
}

function agedLog(shape: number, hours: number): PartitionLog {
  const log = new PartitionLog({ topic: 'logs', partition: 0 }, { 'retention.ms': hours * hourMs });
  const now = 1000 * hourMs;
  ages(shape).forEach(({ oldest, newest }, index) => {
    if (index > 0) log.roll();
    for (let n = 0; n < 10; n++)
      log.append([{ key: null, value: 'v', timestamp: now - (n === 0 ? oldest : newest) * hourMs }], { now });
  });
  log.updateHighWatermark(log.logEndOffset);
  return log;
}

/** What compaction leaves. */
export const compactedOffsets = model({
  doc: 'The offsets that are left after the cleaner has been through the closed segments of a compacted log, drawn by `shape`.',
  params: z.object({ shape: z.int() }),
  answer: z.string(),
  solve: ({ shape }) => offsetsOf(cleaned(shape)).join(', '),
  wrong: {
    everywhere: ({ shape }) => newest(written(shape)).join(', '),
    renumbered: ({ shape }) =>
      offsetsOf(cleaned(shape))
        .map((_, index) => index)
        .join(', '),
    untouched: ({ shape }) =>
      written(shape)
        .map((_, index) => index)
        .join(', '),
  },
  show: {
    closed: ({ shape }) => written(shape).slice(0, CLOSED).map(line).join('\n'),
    active: ({ shape }) =>
      written(shape)
        .slice(CLOSED)
        .map((each, index) => line(each, index + CLOSED))
        .join('\n'),
    gone: ({ shape }) =>
      listed(
        written(shape)
          .map((_, index) => index)
          .filter((index) => !offsetsOf(cleaned(shape)).includes(index)),
      ),
  },
  suits: ({ shape }) => {
    const left = offsetsOf(cleaned(shape));
    const renumbered = left.map((_, index) => index);
    return (
      left.length >= 4 &&
      left.length <= 6 &&
      newest(written(shape)).join() !== left.join() &&
      renumbered.join() !== left.join()
    );
  },
});

const CLOSED = 5;

const line = ({ key, value }: { key: string; value: string }, offset: number) => `offset ${offset}  ${key}=${value}`;

function written(shape: number): { key: string; value: string }[] {
  const draw = integersFrom(randomFrom(shape));
  const values = new Map<string, number>();
  return Array.from({ length: 7 }, () => {
    const key = ['u1', 'u2', 'u3'][draw(3)]!;
    const value = (values.get(key) ?? 0) + 1;
    values.set(key, value);
    return { key, value: String.fromCharCode(64 + value) };
  });
}

function cleaned(shape: number): PartitionLog {
  const log = new PartitionLog({ topic: 'users', partition: 0 }, { 'cleanup.policy': 'compact' });
  written(shape).forEach((record, index) => {
    if (index === CLOSED) log.roll();
    log.append([{ ...record, timestamp: index }], { now: index });
  });
  log.updateHighWatermark(log.logEndOffset);
  log.clean(100);
  return log;
}

const offsetsOf = (log: PartitionLog) => log.read(log.logStartOffset).records.map((record) => record.offset);

const newest = (records: readonly { readonly key: string }[]) =>
  records.flatMap(({ key }, index) => (records.slice(index + 1).some((later) => later.key === key) ? [] : [index]));
