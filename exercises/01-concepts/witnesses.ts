import type { Stage, Step } from '#kafka';
import { claims } from './witnesses/claims.ts';
import { compactionStory, offsetStory } from './witnesses/lesson-pictures.ts';
import { statements } from './witnesses/promises.ts';
import type { Story } from './witnesses/story.ts';

/** A scenario the model can play to show what is true of something a student was asked about. */
export interface Witness {
  /** The export it belongs to, and its name there; a statement that depends has two witnesses. */
  readonly id: string;
  readonly sentence: string;
  readonly stage: Stage;
  readonly steps: readonly Step[];
  /** What to look at. */
  readonly points: string;
}

const pictures = [
  { id: 'offsetPicture', sentence: 'The committed offset in the picture.', stories: [offsetStory(2)] },
  { id: 'compactionPicture', sentence: 'The compacted log in the picture.', stories: [compactionStory] },
];

function witnessesOf(
  prefix: string,
  { id, sentence, stories }: { id: string; sentence: string; stories: readonly Story[] },
) {
  return stories.map((story): Witness => ({ id: `${prefix}${id}`, sentence, ...story }));
}

/** All of them, in the order in which the exercise asks. */
export default [
  ...claims.flatMap((claim) => witnessesOf('answers.', claim)),
  ...pictures.flatMap((picture) => witnessesOf('', picture)),
  ...statements.flatMap((statement) => witnessesOf('guarantees.', statement)),
] satisfies readonly Witness[];
