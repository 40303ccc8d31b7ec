import type { Bank, Course, Question } from '../bank/bank.ts';
import { computeVariants } from '../bank/compute.ts';
import type { DraftBank, DraftQuestion } from '../bank/draft.ts';
import { gapsIn, numberGaps } from '../bank/gaps.ts';
import { blocksOf } from '../bank/markdown.ts';
import { inReadingOrder, type Problem } from '../bank/problem.ts';
import { readBank } from '../bank/read-bank.ts';
import type { SourceFile } from '../bank/source-file.ts';
import { mapText, textsOf } from '../page/block.ts';
import { answersDiffer, lengthsAreAlike, offer, rightAnswers, standAlone } from './choices.ts';
import { answersAreComputed, placeholders } from './computed.ts';
import { feedback, hasAnswers } from './feedback.ts';
import { blocksAreSound, linesAreSound } from './form.ts';
import type { Reviewed, Rule, Surroundings } from './review.ts';
import {
  explainsWhy,
  goalIsDeclared,
  isAskedWithoutNot,
  keysApply,
  scenarioExists,
  somethingIsAsked,
} from './settings.ts';
import { links, sources, sourcesOf } from './sources.ts';
import { foreseenGaps, gaps } from './traces.ts';
import { numbers, orders, texts } from './typed.ts';
import { frontMatterIsSound, namesAreUnique, noHabits } from './whole-bank.ts';

const rules: readonly Rule[] = [
  keysApply,
  somethingIsAsked,
  isAskedWithoutNot,
  hasAnswers,
  rightAnswers,
  offer,
  answersDiffer,
  standAlone,
  lengthsAreAlike,
  feedback,
  numbers,
  texts,
  orders,
  gaps,
  foreseenGaps,
  placeholders,
  answersAreComputed,
  explainsWhy,
  scenarioExists,
  sources,
  links,
];

/** Reads and judges all banks. The course holds what can be asked; it is whole when no problem is an error. */
export function reviewCourse(
  files: readonly SourceFile[],
  around: Surroundings,
): { readonly course: Course; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const drafts: DraftBank[] = [];
  const banks: Bank[] = [];
  for (const file of files) {
    const read = readBank(file);
    drafts.push(read.bank);
    const ofLines = linesAreSound(file);
    const reviewed = read.bank.questions.map((draft) => reviewQuestion(draft, read.bank, around));
    problems.push(
      ...read.problems,
      ...ofLines,
      ...frontMatterIsSound(read.bank, around),
      ...noHabits(read.bank),
      ...reviewed.flatMap((each) => each.problems),
    );
    const questions = reviewed.flatMap(({ question }) => question ?? []);
    if (read.bank.front !== undefined) banks.push({ name: nameOfBank(file), ...read.bank.front, questions });
  }
  problems.push(...namesAreUnique(drafts));
  const order = around.lesson.map(({ title }) => title);
  banks.sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
  return { course: { banks, misconceptions: around.misconceptions }, problems: inReadingOrder(problems) };
}

/** A bank goes by the name of its file. */
export const nameOfBank = ({ path }: SourceFile) => path.replace(/^.*\//, '').replace(/\.md$/, '');

function reviewQuestion(
  draft: DraftQuestion,
  bank: DraftBank,
  around: Surroundings,
): { readonly question: Question | undefined; readonly problems: readonly Problem[] } {
  const form = blocksAreSound(draft);
  const { settings } = draft;
  // A block that is never closed swallows what follows, and everything said about the rest would be noise.
  if (settings === undefined || form.some(({ code }) => code === 'Q085'))
    return { question: undefined, problems: form };
  const computed = computeVariants(draft, around.models);
  const body = blocksOf(draft.body);
  const reviewed: Reviewed = {
    draft,
    settings,
    variants: computed.variants,
    isComputable: computed.problems.length === 0,
    gaps: textsOf(body).flatMap(gapsIn),
  };
  const goals = Object.keys(bank.front?.goals ?? {});
  const judged = [...rules, ...(bank.front === undefined ? [] : [goalIsDeclared(goals)])].flatMap((rule) =>
    rule(reviewed, around),
  );
  return { question: finish(reviewed), problems: [...form, ...computed.problems, ...judged] };
}

function finish({ draft, settings, variants, gaps: found }: Reviewed): Question {
  const { id, type, goal, difficulty, tags = [], kafka, shuffle = true, match = 'loose', unit, scenario } = settings;
  const section = (name: string) => draft.sections.find((each) => each.name === name)?.blocks ?? [];
  let next = 1;
  const body = mapText(blocksOf(draft.body), (text) => {
    const numbered = numberGaps(text, next);
    next += gapsIn(text).length;
    return numbered;
  });
  return {
    id,
    type,
    goal,
    difficulty,
    tags,
    sources: sourcesOf(settings.source).map((source) => source.replace(/^\.\.\//, '')),
    ...(kafka === undefined ? {} : { kafka }),
    shuffle,
    match,
    ...(unit === undefined ? {} : { unit }),
    ...(scenario === undefined ? {} : { scenario }),
    title: draft.title,
    body,
    answers: draft.answers.map(({ right, text, feedback: blocks, misconception }) => ({
      right,
      text,
      feedback: blocks,
      ...(misconception === undefined ? {} : { misconception }),
    })),
    steps: draft.steps.map(({ text }) => text),
    gaps: found,
    why: section('Why'),
    hint: section('Hint'),
    variants,
  };
}
