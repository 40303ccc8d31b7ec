import type { Bank, Course } from '../bank/bank.ts';
import { type Posed, pose, poseVariant } from '../session/pose.ts';

/** A question on its way into another system: one variant, under an id that stays the same at every export. */
export interface Exported {
  readonly bank: Bank;
  /** `what-kafka-stores`, or `offset-to-commit-v2` for one of the variants of a computed question. */
  readonly id: string;
  readonly posed: Posed;
}

/** All questions; computed ones in so many variants, so that a teacher can draw one of them. */
export function exportedQuestions({ banks }: Course, variants: number): Exported[] {
  return banks.flatMap((bank) =>
    bank.questions.flatMap((question) => {
      const turn = { seed: 0, attempt: 0 };
      if (question.variants.length === 0) return [{ bank, id: question.id, posed: pose(question, turn) }];
      const count = Math.min(variants, question.variants.length);
      return Array.from({ length: count }, (_, variant) => ({
        bank,
        id: `${question.id}-v${variant + 1}`,
        posed: poseVariant(question, variant, turn),
      }));
    }),
  );
}

/** A share of a mark in per cent, as Moodle lists them: five decimals at most. */
export function percent(share: number): string {
  return String(Number((share * 100).toFixed(5)));
}
