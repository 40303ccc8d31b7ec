import { letterOf } from '#terminal';
import type { Course } from '../bank/bank.ts';
import { plainText } from '../page/block.ts';
import { escapeHtml, inlineHtml, toHtml } from '../page/to-html.ts';
import { expectedAnswer } from '../session/judge.ts';
import { type Exported, exportedQuestions } from './posed-questions.ts';

/** The questions as notes for Anki's text import; the guid keeps a learner's schedule when they are imported again. */
export function anki(course: Course, variants: number): string {
  const header = [
    '#separator:tab',
    '#html:true',
    '#notetype:Basic',
    '#deck:Kafka Fundamentals',
    '#tags column:3',
    '#guid column:4',
  ];
  const notes = exportedQuestions(course, variants).map((exported) =>
    [front(exported), back(exported), tagsOf(exported), `kafka-fundamentals-${exported.id}`].map(field).join('\t'),
  );
  return `${[...header, ...notes].join('\n')}\n`;
}

function front({ posed }: Exported): string {
  const { title, body, answers, steps, question } = posed;
  const isOffered = ['single', 'multiple', 'true-false'].includes(question.type);
  const offered = isOffered ? answers.map((answer) => answer.text) : steps.map((step) => step.text);
  const options = offered.map((text, index) => `${letterOf(index)}) ${inlineHtml(text)}`).join('<br>');
  return [`<b>${inlineHtml(title)}</b>`, toHtml(body), options].filter((part) => part !== '').join('<br>');
}

function back({ posed }: Exported): string {
  const wrong = posed.answers.filter((answer) => !answer.right && answer.feedback.length > 0);
  const mistakes = wrong.map(
    (answer) => `<li>${escapeHtml(plainText(answer.text))}: ${toHtml(answer.feedback).replace(/<\/?p>/g, '')}</li>`,
  );
  const list = mistakes.length === 0 ? '' : `<ul>${mistakes.join('')}</ul>`;
  return `<b>${escapeHtml(expectedAnswer(posed))}</b>${toHtml(posed.why)}${list}`;
}

const tagsOf = ({ bank, posed }: Exported) => ['kafka-fundamentals', bank.name, posed.question.goal].join(' ');

/** Fields with tabs, quotes or line ends stand in quotes, which double inside. */
function field(text: string): string {
  return /[\t"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
