import type { DraftAnswer, DraftQuestion } from '../bank/draft.ts';
import { type Problem, problem } from '../bank/problem.ts';
import type { Place } from '../bank/source-file.ts';
import { plainText } from '../page/block.ts';
import { isText, isWithin, readPattern, readRange } from '../session/recognise.ts';
import { firstInVariants, type Rule, wordsOf } from './review.ts';

/** Words that the quiz takes as a command wherever something is typed. */
export const commands: readonly string[] = ['q', 'h', '?'];

/** Number answers are numbers, and no foreseen mistake counts as right. */
export const numbers: Rule = (question) => {
  const { draft, settings } = question;
  if (settings.type !== 'number') return [];
  return [
    ...needsRight(draft),
    ...firstInVariants(question, (values, where) => {
      const read = draft.answers.map((answer) => ({
        answer,
        words: wordsOf(answer, values),
        range: readRange(wordsOf(answer, values)),
      }));
      for (const { answer, words, range } of read) {
        if (range === null)
          return [
            problem('Q043', draft.file, answer.at, `${where}"${words}" is no number`, 'write 42, 3.5 ± 0.1 or 10..20'),
          ];
        if (range.from > range.to)
          return [
            problem(
              'Q044',
              draft.file,
              answer.at,
              `${where}"${words}" runs backwards`,
              'the smaller number comes first',
            ),
          ];
      }
      const right = read.filter(({ answer }) => answer.right);
      return read
        .filter(
          ({ answer, range }) => !answer.right && right.some((accepted) => isWithin(range!.from, accepted.range!)),
        )
        .map(({ answer, words }) =>
          problem(
            'Q045',
            draft.file,
            answer.at,
            `${where}"${words}" is accepted as right`,
            'narrow the right answer, or drop this one',
          ),
        );
    }),
  ];
};

/** Text answers stand in backticks, patterns are sound, and no foreseen mistake counts as right. */
export const texts: Rule = (question) => {
  const { draft, settings } = question;
  if (settings.type !== 'text') return [];
  const form = draft.answers.flatMap((answer) => checkForm(draft, answer));
  if (form.length > 0) return form;
  return [
    ...needsRight(draft),
    ...firstInVariants(question, (values, where) => {
      const faults = draft.answers.flatMap((answer) => checkWords(draft, answer.at, wordsOf(answer, values)));
      if (faults.length > 0) return faults;
      const right = draft.answers.filter((answer) => answer.right).map((answer) => wordsOf(answer, values));
      return draft.answers
        .filter((answer) => !answer.right && readPattern(wordsOf(answer, values)) === null)
        .filter((answer) => right.some((accepted) => isText(accepted, wordsOf(answer, values), settings.match)))
        .map((answer) =>
          problem(
            'Q049',
            draft.file,
            answer.at,
            `${where}"${wordsOf(answer, values)}" is accepted as right`,
            'narrow the right answer, or drop this one',
          ),
        );
    }),
  ];
};

function needsRight(draft: DraftQuestion): Problem[] {
  if (draft.answers.length === 0 || draft.answers.some((answer) => answer.right)) return [];
  return [problem('Q023', draft.file, draft.at, 'no answer is right', 'mark the right one with [x]')];
}

function checkForm({ file }: DraftQuestion, { text, at }: DraftAnswer): Problem[] {
  const [run] = text;
  if (text.length === 1 && run?.kind === 'code') return [];
  return [problem('Q048', file, at, 'a text answer stands in backticks', 'write `acks=all`, or `/a pattern/i`')];
}

/** What is wrong with a text that somebody is to type. */
function checkWords({ file }: DraftQuestion, at: Place, words: string): Problem[] {
  const faulty = faultOfPattern(words);
  if (faulty !== null) return [problem(faulty.code, file, at, faulty.message, faulty.help)];
  if (!commands.includes(words.toLowerCase())) return [];
  const help = `${commands.join(', ')} stop the quiz or ask for a hint: ask for another word`;
  return [problem('Q050', file, at, `"${words}" is a command of the quiz`, help)];
}

/** Why a text between slashes cannot be used as a pattern; null if it can, or is no pattern. */
export function faultOfPattern(words: string): { code: 'Q046' | 'Q047'; message: string; help: string } | null {
  try {
    const pattern = readPattern(words);
    if (pattern === null || !/[+*}]\)[+*{]|\([^)]*\|[^)]*\)[+*]/.test(pattern.source.slice(4, -2))) return null;
    const help = 'no repetition of a group that repeats or chooses';
    return { code: 'Q047', message: 'the pattern can take for ever', help };
  } catch (error) {
    const message = `the pattern is not valid: ${(error as Error).message}`;
    return { code: 'Q046', message, help: 'try it in a JavaScript console' };
  }
}

/** Three to eight steps, all different, and foreseen wrong orders that are orders. */
export const orders: Rule = ({ draft, settings }) => {
  if (settings.type !== 'order') return [];
  const count = draft.steps.length;
  if (count < 3 || count > 8) {
    const help = 'a numbered list in the right order; it is shuffled when it is asked';
    return [problem('Q051', draft.file, draft.at, `an order has 3 to 8 steps, this one ${count}`, help)];
  }
  const words = draft.steps.map((step) => plainText(step.text).trim());
  const twice = draft.steps.filter((_, index) => words.indexOf(words[index]!) < index);
  const rightOrder = draft.steps.map((_, index) => index + 1).join(' ');
  return [
    ...twice.map(({ at }) => problem('Q052', draft.file, at, 'the same step twice', 'there must be one right order')),
    ...draft.answers.flatMap((answer) => {
      const wrong = plainText(answer.text).trim();
      const isOrder = [...wrong.split(/\s+/)].sort().join(' ') === rightOrder;
      if (isOrder && wrong !== rightOrder && !answer.right) return [];
      const help = `below the steps, "- [ ] ${[...rightOrder.split(' ')].reverse().join(' ')}" foresees a wrong order`;
      return [problem('Q053', draft.file, answer.at, `"${wrong}" is no wrong order of the ${count} steps`, help)];
    }),
  ];
};
