import { didYouMeanOr } from '../bank/did-you-mean.ts';
import { problem } from '../bank/problem.ts';
import { placeOf } from '../bank/source-file.ts';
import { plainText } from '../page/block.ts';
import { placeholdersIn } from '../page/fill.ts';
import { type Rule, wordsOf } from './review.ts';

/** Placeholders have a value, and only computed questions have any. */
export const placeholders: Rule = ({ draft, settings, variants, isComputable }) => {
  const fence = draft.nodes.find(({ token }) => token.type === 'fence' && /question/.test(token.info));
  const known = variants[0];
  if (!isComputable) return [];
  for (let line = draft.from; line <= draft.to; line++) {
    if (fence !== undefined && fence.from <= line && line <= fence.to) continue;
    for (const name of placeholdersIn(draft.file.lines[line - 1] ?? '')) {
      const at = placeOf(draft.file, `{{${name}}}`, line);
      if (settings.compute === undefined)
        return [
          problem(
            'Q064',
            draft.file,
            at,
            `"{{${name}}}" in a question that is not computed`,
            'name a model under compute, or write the value',
          ),
        ];
      if (known !== undefined && !Object.hasOwn(known, name)) {
        const names = Object.keys(known);
        return [
          problem(
            'Q063',
            draft.file,
            at,
            `the model ${settings.compute.model} gives nothing named "${name}"`,
            didYouMeanOr(name, names),
          ),
        ];
      }
    }
  }
  return [];
};

/** The right answer of a computed question comes from the model, and not every variant has the same. */
export const answersAreComputed: Rule = ({ draft, settings, variants, gaps }) => {
  if (settings.compute === undefined || variants.length === 0 || settings.type === 'order') return [];
  const at = draft.yaml?.keyAt(['compute']) ?? draft.at;
  const right = draft.answers.filter((answer) => answer.right);
  const asked = settings.type === 'trace' ? gaps.flat() : right.map((answer) => plainText(answer.text));
  if (!asked.some((text) => placeholdersIn(text).some((name) => /^answer\b/.test(name)))) {
    const help = 'write {{answer}} where the right answer stands';
    return [problem('Q067', draft.file, right[0]?.at ?? at, 'the right answer is not computed', help)];
  }
  const answers = variants.map((values) =>
    JSON.stringify(
      settings.type === 'trace'
        ? Object.entries(values).filter(([name]) => name.startsWith('answer'))
        : right.map((answer) => wordsOf(answer, values)),
    ),
  );
  if (new Set(answers).size > 1) return [];
  return [problem('Q066', draft.file, at, 'every variant has the same right answer', 'widen what is given')];
};
