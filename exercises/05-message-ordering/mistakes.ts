import {
  appendWithRetries,
  type DeliveryVerdict,
  type Effect,
  isPossibleDelivery,
  type NumberedBatch,
  nameOf,
  type OrderViolation,
  type Relation,
  relation,
  type Wire,
} from '#kafka';
import type { SeenLog, SeenRecord, Sending } from './arbitraries.ts';
import { type OrderVerdict, situations } from './situations.ts';

/** The logs a consumer reads. */
export type Logs = readonly SeenLog[];
/** What a consumer was given. */
export type Records = readonly SeenRecord[];

/** The relation of two numbers, whatever they count. */
export function compare(a: number, b: number): Relation {
  if (a === b) return 'same';
  return a < b ? 'before' : 'after';
}

/** Whether Kafka orders two records. */
export const inOnePartition = (a: SeenRecord, b: SeenRecord) => nameOf(a) === nameOf(b);
/** Whether two records are one. */
export const isSameRecord = (a: SeenRecord, b: SeenRecord) => inOnePartition(a, b) && a.offset === b.offset;

/** The true relation, but of a record to itself. */
export function beside(itself: Relation) {
  return (a: SeenRecord, b: SeenRecord) => (isSameRecord(a, b) ? itself : relation(a, b));
}

/** A delivery judged record by record: `due` says which record a student expects next, given those before. */
function judgedBy(due: (logs: Logs, observed: Records, at: number) => SeenRecord | undefined) {
  return (logs: Logs, observed: Records): DeliveryVerdict => {
    for (const [at, record] of observed.entries()) {
      if (!isKnown(logs, record)) return { possible: false, because: 'unknown-record', at };
      const expected = due(logs, observed, at);
      if (expected !== undefined && isSameRecord(record, expected)) continue;
      const isRepeat = observed.slice(0, at).some((before) => isSameRecord(before, record));
      const follows = expected !== undefined && observed.slice(at).some((later) => isSameRecord(later, expected));
      return { possible: false, because: isRepeat || follows ? 'order' : 'gap', at };
    }
    return { possible: true };
  };
}

/** A delivery that has to be the logs' records in one certain order. */
export const asOneLog = (inOrder: (logs: Logs) => Records) => judgedBy((logs, _, at) => inOrder(logs)[at]);

/** A delivery in which every offset of a partition has to come, from some first one on. */
export function withoutHoles(firstOf: (log: SeenLog) => number) {
  return judgedBy((logs, observed, at) => {
    const record = observed[at]!;
    const before = observed.slice(0, at).findLast((each) => inOnePartition(each, record));
    const log = logs.find((each) => nameOf(each) === nameOf(record));
    return log && { ...record, offset: before === undefined ? firstOf(log) : before.offset + 1 };
  });
}

/** A delivery of which only each record's own place among those before it is looked at. */
export function refusedWhere(isWrong: (observed: Records, at: number) => boolean) {
  return (logs: Logs, observed: Records): DeliveryVerdict => {
    for (const [at, record] of observed.entries()) {
      if (!isKnown(logs, record)) return { possible: false, because: 'unknown-record', at };
      if (isWrong(observed, at)) return { possible: false, because: 'order', at };
    }
    return { possible: true };
  };
}

function isKnown(logs: Logs, record: SeenRecord): boolean {
  return logs.some(({ records }) => records.some((each) => isSameRecord(each, record)));
}

/** The true verdict, told differently. */
export function retold(tell: (verdict: DeliveryVerdict, logs: Logs, observed: Records) => DeliveryVerdict) {
  return (logs: Logs, observed: Records) => tell(isPossibleDelivery(logs, observed), logs, observed);
}

/** The true verdict, but for a delivery that has come to no end, which is given a gap somewhere. */
export function unlessComplete(place: (observed: Records) => number) {
  return retold((verdict, logs, observed) => {
    const isShort = observed.length < logs.reduce((sum, { records }) => sum + records.length, 0);
    return verdict.possible && isShort ? { possible: false, because: 'gap', at: place(observed) } : verdict;
  });
}

/** Violations found by looking at each effect and those applied before it. */
export function violationsBy(overtaker: (before: readonly Effect[], effect: Effect) => Effect | undefined) {
  return (effects: readonly Effect[]): OrderViolation[] =>
    effects.flatMap((effect, at) => {
      const expectedAfter = overtaker(effects.slice(0, at), effect);
      return expectedAfter === undefined ? [] : [{ key: effect.key, expectedAfter, overtaken: effect }];
    });
}

