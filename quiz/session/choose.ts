import type { Course } from '../bank/bank.ts';
import { didYouMean } from '../bank/did-you-mean.ts';
import { allQuestions, type Drawn } from './draw.ts';

/** Wrong words on the command line; the message says what to type. */
export class UsageError extends Error {}

/** The questions a name stands for: a bank, one of its goals, a tag, or one question. Throws UsageError for an unknown one. */
export function chooseByName({ banks }: Course, name: string): Drawn[] {
  const all = allQuestions(banks);
  const wanted = name.toLowerCase().replace(/\.md$/, '');
  for (const found of [
    all.filter(({ bank }) => bank.name === wanted),
    all.filter(({ question }) => question.goal === wanted),
    all.filter(({ question }) => question.id === wanted),
    all.filter(({ question }) => question.tags.includes(wanted)),
  ])
    if (found.length > 0) return found;
  const names = banks.map((bank) => bank.name);
  const known = [...names, ...all.flatMap(({ question }) => [question.goal, question.id, ...question.tags])];
  const near = didYouMean(wanted, known);
  throw new UsageError(
    `There is no quiz "${name}"${near === undefined ? '' : `: ${near}`}\nThere are: ${names.join(', ')}`,
  );
}
