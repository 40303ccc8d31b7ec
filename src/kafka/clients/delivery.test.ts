import { describe, expect, it } from 'vitest';
import { deliveryGuarantee, runWithCrash, runWithFailure } from './delivery.ts';
import { lagOf, offsetToCommit, pollLog, safeOffset, startingPosition } from './offsets.ts';

const log = {
  logStartOffset: 0,
  logEndOffset: 8,
  records: [0, 3, 4, 7].map((offset) => ({ offset })),
};

describe('positions', () => {
  it('name the next record, over holes', () => {
    expect(pollLog(log, 0, 2)).toEqual({ records: [{ offset: 0 }, { offset: 3 }], position: 4 });
    expect(pollLog(log, 1, 1)).toEqual({ records: [{ offset: 3 }], position: 4 });
    expect(pollLog(log, 8, 5)).toEqual({ records: [], position: 8 });
    expect(() => pollLog(log, 0, 0)).toThrow('max.poll.records must be at least 1, not 0.');
  });

  it('are committed as the offset after the last one processed', () => {
    expect(offsetToCommit([{ offset: 3 }, { offset: 4 }])).toBe(5);
    expect(offsetToCommit([])).toBeNull();
  });

  it('start at what was committed, a hole or 0 included, and are reset only when they must be', () => {
    expect(startingPosition(5, log, 'latest')).toBe(5);
    expect(startingPosition(0, log, 'latest')).toBe(0);
    expect(startingPosition(8, log, 'earliest')).toBe(8);
    expect(startingPosition(null, log, 'earliest')).toBe(0);
    expect(startingPosition(null, log, 'latest')).toBe(8);
    expect(startingPosition(2, { ...log, logStartOffset: 3 }, 'earliest')).toBe(3);
    expect(startingPosition(9, log, 'latest')).toBe(8);
    expect(() => startingPosition(null, log, 'none')).toThrow('Nothing is committed');
    expect(() => startingPosition(9, log, 'none')).toThrow('Offset 9 is outside of the log, 0 to 8');
  });

  it('give the lag in offsets, holes included', () => {
    expect(lagOf(log, 2)).toBe(6);
  });

  it('may be committed only below what is still being processed', () => {
    expect(safeOffset([])).toBeNull();
    expect(
      safeOffset([
        { type: 'started', offset: 3 },
        { type: 'started', offset: 4 },
        { type: 'finished', offset: 4 },
      ]),
    ).toBe(3);
    expect(
      safeOffset([
        { type: 'started', offset: 3 },
        { type: 'finished', offset: 3 },
      ]),
    ).toBe(4);
  });
});

describe('a crash', () => {
  it('repeats what was processed but not committed', () => {
    expect(runWithCrash(log, { commit: 'after', maxPollRecords: 2, crashAfter: 3 })).toEqual({
      processed: [0, 3, 4, 4, 7],
      lost: [],
      repeated: [4],
    });
  });

  it('loses what was committed but not processed', () => {
    expect(runWithCrash(log, { commit: 'before', maxPollRecords: 2, crashAfter: 1 })).toEqual({
      processed: [0, 4, 7],
      lost: [3],
      repeated: [],
    });
  });

  it('does nothing if it never comes', () => {
    expect(runWithCrash(log, { commit: 'after', maxPollRecords: 3, crashAfter: 9 }).processed).toEqual([0, 3, 4, 7]);
  });

  it('decides which guarantee a way of committing gives', () => {
    expect(deliveryGuarantee(log, { commit: 'before', maxPollRecords: 2 })).toBe('at most once');
    expect(deliveryGuarantee(log, { commit: 'after', maxPollRecords: 2 })).toBe('at least once');
    expect(deliveryGuarantee(log, { commit: 'with effect', maxPollRecords: 2 })).toBe('exactly once');
  });
});

describe('a record that always fails', () => {
  it('is skipped, stops the partition or goes to a dead letter topic', () => {
    expect(runWithFailure(log, [3], 'skip')).toEqual({ processed: [0, 4, 7], deadLettered: [], stuckAt: null });
    expect(runWithFailure(log, [3], 'stop')).toEqual({ processed: [0], deadLettered: [], stuckAt: 3 });
    expect(runWithFailure(log, [3], 'dead-letter')).toEqual({ processed: [0, 4, 7], deadLettered: [3], stuckAt: null });
  });
});
