import type { Course } from '../bank/bank.ts';
import { plainText, textsOf } from '../page/block.ts';
import type { Drawn } from './draw.ts';
import { expectedAnswer } from './judge.ts';
import { pose } from './pose.ts';
import type { Answered } from './screens.ts';

/** The report of `--json`, one document; fields that do not apply are absent. */
export function jsonReport(
  { misconceptions }: Course,
  answered: readonly Answered[],
  missing: readonly Drawn[],
  seed: number,
): object {
  const right = answered.filter(({ verdict }) => verdict.right).length;
  return {
    schema: 1,
    course: { id: 'kafka-fundamentals' },
    seed,
    score: right,
    maxScore: answered.length + missing.length,
    questions: [
      ...answered.map(({ bank, question, posed, verdict }) => ({
        ...named({ bank, question }, plainText(posed.title), posed.variant),
        verdict: verdict.right ? 'right' : 'wrong',
        answer: verdict.answer,
        expected: verdict.expected,
        remarks: verdict.remarks.map(({ about, is, feedback, misconception }) => ({
          about,
          is,
          ...(feedback.length === 0 ? {} : { feedback: textsOf(feedback).join('') }),
          ...(misconception === undefined
            ? {}
            : { misconception: { id: misconception, belief: misconceptions[misconception] } }),
        })),
        sources: question.sources,
      })),
      ...missing.map((drawn) => {
        const posed = pose(drawn.question, { seed, attempt: 0 });
        return {
          ...named(drawn, plainText(posed.title), posed.variant),
          verdict: 'not-answered',
          expected: expectedAnswer(posed),
          sources: drawn.question.sources,
        };
      }),
    ],
  };
}

function named({ bank, question }: Drawn, title: string, variant: number | undefined) {
  const { id, type, goal } = question;
  return { id, title, bank: bank.name, goal, type, ...(variant === undefined ? {} : { variant }) };
}
