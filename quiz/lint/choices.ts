import type { DraftAnswer } from '../bank/draft.ts';
import { problem } from '../bank/problem.ts';
import { placeOf } from '../bank/source-file.ts';
import { plainText } from '../page/block.ts';
import { firstInVariants, type Reviewed, type Rule, wordsOf } from './review.ts';

const isChoice = ({ settings }: Reviewed) => ['single', 'multiple', 'true-false'].includes(settings.type);

/** As many right answers as the kind of question can have. */
export const rightAnswers: Rule = (question) => {
  const { draft, settings } = question;
  if (!isChoice(question) || draft.answers.length === 0) return [];
  const right = draft.answers.filter((answer) => answer.right);
  const say = (code: 'Q023' | 'Q024' | 'Q025' | 'Q026', at: DraftAnswer | undefined, message: string, help: string) => [
    problem(code, draft.file, at?.at ?? draft.at, message, help),
  ];
  if (settings.type === 'multiple') {
    if (right.length === 0) return say('Q025', undefined, 'no answer is right', 'mark the right ones with [x]');
    if (right.length === draft.answers.length)
      return say('Q026', right.at(-1), 'every answer is right', 'add one that is wrong');
    return [];
  }
  if (right.length === 0) return say('Q023', undefined, 'no answer is right', 'mark the right one with [x]');
  if (right.length > 1)
    return say('Q024', right[1], `${right.length} answers are right`, 'leave one [x], or make it "type: multiple"');
  return [];
};

/** True-false offers True and False; other choices offer three to six answers. */
export const offer: Rule = (question) => {
  const { draft, settings } = question;
  if (!isChoice(question) || draft.answers.length === 0) return [];
  if (settings.type !== 'true-false') {
    const count = draft.answers.length;
    if (3 <= count && count <= 6) return [];
    const help = count < 3 ? 'think of another mistake people make' : 'leave the weakest ones out';
    return [problem('Q028', draft.file, draft.at, `${count} answers, where 3 to 6 can be weighed up`, help)];
  }
  const words = draft.answers.map((answer) => plainText(answer.text));
  if ([...words].sort().join() === 'False,True') return [];
  const help = 'write "- [x] True" and "- [ ] False", or the other way round';
  return [problem('Q027', draft.file, draft.at, 'true-false has the answers True and False', help)];
};

/** Answers have words, and no two are the same, in no variant. */
export const answersDiffer: Rule = (question) => {
  const { draft, settings } = question;
  const empty = draft.answers
    .filter((answer) => plainText(answer.text).trim() === '')
    .map(({ at }) => problem('Q029', draft.file, at, 'the answer is empty', 'write it, or take the line away'));
  if (empty.length > 0) return empty;
  return firstInVariants(question, (values, where) => {
    const seen = new Map<string, DraftAnswer>();
    for (const answer of draft.answers) {
      const words = wordsOf(answer, values);
      const first = seen.get(words);
      if (first !== undefined) {
        const code = settings.compute === undefined ? 'Q030' : 'Q065';
        const help =
          code === 'Q030' ? 'change one of them' : 'narrow what is given, or let the model refuse such numbers';
        return [
          problem(code, draft.file, answer.at, `${where}"${words}" is also the answer on line ${first.from}`, help),
        ];
      }
      seen.set(words, answer);
    }
    return [];
  });
};

const pointsAtAll = /\b(?:all|none|both|neither|any) of (?:the )?(?:above|below|these|them|the others?|others)\b/i;
const pointsAtPlace =
  /\b(?:answers?|options?) (?:[a-f]|[1-6])\b|\b(?:first|second|third|last|previous|next) (?:answer|option)\b|\b(?:see|as|answer|option)s? (?:above|below)\b/i;

/** Answers are shown in any order, so none may lean on where another stands. */
export const standAlone: Rule = (question) => {
  const { draft, settings } = question;
  if (!isChoice(question) || settings.shuffle === false) return [];
  return draft.answers.flatMap((answer) => {
    const all = pointsAtAll.exec(plainText(answer.text))?.[0];
    if (all !== undefined) {
      const at = placeOf(draft.file, all, answer.from, answer.to);
      return [
        problem(
          'Q037',
          draft.file,
          at,
          `"${all}" means nothing once answers are shuffled`,
          'say it in words, or make it "type: multiple"',
        ),
      ];
    }
    const lines = draft.file.lines.slice(answer.from - 1, answer.to);
    const place = lines.map((line) => pointsAtPlace.exec(line)?.[0]).find((found) => found !== undefined);
    if (place === undefined) return [];
    const at = placeOf(draft.file, place, answer.from, answer.to);
    return [
      problem(
        'Q038',
        draft.file,
        at,
        `"${place}" points at a place, and answers are shuffled`,
        'name the thing itself',
      ),
    ];
  });
};

/** A right answer far longer than all others gives itself away. */
export const lengthsAreAlike: Rule = (question) => {
  const { draft, settings } = question;
  if (settings.type !== 'single') return [];
  const length = (answer: DraftAnswer) => plainText(answer.text).length;
  const right = draft.answers.find((answer) => answer.right);
  const longest = Math.max(0, ...draft.answers.filter((answer) => !answer.right).map(length));
  if (right === undefined || longest === 0 || length(right) < 30 || length(right) < 1.6 * longest) return [];
  const message = `the right answer has ${length(right)} characters, the longest wrong one ${longest}`;
  return [problem('Q039', draft.file, right.at, message, 'move the reason into the feedback')];
};
