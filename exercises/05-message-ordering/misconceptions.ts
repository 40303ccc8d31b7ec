import type { Misconceptions } from '#check';
import { appendWithRetries, type Effect, isPossibleDelivery, orderViolations, relation } from '#kafka';
import type { SeenRecord, Sending } from './arbitraries.ts';
import {
  asOneLog,
  type Batches,
  beside,
  compare,
  forgettingTheHighest,
  highestBy,
  inFlights,
  inOnePartition,
  inPairs,
  isRepeat,
  isSameRecord,
  type Logs,
  offsetOf,
  ofKey,
  type Records,
  refusedWhere,
  retold,
  saying,
  seqOf,
  taking,
  unlessComplete,
  violationsBy,
  withIdempotence,
  withoutCopies,
  withoutHoles,
  withoutIdempotence,
} from './mistakes.ts';

export default {
  'M5-01': {
    belief:
      'takes timestamps for the order of records in different partitions, where Kafka promises none, whatever their timestamps say',
    relation: [
      (a: SeenRecord, b: SeenRecord) => (inOnePartition(a, b) ? relation(a, b) : compare(a.timestamp, b.timestamp)),
      (a: SeenRecord, b: SeenRecord) =>
        inOnePartition(a, b) || a.topic !== b.topic ? relation(a, b) : compare(a.timestamp, b.timestamp),
    ],
  },
  'M5-02': {
    belief: 'compares offsets of different partitions; every partition counts for itself, from 0',
    relation: [
      (a: SeenRecord, b: SeenRecord) => compare(a.offset, b.offset),
      (a: SeenRecord, b: SeenRecord) => (a.topic === b.topic ? compare(a.offset, b.offset) : 'no-guarantee'),
      (a: SeenRecord, b: SeenRecord) =>
        inOnePartition(a, b) || a.offset !== b.offset ? compare(a.offset, b.offset) : 'no-guarantee',
    ],
    isPossibleDelivery: refusedWhere((observed, at) => at > 0 && observed[at]!.offset < observed[at - 1]!.offset),
    orderViolations: violationsBy((before, effect) => {
      const top = highestBy(offsetOf, ofKey(before, effect));
      return top && effect.source.offset < top.source.offset && !isRepeat(before, effect) ? top : undefined;
    }),
  },
  'M5-03': {
    belief:
      'expects a consumer of several partitions to see records in the order of their timestamps; it may merge its partitions in any way',
    isPossibleDelivery: [
      asOneLog((logs) => logs.flatMap(({ records }) => records).sort((a, b) => a.timestamp - b.timestamp)),
      retold((verdict, _, observed) => {
        const at = observed.findIndex((record, index) => record.timestamp < (observed[index - 1]?.timestamp ?? 0));
        return verdict.possible && at > 0 ? { possible: false, because: 'order', at } : verdict;
      }),
    ],
  },
  'M5-04': {
    belief:
      'sees order only between records of one key; records of different keys are ordered too if they share a partition',
    relation: [
      (a: SeenRecord, b: SeenRecord) => (a.key === b.key ? relation(a, b) : 'no-guarantee'),
      (a: SeenRecord, b: SeenRecord) => (a.key === b.key && a.key !== null ? relation(a, b) : 'no-guarantee'),
    ],
  },
  'M5-05': {
    belief:
      'trusts a key across partitions; one key gives order only while all its records go to one partition, and a new partition count sends them elsewhere',
    relation: [
      (a: SeenRecord, b: SeenRecord) =>
        a.key === b.key && !inOnePartition(a, b) ? compare(a.timestamp, b.timestamp) : relation(a, b),
      (a: SeenRecord, b: SeenRecord) =>
        a.key === b.key && !inOnePartition(a, b) ? compare(a.offset, b.offset) : relation(a, b),
    ],
    verdicts: saying('add-partitions', 'kept'),
  },
  'M5-06': {
    belief:
      'never lets a retry change the order; without idempotence a batch that is sent again lands behind those that went through meanwhile',
    appendWithRetries: [
      withoutIdempotence((batches, options) => appendWithRetries(batches, { ...options, maxInFlight: 1 })),
      withoutIdempotence((batches) => batches.map(({ value }) => value)),
    ],
  },
  'M5-07': {
    belief:
      'lets an idempotent producer drop copies but not keep the order; its leader also refuses a batch whose predecessor is missing, so up to five in flight stay in order',
    appendWithRetries: withIdempotence(withoutCopies),
  },
  'M5-08': {
    belief:
      'drops batches that say the same; sequence numbers tell sends apart, not values, and two sends are two records',
    appendWithRetries: (batches: Batches, options: Sending) => {
      const log = appendWithRetries(batches, options);
      return options.enableIdempotence ? [...new Set(log)] : log;
    },
  },
  'M5-09': {
    belief: "orders what two producers send by their clocks; the leader's order is that of arrival",
    verdicts: saying('two-producers', 'kept'),
  },
  'M5-10': {
    belief:
      'takes reading in order for working in order; order ends where records of one key are worked on at the same time',
    verdicts: saying('thread-pool', 'kept'),
  },
  'M5-11': {
    belief: 'expects a side topic to keep the order; while a record waits there, later ones of its key overtake it',
    verdicts: saying('retry-topic', 'kept'),
  },
  'M5-12': {
    belief: 'takes a repeat for a violation; redelivery goes back and then forward again, and nothing is overtaken',
    orderViolations: [
      violationsBy((before, effect) => {
        const top = highestBy(seqOf, ofKey(before, effect));
        return top && effect.seq < top.seq ? top : undefined;
      }),
      violationsBy((before, effect) => {
        const top = highestBy(seqOf, ofKey(before, effect));
        return top && effect.seq <= top.seq ? top : undefined;
      }),
    ],
    verdicts: saying('rebalance-replay', 'can-break'),
  },
  'M5-13': {
    belief: 'orders the events of all keys among each other; only events of one key have to be in order',
    orderViolations: [
      violationsBy((before, effect) => {
        const top = highestBy(seqOf, before);
        return top && effect.seq < top.seq && !isRepeat(before, effect) ? top : undefined;
      }),
      violationsBy((before, effect) => {
        const top = highestBy(seqOf, before);
        return top && effect.seq < top.seq && !before.some(({ seq }) => seq === effect.seq) ? top : undefined;
      }),
    ],
  },
  'M5-14': {
    belief:
      'takes a hole in the offsets for a lost record; the due record is the next one in the log, whatever its offset',
    isPossibleDelivery: [
      withoutHoles(({ records }) => records[0]!.offset),
      withoutHoles(({ logStartOffset }) => logStartOffset),
      withoutHoles(() => 0),
      retold((verdict, _, observed) => {
        const at = observed.findIndex((record, index) => {
          const last = observed.slice(0, index).findLast((each) => inOnePartition(each, record));
          return last !== undefined && record.offset > last.offset + 1;
        });
        return at >= 0 && (verdict.possible || at < verdict.at) ? { possible: false, because: 'gap', at } : verdict;
      }),
    ],
  },
  'M5-15': {
    belief: 'goes by timestamps inside a partition; they are the clocks of producers and may go back, offsets never do',
    relation: (a: SeenRecord, b: SeenRecord) =>
      inOnePartition(a, b) ? compare(a.timestamp, b.timestamp) : 'no-guarantee',
  },
  'M5-16': {
    belief: 'treats a share group as a consumer group; a record that is released comes back after its successors',
    verdicts: saying('share-group', 'kept'),
  },
  'M5-17': {
    belief: "puts all records in the order of their timestamps; Kafka's order is that of offsets in one partition",
    relation: (a: SeenRecord, b: SeenRecord) => compare(a.timestamp, b.timestamp),
  },
  'M5-18': {
    belief: 'compares partition numbers but not topics; partition 0 of two topics is two partitions',
    relation: (a: SeenRecord, b: SeenRecord) =>
      a.partition === b.partition ? compare(a.offset, b.offset) : 'no-guarantee',
  },
  'M5-19': {
    belief: 'looks at the keys where Kafka looks at the partitions; a key gives order only by choosing a partition',
    relation: [
      (a: SeenRecord, b: SeenRecord) => (a.key === b.key ? compare(a.offset, b.offset) : 'no-guarantee'),
      (a: SeenRecord, b: SeenRecord) =>
        a.key === b.key && a.topic === b.topic ? compare(a.offset, b.offset) : 'no-guarantee',
    ],
  },
  'M5-20': {
    belief: 'expects one partition to be read to its end before the next begins; a consumer merges them in any way',
    isPossibleDelivery: asOneLog((logs) => logs.flatMap(({ records }) => records)),
  },
  'M5-21': {
    belief: 'asks only that offsets grow; a consumer is given every record of the log from its start, and skips none',
    isPossibleDelivery: refusedWhere((observed, at) => {
      const before = observed.slice(0, at).filter((each) => inOnePartition(each, observed[at]!));
      return before.length > 0 && observed[at]!.offset <= before.at(-1)!.offset;
    }),
  },
  'M5-22': {
    belief:
      'asks for every record of every log; a consumer may have been stopped at any moment, and what it saw is still possible',
    isPossibleDelivery: [
      unlessComplete((observed) => observed.length),
      unlessComplete((observed) => Math.max(0, observed.length - 1)),
    ],
  },
  'M5-23': {
    belief:
      'calls every record that came too early a gap; if the due one comes later, nothing is missing and the order is wrong',
    isPossibleDelivery: [
      retold((verdict) => (verdict.possible || verdict.because !== 'order' ? verdict : { ...verdict, because: 'gap' })),
      retold((verdict, _, observed) => {
        if (verdict.possible || verdict.because !== 'order') return verdict;
        const isAgain = observed.findIndex((each) => isSameRecord(each, observed[verdict.at]!)) < verdict.at;
        return isAgain ? verdict : { ...verdict, because: 'gap' };
      }),
    ],
  },
  'M5-24': {
    belief: 'calls every misfit a matter of order; if the due record never comes, it is a gap',
    isPossibleDelivery: retold((verdict) =>
      verdict.possible || verdict.because !== 'gap' ? verdict : { ...verdict, because: 'order' },
    ),
  },
  'M5-25': {
    belief: 'accepts a record that was delivered before; in this story the consumer never went back',
    isPossibleDelivery: (logs: Logs, observed: Records) => {
      const isFirst = (record: SeenRecord, at: number) =>
        !observed.slice(0, at).some((each) => isSameRecord(each, record));
      const verdict = isPossibleDelivery(logs, observed.filter(isFirst));
      if (verdict.possible) return verdict;
      const places = observed.flatMap((record, at) => (isFirst(record, at) ? [at] : []));
      return { ...verdict, at: places[verdict.at]! };
    },
  },
  'M5-26': {
    belief:
      'compares an effect only with the one just before it; it was overtaken if any later event of its key came first',
    orderViolations: [
      violationsBy((before, effect) => {
        const last = ofKey(before, effect).at(-1);
        return last && effect.seq < last.seq && !isRepeat(before, effect) ? last : undefined;
      }),
      violationsBy((before, effect) => {
        const last = before.at(-1);
        const isLater = last?.key === effect.key && effect.seq < last.seq;
        return isLater && !isRepeat(before, effect) ? last : undefined;
      }),
      forgettingTheHighest,
    ],
  },
  'M5-27': {
    belief: 'reports an overtaken effect once for each effect that came before it; one entry, with the highest, is due',
    orderViolations: [
      inPairs,
      (effects: readonly Effect[]) => inPairs(effects.filter((effect, at) => !isRepeat(effects.slice(0, at), effect))),
    ],
  },
  'M5-28': {
    belief:
      'gives the two effects in each other’s place; `overtaken` is the late one, `expectedAfter` the one that should have come after it',
    orderViolations: (effects: readonly Effect[]) =>
      orderViolations(effects).map(({ key, expectedAfter, overtaken }) => ({
        key,
        expectedAfter: overtaken,
        overtaken: expectedAfter,
      })),
  },
  'M5-29': {
    belief: 'takes a missing seq for a violation; nothing was overtaken, and the missing one may still come',
    orderViolations: violationsBy((before, effect) => {
      const last = highestBy(seqOf, ofKey(before, effect));
      return last && !isRepeat(before, effect) && effect.seq !== last.seq + 1 ? last : undefined;
    }),
  },
  'M5-30': {
    belief:
      'keeps a batch out of the log when only its answer was lost; the leader has it, and the retry writes it again',
    appendWithRetries: taking('ack-lost', 'error'),
  },
  'M5-31': {
    belief:
      'gives up on a batch that failed; a producer sends it again until it is in, or until delivery.timeout.ms is over',
    appendWithRetries: [
      withoutIdempotence((batches, { outcomes }) =>
        batches.filter((_, index) => outcomes[index]?.[0] !== 'error').map(({ value }) => value),
      ),
      withoutIdempotence(
        inFlights((waiting, failed) => [...failed.filter(({ outcome }) => outcome === 'ack-lost'), ...waiting]),
      ),
    ],
  },
  'M5-32': {
    belief: 'sends a failed batch behind those that still wait; a producer sends it again first',
    appendWithRetries: withoutIdempotence(inFlights((waiting, failed) => [...waiting, ...failed])),
  },
  'M5-33': {
    belief: 'treats an idempotent producer as any other; its leader takes batches in sequence order, each once',
    appendWithRetries: withIdempotence(appendWithRetries),
  },
  'M5-34': {
    belief: 'writes a batch although the request failed on its way; the leader never saw it',
    appendWithRetries: taking('error', 'ack-lost'),
  },
  'M5-35': {
    belief:
      'drops the copy that a lost answer leads to although the producer is not idempotent; only sequence numbers let the leader know it',
    appendWithRetries: withoutIdempotence(withoutCopies),
  },
  'M5-36': {
    belief: 'does not see when both are one record; what has the same topic, partition and offset is the same',
    relation: [beside('before'), beside('after'), beside('no-guarantee')],
  },
} satisfies Misconceptions;
