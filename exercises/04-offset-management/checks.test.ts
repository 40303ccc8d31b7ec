import { describe, expect, it } from 'vitest';
import { type Ask, answerOf, type Functions, judge } from '#check';
import parts from './checks.ts';
import { type CrashPlan, type Log, poll, startingPosition } from './reference.ts';

/** The smallest story, without those that are always tried, that disproves a claim about these functions. */
async function smallest(title: string, functions: Functions): Promise<string | undefined> {
  const check = parts.flatMap(({ checks }) => checks).find((one) => one.title === title);
  if (check === undefined) throw new Error(`no such check: ${title}`);
  const ask: Ask = async (name, args) => answerOf(functions[name]!, args);
  const verdict = await judge({ ...check, always: [] }, ask, { seed: 42 });
  return verdict.verdict === 'disproved' ? verdict.counterexample.call : verdict.verdict;
}

describe('a wrong program is shown the smallest story', () => {
  it('for a poll that counts cells', async () => {
    const byPlace = (log: Log, position: number, maxPollRecords: number) => ({
      records: log.records.slice(position, position + maxPollRecords),
      position,
    });
    expect(await smallest('hands out the next records, whatever the holes', { poll: byPlace })).toMatchInlineSnapshot(
      `"poll({ logStartOffset: 0, logEndOffset: 2, records: [{ offset: 1 }] }, 1, 1)"`,
    );
  });

  it('for a position that stays on the last record', async () => {
    const onTheLast = (log: Log, position: number, maxPollRecords: number) => {
      const { records } = poll(log, position, maxPollRecords);
      return { records, position: records.at(-1)?.offset ?? position };
    };
    expect(await smallest('leaves the position behind the last of them', { poll: onTheLast })).toMatchInlineSnapshot(
      `"poll({ logStartOffset: 0, logEndOffset: 1, records: [{ offset: 0 }] }, 0, 1)"`,
    );
  });

  it('for an offset of 0 that counts as none', async () => {
    const truthy = (committed: number | null, log: Log, reset: 'earliest' | 'latest' | 'none') =>
      startingPosition(committed || null, log, reset);
    const found = smallest('goes on at a committed offset the log has', { startingPosition: truthy });
    expect(await found).toMatchInlineSnapshot(
      `"startingPosition(0, { logStartOffset: 0, logEndOffset: 0, records: [] }, "none")"`,
    );
  });

  it('for a committed offset that retention has deleted', async () => {
    const found = smallest('asks it too if the committed offset is out of range', {
      startingPosition: (committed: number) => committed,
    });
    expect(await found).toMatchInlineSnapshot(
      `"startingPosition(1, { logStartOffset: 0, logEndOffset: 0, records: [] }, "earliest")"`,
    );
  });

  it('for a consumer that expects no repeats', async () => {
    const exactlyOnce = (log: Log, _plan: CrashPlan) => ({
      processed: log.records.map(({ offset }) => offset),
      lost: [],
      repeated: [],
    });
    const found = (title: string) => smallest(title, { runWithCrash: exactlyOnce });
    expect(await found('repeats some, loses none, if it commits after')).toMatchInlineSnapshot(
      `"runWithCrash({ logStartOffset: 0, logEndOffset: 1, records: [{ offset: 0 }] }, { commit: "after", maxPollRecords: 1, crashAfter: 1 })"`,
    );
    expect(await found('loses some, repeats none, if it commits before')).toMatchInlineSnapshot(
      `"runWithCrash({ logStartOffset: 0, logEndOffset: 2, records: [{ offset: 0 }, { offset: 1 }] }, { commit: "before", maxPollRecords: 2, crashAfter: 1 })"`,
    );
  });

  it('for workers that commit what has finished last', async () => {
    const latest = (events: readonly { type: string; offset: number }[]) => {
      const last = events.filter(({ type }) => type === 'finished').at(-1);
      return last === undefined ? (events[0]?.offset ?? null) : last.offset + 1;
    };
    const found = smallest('never commits past a record that is still in work', { safeOffset: latest });
    expect(await found).toMatchInlineSnapshot(
      `"safeOffset([{ type: "started", offset: 0 }, { type: "started", offset: 1 }, { type: "finished", offset: 1 }])"`,
    );
  });
});

describe('a right program passes', () => {
  const positionAt = (place: (log: Log, next: number, given: Log['records']) => number) =>
    smallest('leaves the position behind the last of them', {
      poll: (log: Log, position: number, maxPollRecords: number) => {
        const batch = poll(log, position, maxPollRecords);
        return { ...batch, position: place(log, batch.position, batch.records) };
      },
    });

  it('if its position is that of the next record, or the log end', async () => {
    const nextRecord = ({ records, logEndOffset }: Log, next: number) =>
      records.find(({ offset }) => offset >= next)?.offset ?? logEndOffset;
    expect(await positionAt(nextRecord)).toBe('passed');
  });

  it('if its position jumps to the log end when nothing is left', async () => {
    expect(await positionAt((log, next, given) => (given.length === 0 ? log.logEndOffset : next))).toBe('passed');
  });
});
