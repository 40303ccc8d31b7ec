import { type Exercise, numberOf, solutionText } from './course.ts';
import type { Desk } from './desk.ts';
import { hintsOf } from './hint-of.ts';
import { hasSeenAllHints } from './hints.ts';

/** The solution of an exercise once the student has passed it or seen all its hints; before that, what is left to do. */
export async function earnedSolution(
  exercise: Exercise,
  desk: Desk,
): Promise<{ readonly text: string } | { readonly refusal: string }> {
  const remembered = desk.remembered(exercise);
  const hints = hintsOf(exercise);
  const core = (await exercise.checks()).filter(({ stretch }) => !stretch).map(({ part }) => part);
  const left = core.filter((part) => !hasSeenAllHints(hints, remembered, [part]));
  if (remembered.passedAt !== undefined || left.length === 0) return { text: solutionText(exercise) };
  const number = numberOf(exercise);
  const parts = left.length === 1 ? `part ${left[0]}` : `parts ${left.join(', ')}`;
  return {
    refusal: `The solution is yours once exercise ${number} passes, or once you have seen all its hints. There are some left for ${parts}.`,
  };
}
