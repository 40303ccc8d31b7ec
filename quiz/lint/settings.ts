import { didYouMeanOr } from '../bank/did-you-mean.ts';
import { problem } from '../bank/problem.ts';
import { placeOf } from '../bank/source-file.ts';
import { plainText } from '../page/block.ts';
import type { Rule } from './review.ts';

/** The goal is one of the bank's. */
export const goalIsDeclared =
  (goals: readonly string[]): Rule =>
  ({ draft, settings }) =>
    goals.includes(settings.goal)
      ? []
      : [
          problem(
            'Q019',
            draft.file,
            draft.yaml?.valueAt(['goal']) ?? draft.at,
            `the front matter has no goal "${settings.goal}"`,
            didYouMeanOr(settings.goal, goals),
          ),
        ];

const meansSomething = {
  shuffle: ['single', 'multiple', 'true-false'],
  match: ['text', 'trace'],
  unit: ['number'],
} as const;

/** Keys stand only where they mean something. */
export const keysApply: Rule = ({ draft, settings }) =>
  (['shuffle', 'match', 'unit'] as const).flatMap((key) => {
    const types: readonly string[] = meansSomething[key];
    if (settings[key] === undefined || types.includes(settings.type)) return [];
    const help = `"${key}" is for: ${types.join(', ')}`;
    const at = draft.yaml?.keyAt([key]) ?? draft.at;
    return [problem('Q020', draft.file, at, `"${key}" means nothing for ${settings.type}`, help)];
  });

/** A heading that ends in a question mark or colon is enough; any other needs text below it. */
export const somethingIsAsked: Rule = ({ draft }) =>
  draft.body.length > 0 || /[?:…]$/.test(plainText(draft.title).trim())
    ? []
    : [
        problem(
          'Q021',
          draft.file,
          draft.at,
          'nothing is asked',
          'end the heading with "?" or write the question below the block',
        ),
      ];

/** NOT in capitals, or a question for what is false, is misread more often than it is understood. */
export const isAskedWithoutNot: Rule = ({ draft }) => {
  const lastOfBody = draft.body.at(-1)?.to ?? draft.from;
  for (let line = draft.from; line <= lastOfBody; line++) {
    const found = /\b(?:NOT|EXCEPT)\b|\bwhich\b[^.?]*\b(?:is|are) (?:not|false|wrong)\b/.exec(
      draft.file.lines[line - 1] ?? '',
    );
    if (found !== null)
      return [
        problem(
          'Q042',
          draft.file,
          placeOf(draft.file, found[0], line),
          `"${found[0]}" is easily misread`,
          'ask for what is true',
        ),
      ];
  }
  return [];
};

/** Every question explains itself. */
export const explainsWhy: Rule = ({ draft }) =>
  draft.sections.some(({ name }) => name === 'Why')
    ? []
    : [
        problem(
          'Q075',
          draft.file,
          draft.at,
          'the question has no ### Why',
          'below the answers, write ### Why and the explanation',
        ),
      ];

/** A scenario is one that the model can play. */
export const scenarioExists: Rule = ({ draft, settings }, { scenarios }) =>
  settings.scenario === undefined || scenarios.includes(settings.scenario)
    ? []
    : [
        problem(
          'Q074',
          draft.file,
          draft.yaml?.valueAt(['scenario']) ?? draft.at,
          `there is no scenario "${settings.scenario}"`,
          didYouMeanOr(settings.scenario, scenarios),
        ),
      ];
