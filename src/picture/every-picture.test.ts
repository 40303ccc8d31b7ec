import * as fc from 'fast-check';
import stringWidth from 'fast-string-width';
import { describe, expect, test } from 'vitest';
import {
  beside,
  type Canvas,
  compareAssignments,
  compareLanes,
  compareSequences,
  drawAssignment,
  drawBits,
  drawCrash,
  drawKeyBytes,
  drawKeyJourney,
  drawKeysByPartition,
  drawOffsetRuler,
  drawOrderTimeline,
  drawReplicas,
  drawRounds,
  drawTopology,
  drawVerdicts,
  tellEntry,
} from './index.ts';

// Whatever a student may type: wide characters, marks that turn text around, line ends, half characters, nothing.
const aName = fc.oneof(
  fc.constantFrom('orders', 'a', '', '日本', 'é', 'x'.repeat(90), 'a\nb', '\u202eabc', '\ud800', '👩‍🚀', '\t', 'c10'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const anOffset = fc.oneof(fc.nat(12), fc.nat(100_000), fc.constantFrom(0, 999, 1_000_000));
const aNumber = fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, -1, Infinity, 0.5, 7));
const somePartitions = fc.array(fc.record({ topic: aName, partition: fc.integer({ min: -1, max: 30 }) }), {
  maxLength: 8,
});
const anAssignment = fc.dictionary(aName, somePartitions, { maxKeys: 5, noNullPrototype: true });
const aRecord = fc.record({
  topic: aName,
  partition: fc.nat(3),
  offset: anOffset,
  label: fc.option(aName, { nil: undefined }),
});
const aLog = fc
  .record({ start: anOffset, length: fc.oneof(fc.nat(15), fc.nat(5000)), seed: fc.nat(9) })
  .map(({ start, length, seed }) => ({
    logStartOffset: start,
    logEndOffset: start + length,
    offsets: Array.from({ length }, (_, index) => start + index).filter((offset) => (offset * 7 + seed) % 3 > 0),
  }));
const someSettings = fc.array(aName, { maxLength: 4 });

const pictures: Record<string, fc.Arbitrary<(canvas: Canvas) => string[]>> = {
  bits: fc
    .array(fc.record({ name: fc.constantFrom('hash', 'yours'), value: aNumber }), { maxLength: 4 })
    .map((rows) => (canvas) => drawBits({ rows }, canvas)),
  'key bytes': fc
    .record({
      characters: fc.array(fc.record({ character: aName, bytes: fc.uint8Array({ maxLength: 4 }) }), { maxLength: 12 }),
      taken: fc.uint8Array({ maxLength: 60 }),
    })
    .map((keyBytes) => (canvas) => drawKeyBytes(keyBytes, canvas)),
  'key journey': fc
    .record({
      topic: aName,
      key: aName,
      keyBytes: fc.uint8Array({ maxLength: 60 }),
      hash: fc.integer(),
      positive: fc.nat(),
      partitionCount: fc.nat(50),
      partition: aNumber,
    })
    .map((journey) => (canvas) => drawKeyJourney(journey, canvas)),
  lanes: fc
    .record({
      partitionCount: fc.nat(5),
      yours: fc.array(fc.record({ partition: aNumber, label: aName }), { maxLength: 12 }),
      kafkas: fc.array(fc.record({ partition: fc.nat(4), label: aName }), { maxLength: 12 }),
    })
    .map(({ partitionCount, yours, kafkas }) => (canvas) => {
      return compareLanes({ partitionCount, records: yours }, { partitionCount, records: kafkas }, canvas);
    }),
  'rounds of sending': fc
    .array(
      fc.record({
        sent: fc.array(
          fc.record({
            value: aName,
            wire: fc.constantFrom('ok' as const, 'error' as const, 'ack-lost' as const),
            reception: fc.constantFrom('appended' as const, 'not reached' as const, 'out of order' as const),
          }),
          { maxLength: 6 },
        ),
        log: fc.array(aName, { maxLength: 8 }),
      }),
      { maxLength: 3 },
    )
    .map((rounds) => (canvas) => drawRounds(rounds, canvas)),
  'keys by partition': fc
    .record({ partitionCount: fc.nat(8), keys: fc.array(fc.record({ key: aName, partition: aNumber })) })
    .map((keys) => (canvas) => drawKeysByPartition(keys, canvas)),
  'offset ruler': fc
    .record({
      name: aName,
      log: aLog,
      position: fc.option(aNumber),
      committed: fc.option(aNumber),
      marks: fc.array(fc.record({ offset: aNumber, text: fc.constantFrom('yours', 'Kafka says') }), { maxLength: 3 }),
    })
    .map(
      ({ log, ...rest }) =>
        (canvas) =>
          drawOffsetRuler({ ...log, ...rest }, canvas),
    ),
  assignment: fc
    .record({
      partitionCounts: fc.dictionary(aName, fc.nat(40), { maxKeys: 4, noNullPrototype: true }),
      before: fc.option(anAssignment, { nil: undefined }),
      after: anAssignment,
      title: aName,
    })
    .map((matrix) => (canvas) => beside([{ title: 'yours', lines: drawAssignment(matrix, canvas) }], canvas)),
  'two assignments': fc
    .record({
      partitionCounts: fc.dictionary(aName, fc.nat(40), { maxKeys: 4, noNullPrototype: true }),
      members: fc.array(aName),
      after: anAssignment,
      expected: anAssignment,
    })
    .map((matrix) => (canvas) => compareAssignments(matrix, canvas)),
  'two sequences': fc.record({ yours: fc.array(aName), kafkas: fc.array(aName) }).map(
    ({ yours, kafkas }) =>
      (canvas) =>
        compareSequences(yours, kafkas, canvas),
  ),
  replicas: fc
    .record({
      name: aName,
      highWatermark: anOffset,
      logs: fc.array(aLog, { minLength: 1, maxLength: 3 }),
      label: aName,
    })
    .map(({ name, highWatermark, logs, label }) => (canvas) => {
      const replicas = logs.map(({ offsets, ...ends }, index) => {
        return { broker: index + 1, ...ends, records: new Map(offsets.map((offset) => [offset, label || undefined])) };
      });
      return drawReplicas({ name, leader: 1, leaderEpoch: 0, isr: [1, 2], highWatermark, replicas }, canvas);
    }),
  crash: fc
    .record({ name: aName, log: aLog, committed: fc.option(anOffset), crashAfter: fc.nat(9) })
    .map(({ name, log, committed, crashAfter }) => (canvas) => {
      const before = log.offsets.slice(0, crashAfter);
      return drawCrash({ name, ...log, before, after: log.offsets.slice(crashAfter - 2, 30), committed }, canvas);
    }),
  'order timeline': fc
    .record({
      logs: fc.array(fc.array(aRecord, { maxLength: 9 }), { maxLength: 3 }),
      observed: fc.array(aRecord, { maxLength: 9 }),
      marks: fc.array(fc.record({ at: fc.nat(8), text: aName }), { maxLength: 2 }),
    })
    .map((timeline) => (canvas) => drawOrderTimeline(timeline, canvas)),
  topology: fc
    .record({ name: aName, settings: someSettings, measured: fc.array(fc.record({ text: aName, met: fc.boolean() })) })
    .map(
      (node) => (canvas) => drawTopology([{ producers: [node], topic: node, groups: [{ ...node, count: 3 }] }], canvas),
    ),
  verdicts: fc
    .array(fc.record({ requirement: aName, limit: aName, measured: aName, met: fc.boolean(), evidence: aName }))
    .map((requirements) => (canvas) => drawVerdicts(requirements, canvas)),
  'a step, told': fc.record({ topic: aName, key: aName, message: aName }).map(({ topic, key, message }) => (canvas) => {
    const after = { time: 0, brokers: [], partitions: [], groups: [] };
    const error = { code: 'UNKNOWN_TOPIC_OR_PARTITION', message };
    return tellEntry({ step: { do: 'produce', topic, key }, time: 0, happened: [], error, after }, canvas, 1);
  }),
};

