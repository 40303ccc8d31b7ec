import { didYouMeanOr } from '../bank/did-you-mean.ts';
import { problem } from '../bank/problem.ts';
import { placeOf } from '../bank/source-file.ts';
import type { Rule } from './review.ts';

/** A wrong answer says why it is wrong and which belief it comes from. */
export const feedback: Rule = ({ draft }, { misconceptions }) =>
  draft.answers.flatMap(({ right, feedback: blocks, misconception, at, from, to }) => {
    if (misconception !== undefined) {
      const place = placeOf(draft.file, `{${misconception}}`, from, to);
      if (right)
        return [
          problem('Q036', draft.file, place, `a right answer with the misconception ${misconception}`, 'take it away'),
        ];
      if (!Object.hasOwn(misconceptions, misconception)) {
        const near = didYouMeanOr(misconception, Object.keys(misconceptions));
        const help = near.length > 60 ? 'quiz/misconceptions.yaml lists them; add it there' : near;
        return [problem('Q035', draft.file, place, `there is no misconception ${misconception}`, help)];
      }
    }
    if (right) return [];
    if (blocks.length === 0)
      return [
        problem(
          'Q033',
          draft.file,
          at,
          'a wrong answer without feedback',
          'below it, write "  > " and what the mistake is',
        ),
      ];
    if (misconception === undefined)
      return [
        problem(
          'Q034',
          draft.file,
          at,
          'a wrong answer that names no misconception',
          'end its feedback with an id such as {M2-01}',
        ),
      ];
    return [];
  });

/** There is something to choose or to compare with. */
export const hasAnswers: Rule = ({ draft, settings }) => {
  if (settings.type === 'order' || settings.type === 'trace' || draft.answers.length > 0) return [];
  const help = 'below the text, write "- [x] " and a right answer, "- [ ] " and a wrong one';
  return [problem('Q022', draft.file, draft.at, 'the question has no answers', help)];
};