/** The effects of the same key. */
export const ofKey = (effects: readonly Effect[], { key }: Effect) => effects.filter((effect) => effect.key === key);
/** Whether the effect happened before. */
export const isRepeat = (before: readonly Effect[], effect: Effect) =>
  ofKey(before, effect).some(({ seq }) => seq === effect.seq);
/** The first effect with the highest of some number. */
export const highestBy = (number: (effect: Effect) => number, effects: readonly Effect[]) =>
  effects.reduce<Effect | undefined>((top, each) => (top && number(top) >= number(each) ? top : each), undefined);
/** An effect's place among those of its key. */
export const seqOf = ({ seq }: Effect) => seq;
/** The offset of the record an effect came from. */
export const offsetOf = ({ source }: Effect) => source.offset;

/** Violations found by comparing with the highest so far, where one that was overtaken counts as the highest from then on. */
export function forgettingTheHighest(effects: readonly Effect[]): OrderViolation[] {
  const highest = new Map<string, Effect>();
  return effects.flatMap((effect, at) => {
    const top = highest.get(effect.key);
    const isLate = top !== undefined && effect.seq < top.seq;
    if (isLate && isRepeat(effects.slice(0, at), effect)) return [];
    highest.set(effect.key, effect);
    return isLate ? [{ key: effect.key, expectedAfter: top, overtaken: effect }] : [];
  });
}

/** Each effect that was overtaken, with each that came before it. */
export function inPairs(effects: readonly Effect[]): OrderViolation[] {
  return effects.flatMap((effect, at) => {
    const before = effects.slice(0, at);
    if (isRepeat(before, effect)) return [];
    const later = ofKey(before, effect).filter(({ seq }) => seq > effect.seq);
    return later.map((expectedAfter) => ({ key: effect.key, expectedAfter, overtaken: effect }));
  });
}

/** What a producer sends. */
export type Batches = readonly NumberedBatch[];

/** Right about idempotent producers, mistaken about the others. */
export function withoutIdempotence(send: (batches: Batches, options: Sending) => string[]) {
  return (batches: Batches, options: Sending) =>
    options.enableIdempotence ? appendWithRetries(batches, options) : send(batches, options);
}

/** Right about producers that are not idempotent, mistaken about those that are. */
export function withIdempotence(send: (batches: Batches, options: Sending) => string[]) {
  return (batches: Batches, options: Sending) =>
    options.enableIdempotence
      ? send(batches, { ...options, enableIdempotence: false })
      : appendWithRetries(batches, options);
}

/** The log with only the first copy of each batch. */
export function withoutCopies(batches: Batches, options: Sending): string[] {
  const numbered = batches.map(({ seq }, index) => ({ seq, value: String(index) }));
  return [...new Set(appendWithRetries(numbered, options))].map((index) => batches[Number(index)]!.value);
}

/** Takes one outcome for another. */
export function taking(outcome: Wire, as: Wire) {
  return withoutIdempotence((batches, options) => {
    const outcomes = options.outcomes.map((attempts) => attempts.map((each) => (each === outcome ? as : each)));
    return appendWithRetries(batches, { ...options, outcomes });
  });
}

/** One flight after another: what waits next is made of what was not sent yet, and what failed. */
export function inFlights(next: (waiting: readonly Waiting[], failed: readonly Waiting[]) => readonly Waiting[]) {
  return (batches: Batches, { maxInFlight, outcomes }: Sending): string[] => {
    const log: string[] = [];
    let waiting: readonly Waiting[] = batches.map((batch, index) => ({ ...batch, index, attempt: 0 }));
    while (waiting.length > 0) {
      const sent = waiting.slice(0, maxInFlight).map((batch) => {
        const outcome = outcomes[batch.index]?.[batch.attempt] ?? 'ok';
        if (outcome !== 'error') log.push(batch.value);
        return { ...batch, attempt: batch.attempt + 1, outcome };
      });
      const failed = sent.filter(({ outcome }) => outcome !== 'ok');
      waiting = next(waiting.slice(maxInFlight), failed);
    }
    return log;
  };
}

type Waiting = NumberedBatch & { readonly index: number; readonly attempt: number; readonly outcome?: Wire };

/** Every verdict right but one. */
export function saying(name: string, verdict: OrderVerdict) {
  const right = Object.entries(situations).map(([each, situation]) => [each, situation.verdict]);
  return () => ({ ...Object.fromEntries(right), [name]: verdict });
}
