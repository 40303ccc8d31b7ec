import type { Bank, Question } from '../bank/bank.ts';
import { randomFrom, shuffled } from '../random.ts';
import type { Progress } from './progress.ts';

/** A question and the bank it comes from. */
export interface Drawn {
  readonly bank: Bank;
  readonly question: Question;
}

const MOST_HARD = 2;
const FEWEST_TYPED = 3;

/** Questions whose answer cannot be guessed from what is offered. */
const isTyped = ({ type }: Question) => ['number', 'text', 'order', 'trace'].includes(type);

/** All questions in the order of the lesson. */
export function allQuestions(banks: readonly Bank[]): Drawn[] {
  return banks.flatMap((bank) => bank.questions.map((question) => ({ bank, question })));
}

/**
 * Draws a short quiz: as many sections as there are questions, what was not asked before first, at most two that are hard
 * and at least three whose answer is typed. The order is that of the lesson.
 */
export function drawBalanced(banks: readonly Bank[], count: number, progress: Progress, seed: number): Drawn[] {
  const asked = progress.questions;
  const random = randomFrom(
    'draw',
    seed,
    Object.values(asked).reduce((sum, { attempts }) => sum + attempts, 0),
  );
  const freshness = (bank: Bank) =>
    bank.questions.filter(({ id }) => asked[id] === undefined).length / bank.questions.length;
  const turns = shuffled(
    banks.filter((bank) => bank.questions.length > 0),
    random,
  ).sort((a, b) => freshness(b) - freshness(a));
  const drawn: Drawn[] = [];
  for (let turn = 0; drawn.length < count && turn < count * banks.length; turn++) {
    const bank = turns[turn % turns.length]!;
    const left = bank.questions.filter((question) => !drawn.some((each) => each.question === question));
    const slots = count - drawn.length;
    const typed = drawn.filter(({ question }) => isTyped(question)).length;
    const hard = drawn.filter(({ question }) => question.difficulty === 3).length;
    const cost = (question: Question) =>
      (asked[question.id]?.attempts ?? 0) * 2 +
      (question.difficulty === 3 && hard >= MOST_HARD ? 100 : 0) +
      (!isTyped(question) && FEWEST_TYPED - typed >= slots ? 50 : 0);
    const [best] = shuffled(left, random).sort((a, b) => cost(a) - cost(b));
    if (best !== undefined && (cost(best) < 50 || turn >= turns.length * 2)) drawn.push({ bank, question: best });
  }
  const order = allQuestions(banks).map(({ question }) => question);
  return drawn.sort((a, b) => order.indexOf(a.question) - order.indexOf(b.question));
}
