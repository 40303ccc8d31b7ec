import type { Heading } from '../bank/anchors.ts';
import type { Answer, Values } from '../bank/bank.ts';
import type { DraftAnswer, DraftQuestion } from '../bank/draft.ts';
import type { Problem } from '../bank/problem.ts';
import type { Settings } from '../bank/schema.ts';
import type { Model } from '../models/model.ts';
import { plainText } from '../page/block.ts';
import { fill } from '../page/fill.ts';

/** What a bank is held against, besides itself. */
export interface Surroundings {
  readonly models: Readonly<Record<string, Model>>;
  readonly scenarios: readonly string[];
  /** Misconception ids and beliefs. */
  readonly misconceptions: Readonly<Record<string, string>>;
  /** The lesson's headings, in its order. */
  readonly lesson: readonly Heading[];
  /** The headings of a file of the course; null where there is no such file. Paths are from the course's root. */
  headingsOf(path: string): readonly Heading[] | null;
}

/** A question on its way through the rules, with its settings read and its variants computed. */
export interface Reviewed {
  readonly draft: DraftQuestion;
  readonly settings: Settings;
  readonly variants: readonly Values[];
  /** False when variants could not be computed: rules about filled answers have nothing to say then. */
  readonly isComputable: boolean;
  readonly gaps: readonly (readonly string[])[];
}

/** One rule, or a few that belong together. */
export type Rule = (question: Reviewed, around: Surroundings) => readonly Problem[];

/** An answer's words in one variant. */
export const wordsOf = (answer: DraftAnswer | Answer, values: Values) => fill(plainText(answer.text), values).trim();

/** Every variant with words that say which one it is; one nameless variant for a question that is not computed. */
export function eachVariant({ variants, settings, isComputable }: Reviewed): { values: Values; where: string }[] {
  if (!isComputable) return [];
  if (settings.compute === undefined) return [{ values: {}, where: '' }];
  const given = Object.keys(settings.compute.given ?? {});
  return variants.map((values, index) => {
    const numbers = given.map((name) => `${name}=${values[name] ?? '?'}`).join(', ');
    return { values, where: `in variant ${index} (${numbers}) ` };
  });
}

/** The first complaint over all variants, so that sixty variants do not say the same thing sixty times. */
export function firstInVariants(
  question: Reviewed,
  look: (values: Values, where: string) => readonly Problem[],
): readonly Problem[] {
  for (const { values, where } of eachVariant(question)) {
    const found = look(values, where);
    if (found.length > 0) return found;
  }
  return [];
}
