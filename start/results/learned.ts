import type { Check, Part } from '#check';
import { anchorOf } from '../../grader/screens/passage.ts';
import type { Standing } from '../../grader/standing.ts';
import type { Bank, Course } from '../../quiz/bank/bank.ts';
import type { Progress } from '../../quiz/session/progress.ts';

/** So much of so many. */
export interface Share {
  readonly done: number;
  readonly of: number;
}

/** Something one can do after the course, and how far a student is with it. */
export interface Goal {
  readonly text: string;
  /** Whether it is shown by writing code or by answering questions. */
  readonly by: 'exercise' | 'quiz';
  readonly share: Share;
}

/** The goals of one exercise, and of the questions on the same passages of the lesson. */
export interface Topic {
  readonly title: string;
  readonly goals: readonly Goal[];
}

/** What a student can do by now, exercises and quiz together. */
export interface Learned {
  readonly topics: readonly Topic[];
  readonly checks: Share;
  /** Questions that were right when they were asked last, of those asked. */
  readonly questions: Share;
  /** What is worth another look, and the command for it. */
  readonly left: readonly { readonly command: string; readonly why: string }[];
}

/** Puts the exercises' and the quiz's goals together by the passages of the lesson that they are about. */
export async function learnedSoFar(
  standings: readonly Standing[],
  quiz: Course,
  questions: Progress['questions'],
): Promise<Learned> {
  const banks = [...quiz.banks];
  const topics: Topic[] = [];
  const shares: Share[] = [];
  for (const { exercise, count } of standings) {
    const parts = await exercise.checks();
    const share = { done: count?.passed ?? 0, of: checksIn(parts.filter(({ stretch }) => !stretch)).length };
    const anchors = new Set(checksIn(parts).map(({ read }) => read?.split('#')[1] ?? ''));
    const own = banks.filter(({ section }) => anchors.has(anchorOf(section)));
    for (const bank of own) banks.splice(banks.indexOf(bank), 1);
    const goals = exercise.teaches.map((text): Goal => ({ text, by: 'exercise', share }));
    shares.push(share);
    topics.push({ title: exercise.title, goals: [...goals, ...own.flatMap((bank) => goalsOf(bank, questions))] });
  }
  topics.push(...banks.map((bank) => ({ title: bank.title, goals: goalsOf(bank, questions) })));
  const asked = quiz.banks.flatMap((bank) => bank.questions.flatMap(({ id }) => questions[id] ?? []));
  return {
    topics,
    checks: sum(shares),
    questions: { done: asked.filter(({ box }) => box > 1).length, of: asked.length },
    left: [...exercisesLeft(standings), ...questionsLeft(asked.filter(({ box }) => box <= 1).length, asked.length)],
  };
}

function checksIn(parts: readonly Part[]): readonly Check[] {
  return parts.flatMap(({ checks }) => checks);
}

/** The goals of a bank of which at least one question was asked. */
function goalsOf({ goals, questions }: Bank, answered: Progress['questions']): Goal[] {
  return Object.entries(goals).flatMap(([id, text]) => {
    const asked = questions.filter(({ goal }) => goal === id).flatMap((question) => answered[question.id] ?? []);
    const share = { done: asked.filter(({ box }) => box > 1).length, of: asked.length };
    return asked.length === 0 ? [] : [{ text, by: 'quiz', share }];
  });
}

function exercisesLeft(standings: readonly Standing[]): Learned['left'] {
  return standings
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ exercise }) => ({ command: `npm run grade ${Number(exercise.id.slice(0, 2))}`, why: exercise.title }));
}

function questionsLeft(missed: number, asked: number): Learned['left'] {
  if (asked === 0) return [{ command: 'npm run quiz', why: 'no question was asked yet' }];
  return missed === 0
    ? []
    : [{ command: 'npm run review', why: `${missed} ${missed === 1 ? 'question' : 'questions'} missed` }];
}

function sum(shares: readonly Share[]): Share {
  return shares.reduce((all, { done, of }) => ({ done: all.done + done, of: all.of + of }), { done: 0, of: 0 });
}
