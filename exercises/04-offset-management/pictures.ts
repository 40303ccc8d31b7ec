import type { Draw } from '#check';
import { type FailurePolicy, type Offset, runWithFailure } from '#kafka';
import { drawCrash, drawFates, drawOffsetRuler } from '#picture';
import { type CrashPlan, committedAtCrash, type Log } from './reference.ts';

/** The log as a ruler, with carets at the places that matter. */
export function ruler(log: Log, marks: readonly { readonly offset: Offset; readonly text: string }[]): Draw {
  return (canvas) => drawOffsetRuler({ ...shownLog(log), marks }, canvas);
}

/** The log as a ruler, with the committed offset and the lag. */
export function lagRuler(log: Log, committed: Offset): Draw {
  return (canvas) => drawOffsetRuler({ ...shownLog(log), committed }, canvas);
}

/** Both lives of a consumer, as Kafka's rules have them. */
export function lives(log: Log, plan: CrashPlan, processed: readonly Offset[]): Draw {
  const { crashAfter } = plan;
  if (crashAfter > log.records.length) {
    const saying = 'Nobody dies, so each record is read once.';
    const rows = [{ name: 'only life', offsets: processed }];
    return (canvas) => drawFates({ ...shownLog(log), rows, saying }, canvas);
  }
  const story = {
    ...shownLog(log),
    before: processed.slice(0, crashAfter),
    after: processed.slice(crashAfter),
    committed: committedAtCrash(log, plan),
  };
  return (canvas) => drawCrash(story, canvas);
}

/** Records that were processed, the offset to commit after them, and the student's. */
export function processing(processed: Log['records'], due: Offset | null, yours: Offset | null): Draw {
  const offsets = processed.map(({ offset }) => offset);
  const [first = 0, last = -1] = [offsets[0], offsets.at(-1)];
  const marks = marksOf(first, last, [due, 'to commit'], [yours, 'yours']);
  const fates = {
    ...{ name: 'orders-0', logStartOffset: first, logEndOffset: last + 1, offsets },
    rows: [{ name: 'processed', offsets, marks }],
    saying: 'The committed offset is that of the next record to read.',
  };
  return (canvas) =>
    due === null ? ['Nothing was processed, so there is nothing to commit.'] : drawFates(fates, canvas);
}

/** A caret and a word for each of these places that lies at or right behind the records drawn. */
function marksOf(first: Offset, last: Offset, ...places: readonly (readonly [Offset | null, string])[]) {
  return places.flatMap(([offset, word]) =>
    offset === null || offset < first || offset > last + 1 ? [] : [{ offset, text: `${word} ${offset}` }],
  );
}

type WorkEvents = readonly { readonly type: 'started' | 'finished'; readonly offset: Offset }[];

/** Which records are done and which are in work, and what is safe to commit; `yours` is the student's answer. */
export function work(events: WorkEvents, safe: Offset | null, yours: Offset | null): Draw {
  const started = offsetsOf(events, 'started');
  const finished = offsetsOf(events, 'finished');
  const inWork = started.filter((offset) => !finished.includes(offset));
  const [first = 0, last = -1] = [started[0], started.at(-1)];
  const marks = marksOf(first, last, [safe, 'safe to commit'], [yours, 'yours']);
  const isLost = (offset: Offset) => yours !== null && offset < yours;
  const lost = inWork.filter(isLost);
  return (canvas) =>
    drawFates(
      {
        name: 'orders-0',
        logStartOffset: first,
        logEndOffset: last + 1,
        offsets: started,
        rows: [
          { name: 'finished', offsets: finished },
          { name: 'in work', offsets: inWork, marks },
        ],
        saying:
          lost.length > 0
            ? `With ${yours} committed, a crash now loses ${lost.join(' ')}: nobody would read it again.`
            : started.length > 0
              ? 'A commit says that everything below it is done.'
              : 'Nothing has started, so there is nothing to commit.',
      },
      canvas,
    );
}

/** What becomes of a log in which some records always fail. */
export function failures(log: Log, failing: readonly Offset[], policy: FailurePolicy): Draw {
  const { processed, deadLettered, stuckAt } = runWithFailure(log, failing, policy);
  const behind = log.records.map(({ offset }) => offset).filter((offset) => stuckAt !== null && offset > stuckAt);
  const told = {
    skip: 'What is skipped is covered by the next commit, and never comes back.',
    stop: stuckAt === null ? 'Nothing fails, so nobody is stuck.' : `Never reached: ${behind.join(' ') || 'none'}.`,
    'dead-letter': 'What fails is put aside in another topic, and the rest goes on.',
  };
  const rows = [
    { name: 'fails', offsets: failing },
    {
      name: 'processed',
      offsets: processed,
      ...(stuckAt !== null && { marks: [{ offset: stuckAt, text: `stuck at ${stuckAt}` }] }),
    },
    ...(policy === 'dead-letter' ? [{ name: 'dead-lettered', offsets: deadLettered }] : []),
  ];
  return (canvas) => drawFates({ ...shownLog(log), rows, saying: told[policy] }, canvas);
}

function offsetsOf(events: WorkEvents, type: WorkEvents[number]['type']): Offset[] {
  return events
    .filter((event) => event.type === type)
    .map(({ offset }) => offset)
    .sort((a, b) => a - b);
}

function shownLog({ logStartOffset, logEndOffset, records }: Log) {
  return { name: 'orders-0', logStartOffset, logEndOffset, offsets: records.map(({ offset }) => offset) };
}
