import { hasBrokenGap, readForeseenGap } from '../bank/gaps.ts';
import { blocksOf } from '../bank/markdown.ts';
import { problem } from '../bank/problem.ts';
import { placeOf } from '../bank/source-file.ts';
import { plainText, textsOf } from '../page/block.ts';
import { fill } from '../page/fill.ts';
import { isText } from '../session/recognise.ts';
import { firstInVariants, type Rule, wordsOf } from './review.ts';
import { faultOfPattern } from './typed.ts';

/** Traces have gaps, closed and filled; nothing else has. */
export const gaps: Rule = ({ draft, settings, gaps: found }) => {
  const broken = textsOf(blocksOf(draft.body)).some(hasBrokenGap);
  const to = draft.body.at(-1)?.to ?? draft.from;
  if (settings.type !== 'trace') {
    if (found.length === 0) return [];
    return [
      problem(
        'Q057',
        draft.file,
        placeOf(draft.file, '[[', draft.from, to),
        'a gap in a question that is no trace',
        'make it "type: trace"',
      ),
    ];
  }
  if (broken)
    return [
      problem(
        'Q055',
        draft.file,
        placeOf(draft.file, '[[', draft.from, to),
        'a gap is empty or not closed',
        'write [[3]] or [[3 or three]]',
      ),
    ];
  if (found.length === 0)
    return [
      problem(
        'Q054',
        draft.file,
        draft.at,
        'the trace has no gaps',
        'write [[3]] in the table or code where 3 is to be filled in',
      ),
    ];
  return [];
};

/** A foreseen wrong gap names a gap there is, and is not what belongs there. */
export const foreseenGaps: Rule = (question) => {
  const { draft, settings, gaps: found } = question;
  if (settings.type !== 'trace') return [];
  const to = draft.body.at(-1)?.to ?? draft.from;
  const faults = found.flat().flatMap((text) => {
    const fault = faultOfPattern(text);
    return fault === null
      ? []
      : [problem(fault.code, draft.file, placeOf(draft.file, text, draft.from, to), fault.message, fault.help)];
  });
  if (faults.length > 0) return faults;
  return firstInVariants(question, (values, where) =>
    draft.answers.flatMap((answer) => {
      const { gap, text } = readForeseenGap(wordsOf(answer, values));
      const accepted = found[gap - 1];
      if (accepted === undefined || answer.right || (found.length > 1 && !/^gap\s/i.test(plainText(answer.text)))) {
        const help =
          found.length > 1
            ? `write "- [ ] gap 1: …", up to gap ${found.length}`
            : 'write "- [ ] " and what is wrongly filled in';
        return [problem('Q056', draft.file, answer.at, 'this names no gap of the trace', help)];
      }
      if (!accepted.some((right) => isText(fill(right, values), text, settings.match))) return [];
      const code = settings.compute === undefined ? 'Q049' : 'Q065';
      return [
        problem(
          code,
          draft.file,
          answer.at,
          `${where}"${text}" is what belongs into gap ${gap}`,
          'foresee what is wrong in every variant',
        ),
      ];
    }),
  );
};
