import fc, { type Arbitrary } from 'fast-check';
import type { Offset } from '#kafka';
import type { Log } from './reference.ts';

/** How many offsets without a record come before a record, or before the log end: mostly none. */
const aHole = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
);

/** A log of up to eight records with holes; all that is before its start is gone. It shrinks to the empty log at 0. */
export const aLog: Arbitrary<Log> = fc
  .tuple(
    fc.oneof({ withCrossShrink: true }, fc.constant(0), fc.nat({ max: 6 })),
    fc.array(aHole, { maxLength: 8 }),
    aHole,
  )
  .map(([start, holes, tail]) => logOf(start, holes, tail));

/** A log with a record at each of these offsets, as checks write it by hand. */
export function logWith(logStartOffset: Offset, offsets: readonly Offset[], logEndOffset: Offset): Log {
  return { logStartOffset, logEndOffset, records: offsets.map((offset) => ({ offset })) };
}

/** A log, and an offset between its start and its end. */
export const aPlace: Arbitrary<readonly [Log, Offset]> = fc
  .tuple(aLog, fc.nat({ max: 16 }))
  .map(([log, from]) => [log, Math.min(log.logStartOffset + from, log.logEndOffset)]);

/** A log, and a committed offset that is not in it: deleted by now, or never written. */
export const aLostPlace: Arbitrary<readonly [Log, Offset]> = fc
  .tuple(aLog, fc.boolean(), fc.integer({ min: 1, max: 4 }))
  .map(([log, isBeyond, by]) => [
    log,
    isBeyond || log.logStartOffset === 0 ? log.logEndOffset + by : Math.max(0, log.logStartOffset - by),
  ]);

/** Records in the order of their offsets that workers take and finish: some are still in work at the end. */
export const someWork = fc
  .array(fc.record({ hole: aHole, waits: fc.nat({ max: 5 }), isFinished: fc.boolean() }), { maxLength: 6 })
  .map((records) => {
    let next = 0;
    const taken = records.map(({ hole, waits, isFinished }, at) => {
      const offset = next + hole;
      next = offset + 1;
      return { offset, at, until: isFinished ? at + waits : null };
    });
    const started = taken.map(({ offset, at }) => ({ type: 'started' as const, offset, time: at }));
    const finished = taken.flatMap(({ offset, until }) =>
      until === null ? [] : [{ type: 'finished' as const, offset, time: until + 0.5 }],
    );
    return [...started, ...finished].sort((a, b) => a.time - b.time).map(({ type, offset }) => ({ type, offset }));
  });

function logOf(start: Offset, holes: readonly number[], tail: number): Log {
  const offsets: Offset[] = [];
  let next = start;
  for (const hole of holes) {
    offsets.push(next + hole);
    next += hole + 1;
  }
  return logWith(start, offsets, next + tail);
}
