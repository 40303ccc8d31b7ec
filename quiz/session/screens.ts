import { columns, ends, type Look, letterOf, squares, wrap } from '#terminal';
import type { Course } from '../bank/bank.ts';
import type { Block } from '../page/block.ts';
import { inlineText, toTerminal } from '../page/to-terminal.ts';
import type { Drawn } from './draw.ts';
import type { Verdict } from './judge.ts';
import type { Posed } from './pose.ts';

/** One question that was answered. */
export interface Answered extends Drawn {
  readonly posed: Posed;
  readonly verdict: Verdict;
}

const difficulty = ['', 'recall', 'apply', 'reason'] as const;

/** The screen of a question: where we are, what is asked, and what it is about. */
export function questionScreen(
  posed: Posed,
  bank: string,
  done: readonly Answered[],
  total: number,
  look: Look,
): string[] {
  const { style } = look;
  const right = done.filter(({ verdict }) => verdict.right).length;
  const score = done.length === 0 ? '' : `${right} of ${done.length} right`;
  const bar = look.plain ? '' : `${squares(done.length, total, Math.min(total, 20), look)}  `;
  const { question, variant } = posed;
  const about = [bank, difficulty[question.difficulty], ...(variant === undefined ? [] : [`variant ${variant + 1}`])];
  return [
    '',
    ...ends(`Question ${done.length + 1} of ${total}`, `${bar}${score}`, look.width).map((line) => line.trimEnd()),
    ...wrap(style.heading(inlineText(posed.title, look)), look.width),
    style.aside(`(${about.join(', ')})`),
    '',
    ...(posed.body.length === 0 ? [] : [...toTerminal(posed.body, look), '']),
  ];
}

/** What can be chosen, as lettered lines. */
export function optionTexts(posed: Posed, look: Look): string[] {
  const texts =
    posed.question.type === 'order' ? posed.steps.map((step) => step.text) : posed.answers.map((answer) => answer.text);
  return texts.map((text) => inlineText(text, look));
}

/** The options of a question that is answered by typing letters. */
export function optionLines(posed: Posed, look: Look): string[] {
  return optionTexts(posed, look).flatMap((text, index) => wrap(text, look.width, { first: `${letterOf(index)}) ` }));
}

/** The screen after an answer: right or not, what to say about each part, and why. */
export function verdictScreen(posed: Posed, verdict: Verdict, look: Look): string[] {
  const { style, glyph } = look;
  const mark = verdict.right
    ? style.passed(`${glyph.passed} Right`)
    : style.disproved(`${glyph.disproved} Not right`) + (isTyped(posed) ? `: it is ${verdict.expected}` : '');
  return [
    '',
    ...wrap(mark, look.width),
    '',
    ...verdict.remarks.flatMap((remark) => remarkLines(remark, posed, look)),
    ...(posed.question.type === 'order' && !verdict.right ? orderLines(posed, look) : []),
    ...labelled('Why', posed.why, look),
    ...readLines(posed, look),
  ];
}

const isTyped = ({ question }: Posed) => ['number', 'text', 'trace'].includes(question.type);

function remarkLines({ about, is, feedback }: Verdict['remarks'][number], posed: Posed, look: Look): string[] {
  const isOnly = isTyped(posed) && posed.gaps.length <= 1;
  if (isOnly && feedback.length === 0) return [];
  const missed = posed.question.type === 'multiple' ? 'right too' : 'the right one';
  const words = { right: '', wrong: 'not right', 'left out': missed }[is];
  const mark = is === 'right' ? look.glyph.passed : is === 'wrong' ? look.glyph.disproved : look.glyph.notStarted;
  const head = wrap(`${about}${words === '' ? '' : ` (${words})`}`, look.width, { first: `  ${mark} ` });
  return [...(isOnly ? [] : head), ...toTerminal(feedback, look, isOnly ? 2 : 4), ''];
}

function orderLines(posed: Posed, look: Look): string[] {
  const steps = [...posed.steps].sort((a, b) => a.place - b.place);
  const lines = steps.flatMap(({ text }, index) =>
    wrap(inlineText(text, look), look.width, { first: `  ${index + 1}. ` }),
  );
  return ['  The right order:', ...lines, ''];
}

/** A page with a word in the margin. */
export function labelled(label: string, blocks: readonly Block[], look: Look): string[] {
  if (blocks.length === 0) return [];
  const [first = '', ...rest] = toTerminal(blocks, look, 7);
  return [label.padEnd(7) + first.slice(7), ...rest];
}

/** Where to read more; an address too long for the line is not cut, so that it can still be followed. */
function readLines({ question }: Posed, look: Look): string[] {
  return question.sources.map((source, index) => {
    const line = `${index === 0 ? 'Read' : ''}`.padEnd(7) + source;
    return line.length > look.width && index > 0 ? source : line;
  });
}

/** The screen at the end: how many were right, by goal, and what to look at again; only answers that were `kept` come back in a review. */
export function summaryScreen(answered: readonly Answered[], course: Course, look: Look, kept = true): string[] {
  if (answered.length === 0) return ['', 'Nothing was answered.'];
  const right = answered.filter(({ verdict }) => verdict.right).length;
  return [
    '',
    look.style.heading(`${right} of ${answered.length} right`),
    '',
    ...goalLines(answered, look),
    ...beliefLines(answered, course, look),
    ...nextLines(answered, look, kept),
  ];
}

function goalLines(answered: readonly Answered[], look: Look): string[] {
  const goals = new Map<string, { text: string; right: number; of: number }>();
  for (const { bank, question, verdict } of answered) {
    const goal = goals.get(question.goal) ?? { text: bank.goals[question.goal] ?? question.goal, right: 0, of: 0 };
    goals.set(question.goal, { ...goal, right: goal.right + (verdict.right ? 1 : 0), of: goal.of + 1 });
  }
  const rows = [...goals.values()].map(({ text, right, of }) => {
    const mark = right === of ? look.glyph.passed : right === 0 ? look.glyph.disproved : look.glyph.partly;
    return [mark, `${right} of ${of}`, text];
  });
  return columns(rows, { width: look.width, indent: 2 });
}

/** What the wrong answers have in common with beliefs that are known to be wrong. */
function beliefLines(answered: readonly Answered[], { misconceptions }: Course, look: Look): string[] {
  const seen = new Map<string, number>();
  for (const { verdict } of answered)
    for (const { misconception } of verdict.remarks)
      if (misconception !== undefined) seen.set(misconception, (seen.get(misconception) ?? 0) + 1);
  const ids = [...seen.keys()].sort((a, b) => seen.get(b)! - seen.get(a)!).slice(0, 4);
  if (ids.length === 0) return [''];
  return [
    '',
    'Some answers look as if you think that',
    ...ids.flatMap((id) => {
      const exercise = /^M(\d)-/.exec(id)?.[1];
      const where = exercise === undefined ? '' : ` (exercise ${exercise})`;
      return wrap(`${misconceptions[id] ?? id}${where}`, look.width, { first: '  - ' });
    }),
    '',
  ];
}

function nextLines(answered: readonly Answered[], look: Look, kept: boolean): string[] {
  const missed = answered.filter(({ verdict }) => !verdict.right);
  const rows =
    missed.length === 0
      ? [['npm run quiz', 'ten more']]
      : [
          ...(kept ? [['npm run review', `what was missed: ${missed.length}`]] : []),
          [`npm run quiz ${missed[0]!.bank.name}`, `all questions on: ${missed[0]!.bank.title}`],
        ];
  return columns(
    rows.map(([command = '', what = '']) => [look.style.key(command), what]),
    { width: look.width },
  );
}
