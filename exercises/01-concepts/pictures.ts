import type { Draw } from '#check';
import type { Happening, TraceEntry } from '#kafka';
import { drawOffsetRuler, drawSnapshot, tellEntry } from '#picture';
import { type OffsetPicture, offsetStory } from './witnesses/lesson-pictures.ts';
import { ending, play, type Story } from './witnesses/story.ts';

/** What goes on behind the scenes, and would hide what a story is about. */
const QUIET: readonly Happening['type'][] = ['fetched', 'high watermark moved'];

/** The stories as the model plays them, step by step, each with how everything stands at its end. */
export function played(stories: readonly Story[]): Draw {
  return (canvas) =>
    stories.flatMap((story, at) => {
      const trace = play(story);
      const told = trace
        .map((entry, step) => tellEntry(withoutNoise(entry), canvas, step + 1))
        .slice(story.toldFrom)
        .flat();
      const end = drawSnapshot(ending(trace), canvas, { cells: 'records' });
      return [...(at === 0 ? [] : ['']), ...(story.title === undefined ? [] : [story.title]), ...told, ...end];
    });
}

/** A student's offset picture, and the model with a consumer that has handled two records. */
export function offsets({ committed, lastHandled, nextRead, records }: OffsetPicture): Draw {
  const places = [
    { offset: records.indexOf(lastHandled ?? ''), text: 'last handled' },
    { offset: records.indexOf(nextRead ?? ''), text: 'next read' },
  ];
  const ruler = {
    name: 'orders-0',
    logStartOffset: 0,
    logEndOffset: records.length,
    offsets: records.map((_, offset) => offset),
    committed,
    marks: places.filter(({ offset }) => offset >= 0),
  };
  return (canvas) => [
    'yours',
    ...drawOffsetRuler(ruler, canvas),
    '',
    "the model's",
    ...played([offsetStory(2)])(canvas),
  ];
}

function withoutNoise(entry: TraceEntry): TraceEntry {
  const isAcknowledged = entry.happened.some(({ type }) => type === 'acknowledged');
  const happened = entry.happened.filter(
    ({ type }) => !QUIET.includes(type) && !(isAcknowledged && type === 'appended'),
  );
  return { ...entry, happened };
}
