import { z } from 'zod';
import {
  integersFrom,
  lagOf,
  offsetToCommit,
  PartitionLog,
  pollLog,
  randomFrom,
  runWithCrash,
  safeOffset,
  startingPosition,
} from '#kafka';
import { model } from './model.ts';
import { listed, table } from './shown.ts';

const offset = z.int().min(0);

const run = (from: number, count: number) => Array.from({ length: count }, (_, index) => ({ offset: from + index }));

/** What to commit after processing a run of records. */
export const toCommit = model({
  doc: 'The offset to commit after processing `count` records from offset `first` on.',
  params: z.object({ first: offset, count: z.int().min(1) }),
  answer: z.int(),
  solve: ({ first, count }) => offsetToCommit(run(first, count))!,
  wrong: { last: ({ first, count }) => first + count - 1, skips: ({ first, count }) => first + count + 1 },
  show: {
    offsets: ({ first, count }) => listed(run(first, count).map((record) => record.offset)),
    last: ({ first, count }) => first + count - 1,
  },
});

const reset = z.enum(['earliest', 'latest']);

/** Where a restarted consumer goes on. */
export const startsAt = model({
  doc: 'Where a consumer starts with a committed offset, in a log from `start` to `end`.',
  params: z.object({ committed: offset, start: offset, end: offset, reset }),
  answer: z.int(),
  solve: ({ committed, start, end, reset: policy }) =>
    startingPosition(committed, { logStartOffset: start, logEndOffset: end }, policy),
  wrong: {
    next: ({ committed }) => committed + 1,
    start: ({ start }) => start,
    end: ({ end }) => end,
    committed: ({ committed }) => committed,
  },
  show: { last: ({ end }) => end - 1 },
  suits: ({ committed, start, end }) => start + 1 < committed && committed + 2 < end,
});

/** Where a consumer starts whose committed offset has expired with its records. */
export const startsAfterLoss = model({
  doc: 'Where a consumer starts whose committed offset lies before the log start.',
  params: z.object({ committed: offset, start: offset, end: offset, reset }),
  answer: z.int(),
  solve: ({ committed, start, end, reset: policy }) =>
    startingPosition(committed, { logStartOffset: start, logEndOffset: end }, policy),
  wrong: {
    committed: ({ committed }) => committed,
    other: ({ start, end, reset: policy }) => (policy === 'earliest' ? end : start),
    zero: () => 0,
  },
  show: { last: ({ end }) => end - 1 },
  suits: ({ committed, start, end }) => committed > 0 && committed + 2 < start && start + 3 < end,
});

/** A group's lag. */
export const lag = model({
  doc: 'The lag that tools report, from log end, committed offset and position.',
  params: z.object({ end: offset, committed: offset, position: offset }),
  answer: z.int(),
  solve: ({ end, committed }) => lagOf({ logEndOffset: end }, committed),
  wrong: {
    position: ({ end, position }) => end - position,
    one: ({ end, committed }) => end - 1 - committed,
    ahead: ({ committed, position }) => position - committed,
  },
  suits: ({ end, committed, position }) =>
    committed < position &&
    position < end &&
    new Set([end - committed, end - position, end - 1 - committed, position - committed]).size === 4,
});

/** A poll over the holes that compaction leaves. */
export const pollOverHoles = model({
  doc: 'The records and the position of a poll in a log with holes, drawn by `shape`.',
  params: z.object({ shape: z.int(), max: z.int().min(2).max(3) }),
  answer: z.record(z.string(), z.union([z.string(), z.int()])),
  solve: ({ shape, max }) => {
    const { log, position } = holes(shape);
    const polled = pollLog(log, position, max);
    return { offsets: polled.records.map((record) => record.offset).join(','), position: polled.position };
  },
  wrong: {
    dense: ({ shape, max }) => {
      const { position } = holes(shape);
      return {
        offsets: run(position, max)
          .map((record) => record.offset)
          .join(','),
        position: position + max,
      };
    },
    last: ({ shape, max }) => {
      const { log, position } = holes(shape);
      const offsets = pollLog(log, position, max).records.map((record) => record.offset);
      return { offsets: offsets.join(','), position: offsets.at(-1)! };
    },
  },
  show: {
    offsets: ({ shape }) => listed(holes(shape).log.records.map((record) => record.offset)),
    from: ({ shape }) => holes(shape).position,
    end: ({ shape }) => holes(shape).log.logEndOffset,
  },
  suits: ({ shape, max }) => {
    const { log, position } = holes(shape);
    const left = log.records.filter((record) => record.offset >= position);
    const polled = pollLog(log, position, max);
    const last = polled.records.at(-1)!.offset;
    return left.length > max && left[0]!.offset > position && ![last, last + 1].includes(position + max);
  },
});

/** A log of about nine offsets, some of which compaction has emptied, and a position in a hole. */
function holes(shape: number) {
  const draw = integersFrom(randomFrom(shape));
  const start = draw(40);
  const records = run(start, 10).filter((_, index) => index === 9 || draw(2) === 0);
  const gap = run(start + 1, 8).find((each) => !records.some((record) => record.offset === each.offset));
  return { log: { logStartOffset: start, logEndOffset: start + 10, records }, position: gap?.offset ?? start };
}