// One seed, so that a verdict is a fact about the pictures and not luck.
fc.configureGlobal({ seed: 42 });

describe.each(Object.entries(pictures))('%s', (_, aPicture) => {
  test('is never wider than the canvas, and shows nothing that moves the cursor', () => {
    fc.assert(
      fc.property(aPicture, fc.integer({ min: 20, max: 120 }), (draw, width) => {
        for (const line of draw({ width, unicode: true })) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        }
      }),
    );
  });

  test('is pure ASCII where Unicode is not spoken', () => {
    fc.assert(
      fc.property(aPicture, fc.integer({ min: 20, max: 120 }), (draw, width) => {
        for (const line of draw({ width, unicode: false })) {
          expect(line).toMatch(/^[\x20-\x7e]*$/);
          expect(line.length).toBeLessThanOrEqual(width);
        }
      }),
    );
  });
});

describe('60 columns are enough', () => {
  const narrow = { width: 60, unicode: true };
  const anId = fc.stringMatching(/^[a-z]{1,8}[0-9]{0,2}$/);

  test('for every record of a lane', () => {
    const someRecords = fc.array(fc.record({ partition: fc.nat(2), label: anId }), { maxLength: 30 });
    fc.assert(
      fc.property(someRecords, (records) => {
        const text = compareLanes({ partitionCount: 3, records }, { partitionCount: 3, records }, narrow).join('\n');
        const drawn = text.match(/[a-z]+[0-9]*(?=─)/g) ?? [];
        expect([...drawn].sort()).toEqual([...records, ...records].map(({ label }) => label).sort());
      }),
    );
  });

  test('for every partition that a member owns', () => {
    const someCounts = fc.dictionary(anId, fc.integer({ min: 1, max: 50 }), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(someCounts, anId, (partitionCounts, memberId) => {
        const owned = Object.entries(partitionCounts).flatMap(([topic, count]) =>
          Array.from({ length: count }, (_, partition) => ({ topic, partition })),
        );
        const text = drawAssignment({ partitionCounts, after: { [memberId]: owned } }, narrow).join('\n');
        expect(text.match(/■/g)).toHaveLength(owned.length);
        expect(text).not.toContain('…');
      }),
    );
  });

  test('for every place that matters in a log', () => {
    const someOffsets = fc
      .uniqueArray(fc.nat(9999), { minLength: 4, maxLength: 4 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(someOffsets, ([logStartOffset = 0, committed = 0, position = 0, logEndOffset = 0]) => {
        const ruler = { name: 'orders-0', logStartOffset, logEndOffset, offsets: [], committed, position };
        const text = drawOffsetRuler(ruler, narrow).join('\n');
        for (const words of [
          `start ${logStartOffset}`,
          `committed ${committed}`,
          `position ${position}`,
          `log end ${logEndOffset}`,
        ]) {
          expect(text).toContain(words);
        }
      }),
    );
  });
});
