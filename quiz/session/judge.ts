import { letterOf } from '#terminal';
import type { Answer } from '../bank/bank.ts';
import { readForeseenGap } from '../bank/gaps.ts';
import { type Block, plainText } from '../page/block.ts';
import type { Posed } from './pose.ts';
import { isText, isWithin, readNumber, readRange } from './recognise.ts';

/** An answer that was given: options by their place, texts that were typed (one for each gap), or steps by their place. */
export type Reply =
  | { readonly kind: 'options'; readonly chosen: readonly number[] }
  | { readonly kind: 'typed'; readonly texts: readonly string[] }
  | { readonly kind: 'order'; readonly steps: readonly number[] };

/** What is said about one part of an answer. */
export interface Remark {
  /** What was chosen, typed or left out. */
  readonly about: string;
  readonly is: 'right' | 'wrong' | 'left out';
  readonly feedback: readonly Block[];
  readonly misconception?: string;
}

export interface Verdict {
  readonly right: boolean;
  /** The answer that was given and the one that is right, in words. */
  readonly answer: string;
  readonly expected: string;
  readonly remarks: readonly Remark[];
}

/** Judges an answer, and says something about every part of it that there is something to say about. */
export function judge(posed: Posed, reply: Reply): Verdict {
  if (reply.kind === 'options') return judgeOptions(posed, reply.chosen);
  if (reply.kind === 'order') return judgeOrder(posed, reply.steps);
  return posed.question.type === 'trace' ? judgeGaps(posed, reply.texts) : judgeTyped(posed, reply.texts[0] ?? '');
}

/** The right answer in words, for a question that was not answered. */
export function expectedAnswer(posed: Posed): string {
  const { question, answers, steps, gaps } = posed;
  if (question.type === 'order')
    return inOrder(steps)
      .map((step) => plainText(step.text))
      .join(', then ');
  if (question.type === 'trace') return gaps.map(([text]) => text).join('; ');
  const right = answers.filter((answer) => answer.right);
  if (question.type === 'number')
    return `${plainText(right[0]?.text ?? [])}${question.unit === undefined ? '' : ` ${question.unit}`}`;
  if (question.type === 'text') return right.map(textOf).find((text) => !text.startsWith('/')) ?? textOf(right[0]!);
  return answers.flatMap((answer, index) => (answer.right ? `${letterOf(index)}) ${textOf(answer)}` : [])).join('; ');
}

const textOf = (answer: Answer) => plainText(answer.text);

const inOrder = (steps: Posed['steps']) => [...steps].sort((a, b) => a.place - b.place);

function remarkOn(answer: Answer, about: string, is: Remark['is']): Remark {
  const { feedback, misconception } = answer;
  return { about, is, feedback, ...(misconception === undefined || is === 'right' ? {} : { misconception }) };
}

function judgeOptions(posed: Posed, chosen: readonly number[]): Verdict {
  const { answers } = posed;
  const named = (index: number) => `${letterOf(index)}) ${textOf(answers[index]!)}`;
  const remarks = answers.flatMap((answer, index) => {
    if (chosen.includes(index)) return [remarkOn(answer, named(index), answer.right ? 'right' : 'wrong')];
    return answer.right ? [remarkOn(answer, named(index), 'left out')] : [];
  });
  return {
    right: remarks.every(({ is }) => is === 'right'),
    answer: chosen.map(named).join('; '),
    expected: expectedAnswer(posed),
    remarks,
  };
}

function judgeTyped(posed: Posed, text: string): Verdict {
  const { question, answers } = posed;
  const recognises = (answer: Answer): boolean => {
    if (question.type !== 'number') return isText(textOf(answer), text, question.match);
    const number = readNumber(text, question.unit);
    const range = readRange(textOf(answer));
    return number !== null && range !== null && isWithin(number, range);
  };
  const found = answers.find((answer) => answer.right && recognises(answer)) ?? answers.find(recognises);
  const remark = found === undefined ? [] : [remarkOn(found, text.trim(), found.right ? 'right' : 'wrong')];
  return { right: found?.right === true, answer: text.trim(), expected: expectedAnswer(posed), remarks: remark };
}

function judgeGaps(posed: Posed, texts: readonly string[]): Verdict {
  const { question, answers, gaps } = posed;
  const isRight = (index: number) =>
    gaps[index]!.some((accepted) => isText(accepted, texts[index] ?? '', question.match));
  const remarks = gaps.flatMap((_, index): Remark[] => {
    const text = (texts[index] ?? '').trim();
    const about = gaps.length === 1 ? text : `gap ${index + 1}: ${text}`;
    if (isRight(index)) return [{ about, is: 'right', feedback: [] }];
    const foreseen = answers.find((answer) => {
      const wrong = readForeseenGap(textOf(answer));
      return wrong.gap === index + 1 && isText(wrong.text, text, question.match);
    });
    return [foreseen === undefined ? { about, is: 'wrong', feedback: [] } : remarkOn(foreseen, about, 'wrong')];
  });
  return {
    right: remarks.every(({ is }) => is === 'right'),
    answer: gaps.map((_, index) => (texts[index] ?? '').trim()).join('; '),
    expected: expectedAnswer(posed),
    remarks,
  };
}

function judgeOrder(posed: Posed, order: readonly number[]): Verdict {
  const { steps, answers } = posed;
  const given = order.map((index) => steps[index]!);
  const wrongAt = given.findIndex(({ place }, index) => place !== index);
  const numbers = given.map(({ place }) => place + 1).join(' ');
  const foreseen = answers.find((answer) => textOf(answer).trim() === numbers);
  const words = (each: Posed['steps'][number]) => plainText(each.text);
  const answer = given.map(words).join(', then ');
  if (wrongAt < 0) return { right: true, answer, expected: expectedAnswer(posed), remarks: [] };
  const about = `${wrongAt + 1}. ${words(given[wrongAt]!)}`;
  const due = `Here comes: ${words(inOrder(steps)[wrongAt]!)}`;
  const remark: Remark =
    foreseen === undefined
      ? { about, is: 'wrong', feedback: [{ kind: 'paragraph', text: [{ kind: 'text', text: due }] }] }
      : remarkOn(foreseen, about, 'wrong');
  return { right: false, answer, expected: expectedAnswer(posed), remarks: [remark] };
}
