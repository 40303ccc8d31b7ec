import { letterOf } from '#terminal';
import type { Answer, Bank, Course } from './bank/bank.ts';
import { readForeseenGap } from './bank/gaps.ts';
import { plainText } from './page/block.ts';
import { inlineMarkdown, toMarkdown } from './page/to-markdown.ts';
import { expectedAnswer } from './session/judge.ts';
import { type Posed, pose } from './session/pose.ts';

const opening = `# Quiz

Read a question, decide, and only then open the answer you have chosen: behind each one stands whether it is right, and
why. In a terminal \`npm run quiz\` asks these questions, with other numbers each time, and \`npm run review\` brings back
what you missed.

Lecturers: this page is made from \`quiz/*.md\` by \`npm run quiz-sheet\`. Answers can be collected in a file of lines such as
\`what-kafka-stores: b\`, which \`npm run quiz -- --answers FILE\` grades.
`;

/** The whole quiz as a page that works on a forge without any tool: nothing is ticked, each answer is behind a fold. */
export function quizSheet({ banks }: Course): string {
  const contents = banks.map(({ title }) => `- [${title}](#${anchorOf(title)})`).join('\n');
  return `${[opening.trim(), contents, ...banks.map(bankSheet)].join('\n\n')}\n`;
}

const anchorOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

function bankSheet({ title, questions }: Bank): string {
  return [`## ${title}`, ...questions.map((question) => questionSheet(pose(question, { seed: 0, attempt: 0 })))].join(
    '\n\n',
  );
}

function questionSheet(posed: Posed): string {
  const { question, title, body, hint } = posed;
  return [
    `### ${inlineMarkdown(title)}`,
    ...(body.length === 0 ? [] : [toMarkdown(body)]),
    ...(hint.length === 0 ? [] : [fold('Hint', toMarkdown(hint))]),
    ...answerFolds(posed),
    `<sub>${question.id}${posed.variant === undefined ? '' : `, variant ${posed.variant + 1} of ${question.variants.length}`}</sub>`,
  ].join('\n\n');
}

function answerFolds(posed: Posed): string[] {
  const { question, answers, steps } = posed;
  const why = `${toMarkdown(posed.why)}\n\n${sourcesLine(posed)}`;
  switch (question.type) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return [
        ...answers.map((answer, index) =>
          fold(`${letterOf(index)}) ${htmlText(plainText(answer.text))}`, verdict(answer)),
        ),
        fold('Why', why),
      ];
    case 'order':
      return [
        steps.map(({ text }, index) => `${letterOf(index)}) ${inlineMarkdown(text)}`).join('<br>\n'),
        fold('The right order', `${inOrder(posed)}\n\n${why}`),
      ];
    default:
      return [
        ...answers
          .filter((answer) => !answer.right)
          .map((answer) => fold(`I have ${foreseen(answer, posed)}`, verdict(answer))),
        fold('The answer', `**${expectedAnswer(posed)}**\n\n${why}`),
      ];
  }
}

function inOrder({ steps }: Posed): string {
  return steps
    .map((step, index) => ({ ...step, letter: letterOf(index) }))
    .sort((a, b) => a.place - b.place)
    .map(({ letter, text }, index) => `${index + 1}. (${letter}) ${inlineMarkdown(text)}`)
    .join('\n');
}

function foreseen(answer: Answer, { question, gaps }: Posed): string {
  const words = plainText(answer.text);
  if (question.type !== 'trace' || gaps.length === 1) return htmlText(words);
  const { gap, text } = readForeseenGap(words);
  return htmlText(`${text} in gap ${gap}`);
}

function verdict({ right, feedback }: Answer): string {
  return [right ? '**Right.**' : '**Not right.**', ...(feedback.length === 0 ? [] : [toMarkdown(feedback)])].join(' ');
}

function sourcesLine({ question }: Posed): string {
  const links = question.sources.map((source) => {
    if (source.startsWith('lesson.md')) return `[the lesson](../${source})`;
    if (source.startsWith('KIP-'))
      return `[${source}](https://cwiki.apache.org/confluence/display/KAFKA/Kafka+Improvement+Proposals)`;
    return `[Kafka’s documentation](${source})`;
  });
  return `Read: ${links.join(', ')}.`;
}

/** A forge shows what is folded as markdown only if an empty line comes after the summary. */
function fold(summary: string, inside: string): string {
  return `<details><summary>${summary}</summary>\n\n${inside}\n\n</details>`;
}

const htmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