/** What is safe to commit when records are processed in parallel. */
export const safeToCommit = model({
  doc: 'The highest offset that is safe to commit while several threads process records from `first` on; drawn by `shape`.',
  params: z.object({ first: offset, shape: z.int() }),
  answer: z.int(),
  solve: ({ first, shape }) => safeOffset(work(first, shape).events)!,
  wrong: {
    highest: ({ first, shape }) => Math.max(...work(first, shape).finished) + 1,
    below: ({ first, shape }) => safeOffset(work(first, shape).events)! - 1,
    count: ({ first, shape }) => first + work(first, shape).finished.length,
  },
  show: {
    finished: ({ first, shape }) => listed(work(first, shape).finished),
    running: ({ first, shape }) => listed(work(first, shape).running),
    last: ({ first }) => first + 5,
  },
  suits: ({ first, shape }) => {
    const { events, finished, running } = work(first, shape);
    const right = safeOffset(events)!;
    const others = [Math.max(...finished) + 1, right - 1, first + finished.length];
    return (
      running.length === 2 &&
      finished.length === 4 &&
      right > first &&
      !others.includes(right) &&
      new Set(others).size === 3
    );
  },
});

function work(first: number, shape: number) {
  const draw = integersFrom(randomFrom(shape));
  const offsets = run(first, 6).map((record) => record.offset);
  const running = offsets.filter(() => draw(3) === 0);
  const finished = offsets.filter((each) => !running.includes(each));
  const events = [
    ...offsets.map((each) => ({ type: 'started' as const, offset: each })),
    ...finished.map((each) => ({ type: 'finished' as const, offset: each })),
  ];
  return { events, running, finished };
}

const crash = z.object({
  poll: z.int().min(2).max(6),
  crashAfter: z.int().min(1).max(12),
  commit: z.enum(['before', 'after']),
});

/** What a crash repeats or loses. */
export const crashOutcome = model({
  doc: 'How many of twelve records a crash makes a consumer process twice, or never.',
  params: crash,
  answer: z.int(),
  solve: (given) => {
    const { lost, repeated } = crashed(given);
    return given.commit === 'before' ? lost.length : repeated.length;
  },
  wrong: {
    none: () => 0,
    all: ({ crashAfter }) => crashAfter,
    batch: ({ poll }) => poll,
  },
  show: {
    offsets: (given) => {
      const { lost, repeated } = crashed(given);
      return listed(given.commit === 'before' ? lost : repeated);
    },
    polls: ({ poll }) => Math.ceil(12 / poll),
  },
  suits: (given) => {
    const { lost, repeated } = crashed(given);
    const count = given.commit === 'before' ? lost.length : repeated.length;
    return given.crashAfter > given.poll && ![0, given.crashAfter, given.poll].includes(count);
  },
});

function crashed({ poll, crashAfter, commit }: z.infer<typeof crash>) {
  return runWithCrash(
    { logStartOffset: 0, logEndOffset: 12, records: run(0, 12) },
    { commit, maxPollRecords: poll, crashAfter },
  );
}

/** The first offset at or after a time. */
export const offsetAtTime = model({
  doc: 'The offset that offsetsForTimes gives for a time, in a log of six records whose timestamps are drawn by `shape`.',
  params: z.object({ shape: z.int() }),
  answer: z.int(),
  solve: ({ shape }) => {
    const { log, target } = timed(shape);
    return log.offsetForTimestamp(target)!.offset;
  },
  wrong: {
    nearest: ({ shape }) => {
      const { times, target } = timed(shape);
      const distances = times.map((time) => Math.abs(time - target));
      return distances.indexOf(Math.min(...distances));
    },
    before: ({ shape }) => {
      const { log, target } = timed(shape);
      return log.offsetForTimestamp(target)!.offset - 1;
    },
  },
  show: {
    log: ({ shape }) =>
      table(
        ['offset', 'timestamp'],
        timed(shape).times.map((time, index) => [index, clock(time)]),
      ),
    target: ({ shape }) => clock(timed(shape).target),
  },
  suits: ({ shape }) => {
    const { log, times, target } = timed(shape);
    const right = log.offsetForTimestamp(target)?.offset;
    const distances = times.map((time) => Math.abs(time - target));
    const nearest = distances.indexOf(Math.min(...distances));
    return right !== undefined && right > 1 && nearest !== right && nearest !== right - 1 && !times.includes(target);
  },
});

function timed(shape: number) {
  const draw = integersFrom(randomFrom(shape));
  const times = Array.from({ length: 6 }, (_, index) => index * 20 + draw(50));
  const log = new PartitionLog({ topic: 'orders', partition: 0 });
  for (const timestamp of times) log.append([{ key: null, value: 'v', timestamp: timestamp * 1000 }], { now: 300_000 });
  const seconds = draw(100);
  return {
    times,
    target: seconds,
    log: { offsetForTimestamp: (target: number) => log.offsetForTimestamp(target * 1000) },
  };
}

const clock = (seconds: number) =>
  `12:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
