import type { Answer, Question, Values } from '../bank/bank.ts';
import { fillGaps } from '../bank/gaps.ts';
import { type Block, type Inline, mapInline, mapText } from '../page/block.ts';
import { fill } from '../page/fill.ts';
import { fnv1a, randomFrom, shuffled } from '../random.ts';

/** A question as one learner is asked it once: one variant, its numbers filled in, what is shuffled shuffled. */
export interface Posed {
  readonly question: Question;
  /** Which variant of a computed question; absent where there is only one. */
  readonly variant?: number;
  readonly title: readonly Inline[];
  /** Gaps are numbered: `[1]`, `[2]`. */
  readonly body: readonly Block[];
  /** What is offered, in the order it is shown; for typed answers what is recognised. */
  readonly answers: readonly Answer[];
  /** The steps of an order as they are shown; `place` is where one belongs, from 0. */
  readonly steps: readonly { readonly text: readonly Inline[]; readonly place: number }[];
  readonly gaps: readonly (readonly string[])[];
  readonly why: readonly Block[];
  readonly hint: readonly Block[];
}

/** How often a question was asked before, and whose turn it is. The same seed and attempt pose the same question. */
export interface Turn {
  readonly seed: number;
  readonly attempt: number;
}

/** Poses a question. Each further attempt is another variant, until all have been seen. */
export function pose(question: Question, { seed, attempt }: Turn): Posed {
  const count = question.variants.length;
  return poseVariant(question, count === 0 ? 0 : (fnv1a(`${seed}:${question.id}`) + attempt) % count, {
    seed,
    attempt,
  });
}

/** Poses one variant of a question. */
export function poseVariant(question: Question, variant: number, { seed, attempt }: Turn): Posed {
  const values: Values = question.variants[variant] ?? {};
  const random = randomFrom(seed, question.id, attempt);
  const put = (text: string) => fill(text, values);
  const answers = question.answers.map((answer) => ({
    ...answer,
    text: mapInline(answer.text, put),
    feedback: mapText(answer.feedback, put),
  }));
  const isOffered = ['single', 'multiple'].includes(question.type) && question.shuffle;
  return {
    question,
    ...(question.variants.length === 0 ? {} : { variant }),
    title: mapInline(question.title, put),
    body: mapText(question.body, (text) => fillGaps(put(text), (number) => `[${number}]`)),
    answers: isOffered ? shuffled(answers, random) : inTrueFalseOrder(answers, question.type),
    steps: shuffledSteps(question, put, random),
    gaps: question.gaps.map((gap) => gap.map(put)),
    why: mapText(question.why, put),
    hint: mapText(question.hint, put),
  };
}

/** True always comes before False: moving them would only be a trap for quick readers. */
function inTrueFalseOrder(answers: readonly Answer[], type: Question['type']): readonly Answer[] {
  if (type !== 'true-false') return answers;
  return [...answers].sort((a, b) => (b.text[0]?.text ?? '').localeCompare(a.text[0]?.text ?? '', 'en'));
}

/** Steps in another order than the right one. */
function shuffledSteps(question: Question, put: (text: string) => string, random: () => number) {
  const steps = question.steps.map((text, place) => ({ text: mapInline(text, put), place }));
  let order = shuffled(steps, random);
  while (order.length > 1 && order.every(({ place }, index) => place === index)) order = shuffled(steps, random);
  return order;
}
