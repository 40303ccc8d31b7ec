import { didYouMeanOr } from '../bank/did-you-mean.ts';
import type { DraftBank, DraftQuestion } from '../bank/draft.ts';
import { type Problem, problem } from '../bank/problem.ts';
import { wholeLine } from '../bank/source-file.ts';
import { plainText } from '../page/block.ts';
import type { Surroundings } from './review.ts';

/** The front matter belongs to the lesson, and every goal it declares is asked for. */
export function frontMatterIsSound({ file, front, frontYaml, questions }: DraftBank, around: Surroundings): Problem[] {
  if (front === undefined) return [];
  const at = (path: string[]) => frontYaml?.keyAt(path) ?? wholeLine(file, 1);
  const sections = around.lesson.map((heading) => heading.title);
  const asked = new Set(questions.map((question) => question.settings?.goal));
  return [
    ...(sections.includes(front.section)
      ? []
      : [
          problem(
            'Q007',
            file,
            frontYaml?.valueAt(['section']) ?? at([]),
            `the lesson has no heading "${front.section}"`,
            didYouMeanOr(front.section, sections),
          ),
        ]),
    ...Object.keys(front.goals)
      .filter((goal) => !asked.has(goal))
      .map((goal) =>
        problem(
          'Q010',
          file,
          at(['goals', goal]),
          `no question asks for the goal "${goal}"`,
          'write one, or take the goal away',
        ),
      ),
  ];
}

/** Ids are used once in all banks, headings once in a bank, and no two banks share a title. */
export function namesAreUnique(banks: readonly DraftBank[]): Problem[] {
  const problems: Problem[] = [];
  const ids = new Map<string, DraftQuestion>();
  const titles = new Map<string, DraftBank>();
  for (const bank of banks) {
    const title = bank.front?.title;
    const twin = title === undefined ? undefined : titles.get(title);
    if (twin !== undefined) {
      const at = bank.frontYaml?.valueAt(['title']) ?? wholeLine(bank.file, 1);
      problems.push(
        problem(
          'Q008',
          bank.file,
          at,
          `"${title}" is also the title of ${twin.file.path}`,
          'learners choose a bank by its title',
        ),
      );
    } else if (title !== undefined) titles.set(title, bank);
    const headings = new Map<string, DraftQuestion>();
    for (const question of bank.questions) {
      problems.push(...twice(question, ids, headings));
    }
  }
  return problems;
}

function twice(
  question: DraftQuestion,
  ids: Map<string, DraftQuestion>,
  headings: Map<string, DraftQuestion>,
): Problem[] {
  const problems: Problem[] = [];
  const id = question.settings?.id;
  const first = id === undefined ? undefined : ids.get(id);
  if (first !== undefined) {
    const at = question.yaml?.valueAt(['id']) ?? question.at;
    const help = 'progress is kept by id: give this question its own';
    problems.push(
      problem('Q017', question.file, at, `the id "${id}" is taken by ${first.file.path}:${first.from}`, help),
    );
  } else if (id !== undefined) ids.set(id, question);
  const heading = plainText(question.title).trim();
  const twin = headings.get(heading);
  if (twin !== undefined)
    problems.push(
      problem(
        'Q018',
        question.file,
        question.at,
        `the heading is also on line ${twin.from}`,
        'say what is different about this one',
      ),
    );
  else headings.set(heading, question);
  return problems;
}

const FEWEST_FOR_A_HABIT = 4;

/** Learners notice habits: the right answer always in one place, or always the longest. */
export function noHabits({ file, questions }: DraftBank): Problem[] {
  const single = questions.filter(
    ({ settings, answers }) =>
      settings?.type === 'single' && answers.length >= 3 && answers.filter(({ right }) => right).length === 1,
  );
  if (single.length < FEWEST_FOR_A_HABIT) return [];
  const places = new Set(single.map(({ answers }) => answers.findIndex(({ right }) => right)));
  const longest = single.filter(({ answers }) => {
    const lengths = answers.map((answer) => plainText(answer.text).length);
    return lengths.indexOf(Math.max(...lengths)) === answers.findIndex(({ right }) => right);
  });
  const { at } = single[0]!;
  return [
    ...(places.size > 1
      ? []
      : [
          problem(
            'Q040',
            file,
            at,
            `the right answer has the same place in all ${single.length} single choices`,
            'move some of them',
          ),
        ]),
    ...(longest.length < single.length
      ? []
      : [
          problem(
            'Q041',
            file,
            at,
            `the right answer is the longest in all ${single.length} single choices`,
            'lengthen some wrong ones',
          ),
        ]),
  ];
}
