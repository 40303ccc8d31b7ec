import type { Answer, Course } from '../bank/bank.ts';
import { readForeseenGap } from '../bank/gaps.ts';
import { type Block, plainText } from '../page/block.ts';
import { toMarkdown } from '../page/to-markdown.ts';
import { readRange } from '../session/recognise.ts';
import { type Exported, exportedQuestions, percent } from './posed-questions.ts';

/** The questions in Moodle's GIFT, which people can read and change. */
export function gift(course: Course, variants: number): string {
  let category = '';
  const parts = exportedQuestions(course, variants).flatMap((exported) => {
    const isNew = exported.bank.title !== category;
    category = exported.bank.title;
    return [...(isNew ? [`$CATEGORY: $course$/Kafka Fundamentals/${category}`] : []), questionGift(exported)];
  });
  return `${parts.join('\n\n')}\n`;
}

function questionGift(exported: Exported): string {
  const { posed, id, bank } = exported;
  const tags = [bank.name, posed.question.goal].map((tag) => ` [tag:${tag}]`).join('');
  const asked = [plainText(posed.title), toMarkdown(posed.body)].filter((part) => part !== '').join('\n\n');
  const why = `####${escaped(toMarkdown(posed.why))}`;
  return `// [id:${id}]${tags}\n::${escaped(plainText(posed.title))}::[markdown]${escaped(`${asked}${gapNote(exported)}`)}{\n${answersGift(exported)}\n${why}\n}`;
}

/** A trace becomes matching, gap by gap; a trace with one gap a short answer. */
const gapNote = ({ posed }: Exported) => (posed.question.type === 'trace' ? '\n\nFill in the gaps.' : '');

function answersGift({ posed }: Exported): string {
  const { question, answers, steps, gaps } = posed;
  switch (question.type) {
    case 'single':
      return answers
        .map((answer) => `${answer.right ? '=' : '~'}${escaped(wordsOf(answer))}${feedback(answer.feedback)}`)
        .join('\n');
    case 'multiple': {
      const right = answers.filter((answer) => answer.right).length;
      const share = (answer: Answer) => percent(answer.right ? 1 / right : -1 / (answers.length - right));
      return answers
        .map((answer) => `~%${share(answer)}%${escaped(wordsOf(answer))}${feedback(answer.feedback)}`)
        .join('\n');
    }
    case 'true-false': {
      const [wrong] = answers.filter((answer) => !answer.right);
      const [right] = answers.filter((answer) => answer.right);
      return `${wordsOf(right!).toUpperCase()}${feedback(wrong!.feedback)}${feedback(right!.feedback)}`;
    }
    case 'number':
      return `#${answers.map(numberGift).join('\n')}`;
    case 'text':
      return answers
        .filter((answer) => !/^\/.*\/[a-z]*$/.test(wordsOf(answer)))
        .map((answer) => `${answer.right ? '=' : '=%0%'}${escaped(wordsOf(answer))}${feedback(answer.feedback)}`)
        .join('\n');
    case 'order':
      return steps.map(({ text, place }) => `=${escaped(plainText(text))} -> ${place + 1}.`).join('\n');
    case 'trace':
      return gaps.length === 1 ? shortGap(posed) : matchedGaps(posed);
  }
}

const wordsOf = (answer: Answer) => plainText(answer.text);

function numberGift(answer: Answer): string {
  const { from, to } = readRange(wordsOf(answer))!;
  const range = from === to ? `${from}:0` : `${from}..${to}`;
  return `${answer.right ? '=' : '=%0%'}${range}${feedback(answer.feedback)}`;
}

function shortGap({ gaps, answers }: Exported['posed']): string {
  const right = gaps[0]!.map((text) => `=${escaped(text)}`);
  return [
    ...right,
    ...answers.map((answer) => `=%0%${escaped(readForeseenGap(wordsOf(answer)).text)}${feedback(answer.feedback)}`),
  ].join('\n');
}

/** Matching wants three pairs, of which some may be distractors without a question. */
function matchedGaps({ gaps, answers }: Exported['posed']): string {
  const pairs = gaps.map(([right], index) => `=gap ${index + 1} -> ${escaped(right!)}`);
  const taken = new Set(gaps.flat());
  const others = answers.map((answer) => readForeseenGap(wordsOf(answer)).text).filter((text) => !taken.has(text));
  return [...pairs, ...[...new Set(others)].map((text) => `= -> ${escaped(text)}`)].join('\n');
}

const feedback = (blocks: readonly Block[]) => (blocks.length === 0 ? '' : `#${escaped(toMarkdown(blocks))}`);

/** GIFT's own characters with a backslash; a line end as `\n`, since an empty line would end the question. */
function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, '\\$&').replaceAll('\n', '\\n');
}
