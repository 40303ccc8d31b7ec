import type { Answer, Course } from '../bank/bank.ts';
import { readForeseenGap } from '../bank/gaps.ts';
import { type Block, plainText } from '../page/block.ts';
import { escapeHtml, inlineHtml, toHtml } from '../page/to-html.ts';
import { readRange } from '../session/recognise.ts';
import { type Exported, exportedQuestions, percent } from './posed-questions.ts';

/** The questions as Moodle XML (moodle/question/format/xml/format.php); `idnumber` keeps them apart over a second import. */
export function moodleXml(course: Course, variants: number): string {
  let category = '';
  const parts = exportedQuestions(course, variants).map((exported) => {
    const isNew = exported.bank.title !== category;
    category = exported.bank.title;
    return `${isNew ? categoryXml(category) : ''}${questionXml(exported)}`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${parts.join('')}</quiz>\n`;
}

function categoryXml(title: string): string {
  const path = `$course$/top/Kafka Fundamentals/${title.replaceAll('/', '//')}`;
  return `<question type="category">\n<category>${text(path)}</category>\n</question>\n`;
}

function questionXml(exported: Exported): string {
  const { posed, bank, id } = exported;
  const { question } = posed;
  const { type, inside, body } = kindXml(exported);
  const tags = ['kafka-fundamentals', bank.name, question.goal, ...question.tags].map(
    (tag) => `<tag>${text(tag)}</tag>`,
  );
  const hint = posed.hint.length === 0 ? '' : `<hint format="html">\n${html(toHtml(posed.hint))}</hint>\n`;
  return `<question type="${type}">
<name>${text(plainText(posed.title))}</name>
<questiontext format="html">
${html(body)}</questiontext>
<generalfeedback format="html">
${html(`${toHtml(posed.why)}\n<p>${escapeHtml(question.sources.join(', '))}</p>`)}</generalfeedback>
<defaultgrade>1.0000000</defaultgrade>
<penalty>0.3333333</penalty>
<hidden>0</hidden>
<idnumber>${escapeHtml(id)}</idnumber>
${inside}${hint}<tags>
${tags.join('\n')}
</tags>
</question>
`;
}

/** A text without markup, as Moodle writes it. */
const text = (words: string) => `<text>${escapeHtml(sound(words))}</text>`;

/** Markup in CDATA, which must not hold its own end. */
const html = (markup: string) => `<text><![CDATA[${sound(markup).replaceAll(']]>', ']]]]><![CDATA[>')}]]></text>\n`;

/** XML 1.0 has no control characters but tab and line ends, and no lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out.
const sound = (words: string) => words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '');

interface Kind {
  readonly type: string;
  readonly body: string;
  readonly inside: string;
}

function kindXml({ posed }: Exported): Kind {
  const { question, title, body, answers, steps } = posed;
  const page = (blocks: readonly Block[]) =>
    [`<p><strong>${inlineHtml(title)}</strong></p>`, toHtml(blocks)].filter(Boolean).join('\n');
  switch (question.type) {
    case 'single':
    case 'multiple':
      return {
        type: 'multichoice',
        body: page(body),
        inside: choicesXml(answers, question.type === 'single', question.shuffle),
      };
    case 'true-false':
      return {
        type: 'truefalse',
        body: page(body),
        inside: answers
          .map((answer) => answerXml(plainText(answer.text).toLowerCase(), answer.right ? 1 : 0, answer.feedback))
          .join(''),
      };
    case 'number':
      return { type: 'numerical', body: page(body), inside: answers.map(numberXml).join('') };
    case 'text':
      return {
        type: 'shortanswer',
        body: page(body),
        inside: `<usecase>${question.match === 'exact' ? 1 : 0}</usecase>\n${textAnswers(answers)}`,
      };
    case 'order':
      return { type: 'matching', body: page(body), inside: matchingXml(steps) };
    case 'trace':
      return { type: 'cloze', body: clozeBody(posed, page), inside: '' };
  }
}

function answerXml(
  words: string,
  share: number,
  feedback: readonly Block[],
  more = '',
  format = 'moodle_auto_format',
): string {
  const inside = format === 'html' ? html(words) : `${text(words)}\n`;
  return `<answer fraction="${percent(share)}" format="${format}">\n${inside}${more}<feedback format="html">\n${html(toHtml(feedback))}</feedback>\n</answer>\n`;
}

function choicesXml(answers: readonly Answer[], single: boolean, shuffle: boolean): string {
  const right = answers.filter((answer) => answer.right).length;
  const wrong = answers.length - right;
  const share = (answer: Answer) => (answer.right ? 1 / right : single ? 0 : -1 / wrong);
  return `<single>${single}</single>
<shuffleanswers>${shuffle}</shuffleanswers>
<answernumbering>abc</answernumbering>
<showstandardinstruction>${single ? 0 : 1}</showstandardinstruction>
<correctfeedback format="html">
${html('<p>Right.</p>')}</correctfeedback>
<partiallycorrectfeedback format="html">
${html('<p>Partly right.</p>')}</partiallycorrectfeedback>
<incorrectfeedback format="html">
${html('<p>Not right.</p>')}</incorrectfeedback>
${answers.map((answer) => answerXml(`<p>${inlineHtml(answer.text)}</p>`, share(answer), answer.feedback, '', 'html')).join('')}`;
}

function numberXml(answer: Answer): string {
  const { from, to } = readRange(plainText(answer.text))!;
  const tolerance = `<tolerance>${(to - from) / 2}</tolerance>\n`;
  return answerXml(String((from + to) / 2), answer.right ? 1 : 0, answer.feedback, tolerance);
}

/** Moodle's short answers know `*` as a wildcard and nothing of patterns, which are left out. */
function textAnswers(answers: readonly Answer[]): string {
  return answers
    .map((answer) => ({ ...answer, words: plainText(answer.text) }))
    .filter(({ words }) => !/^\/.*\/[a-z]*$/.test(words))
    .map(({ words, right, feedback }) => answerXml(words.replaceAll('*', '\\*'), right ? 1 : 0, feedback))
    .join('');
}

function matchingXml(steps: Exported['posed']['steps']): string {
  const pairs = steps.map(
    ({ text: step, place }) =>
      `<subquestion format="html">\n${html(`<p>${inlineHtml(step)}</p>`)}<answer>\n${text(`${place + 1}.`)}\n</answer>\n</subquestion>\n`,
  );
  return `<shuffleanswers>true</shuffleanswers>\n${pairs.join('')}`;
}

/** Gaps become Moodle's embedded answers: `{1:SHORTANSWER:=3#feedback~0#…}`. */
function clozeBody({ body, gaps, answers }: Exported['posed'], page: (blocks: readonly Block[]) => string): string {
  return page(body).replace(/\[(\d+)\]/g, (whole, number: string) => {
    const gap = gaps[Number(number) - 1];
    if (gap === undefined) return whole;
    const accepted = gap.map((right) => `=${cloze(right)}`);
    const foreseen = answers.flatMap((answer) => {
      const wrong = readForeseenGap(plainText(answer.text));
      if (wrong.gap !== Number(number)) return [];
      return [`%0%${cloze(wrong.text)}#${cloze(toHtml(answer.feedback).replace(/<\/?p>/g, ''))}`];
    });
    return `{1:SHORTANSWER:${[...accepted, ...foreseen].join('~')}}`;
  });
}

const cloze = (words: string) => words.replace(/[\\}#~/"]/g, '\\$&').replaceAll('*', '\\*');
