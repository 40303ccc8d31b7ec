import type { Draw } from '#check';
import type { Offset } from '#kafka';
import { drawCrash, drawOffsetRuler } from '#picture';
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
  if (crashAfter > log.records.length) return ruler(log, []);
  const story = {
    ...shownLog(log),
    before: processed.slice(0, crashAfter),
    after: processed.slice(crashAfter),
    committed: committedAtCrash(log, plan),
  };
  return (canvas) => drawCrash(story, canvas);
}

function shownLog({ logStartOffset, logEndOffset, records }: Log) {
  return { name: 'orders-0', logStartOffset, logEndOffset, offsets: records.map(({ offset }) => offset) };
}
