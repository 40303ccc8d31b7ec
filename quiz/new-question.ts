import course from 'course:quiz';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bank } from './bank/bank.ts';
import { didYouMean } from './bank/did-you-mean.ts';
import { courseRoot } from './course-root.ts';
import { UsageError } from './session/choose.ts';

/** Adds a question to start from to a bank: `npm run new question offsets`. Throws UsageError for an unknown bank. */
export function main(args: readonly string[]): void {
  const names = course.banks.map(({ name }) => name);
  const bank = course.banks.find(({ name }) => name === args[0]);
  if (bank === undefined) {
    const help = didYouMean(args[0] ?? '', names) ?? `there are: ${names.join(', ')}`;
    throw new UsageError(
      args[0] === undefined
        ? `In which bank? npm run new question NAME; ${help}`
        : `There is no bank "${args[0]}"; ${help}`,
    );
  }
  const path = join(courseRoot, 'quiz', `${bank.name}.md`);
  const lineCount = readFileSync(path, 'utf8').split('\n').length;
  appendFileSync(path, template(bank, freeId(course.banks)));
  console.log(
    `quiz/${bank.name}.md:${lineCount + 1} has a new question to fill in. quiz/README.md explains the format.`,
  );
  console.log('npm run check-quiz tells what is missing, npm run quiz-sheet writes QUIZ.md again.');
}

function freeId(banks: readonly Bank[]): string {
  const taken = new Set(banks.flatMap(({ questions }) => questions.map(({ id }) => id)));
  let number = 1;
  while (taken.has(`new-question-${number}`)) number++;
  return `new-question-${number}`;
}

/** A whole question: it can be asked at once, and every part of it wants to be replaced. */
export function template({ goals, section, questions }: Bank, id: string): string {
  const source = questions[0]?.sources[0] ?? `lesson.md#${section.toLowerCase().replaceAll(' ', '-')}`;
  return `
## ${id}: what is asked?

\`\`\`yaml question
id: ${id}
type: single
goal: ${Object.keys(goals)[0] ?? 'goal'}
difficulty: 1
source: ../${source}
\`\`\`

- [ ] What somebody answers who believes something wrong
  > Why it is wrong, in one sentence. {M1-01}
- [x] The right answer, no longer than the others
  > What is worth knowing about it.
- [ ] What somebody answers who believes something else
  > Why that is wrong. {M1-02}

### Why

The explanation that everybody is shown afterwards.
`;
}
