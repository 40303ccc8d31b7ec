import { safe } from '#terminal';
import { tellIsolation } from './isolation.ts';
import type { ClassPicture, ExercisePicture } from './picture.ts';

/** More names than this in a line help nobody; the page and the results have them all. */
const MOST_NAMES = 12;
const SQUARES = 20;

/** Where a student's files are looked for. */
export const WHERE =
  'Their files have to be exercises/NN-name/exercise.ts or NN-name.ts, with the names of the course and all in one place.';

/** The class picture as Markdown that reads well as plain text: exercises, checks, misconceptions, and work that is alike. */
export function classText(picture: ClassPicture): string {
  const { rules, students, exercises, alike } = picture;
  const lines = [
    '# Class picture',
    '',
    `${counted(students.length, 'student')}, seed ${rules.seed}. Checks and solutions of Kafka Fundamentals ${rules.course.version}, digest ${rules.course.digest.slice(0, 16)}.`,
    '',
    tellIsolation(rules.isolation),
    '',
    '| exercise | done | in part | cannot be graded as it is | not started | mean |',
    '| --- | --: | --: | --: | --: | --: |',
    ...exercises.map(overviewRow),
    ...faults(picture),
    ...empty(picture),
    ...exercises.flatMap(section),
    ...alikeLines(alike),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many of the class have each outcome in an exercise, and what they earned on average. */
export function outcomesOf({ grades, maxScore }: ExercisePicture) {
  const count = (outcome: string) => grades.filter((grade) => grade.outcome === outcome).length;
  const mean = grades.reduce((total, { score }) => total + score, 0) / Math.max(1, grades.length);
  return {
    passed: count('passed'),
    failed: count('failed'),
    error: count('student-error'),
    notStarted: count('not-started'),
    mean: `${mean.toFixed(1)} of ${maxScore}`,
  };
}

function overviewRow(exercise: ExercisePicture): string {
  const { passed, failed, error, notStarted, mean } = outcomesOf(exercise);
  return `| ${cell(`${exercise.id.slice(0, 2)} ${exercise.title}`)} | ${[passed, failed, error, notStarted, mean].join(' | ')} |`;
}

function faults({ students }: ClassPicture): string[] {
  const names = students.filter(({ outcomes }) => outcomes.includes('grader-error')).map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    '',
    `**The grader itself failed at ${counted(names.length, 'student')}: ${namesOf(names)}.** They are not to blame. Run it again with \`--resume\`, and report what it printed.`,
  ];
}

function empty({ students }: ClassPicture): string[] {
  const names = students.filter(({ isEmpty }) => isEmpty).map(({ name }) => name);
  if (names.length === 0) return [];
  return ['', `Nothing to grade was found for ${counted(names.length, 'student')}: ${namesOf(names)}. ${WHERE}`];
}

function section({ id, title, checks, misconceptions }: ExercisePicture): string[] {
  const tried = checks.filter((check) => check.tried > 0);
  if (tried.length === 0) return [];
  return [
    '',
    `## ${cell(`${id.slice(0, 2)} ${title}`)}`,
    '',
    '```text',
    ...tried.map(
      ({ number, title, stretch, tried, passed }) =>
        `${bar(passed, tried)} ${`${passed}/${tried}`.padStart(9)}  ${number} ${safe(title)}${stretch ? ' (stretch)' : ''}`,
    ),
    '```',
    ...(misconceptions.length > 0 ? [''] : []),
    ...misconceptions.map(
      ({ id, belief, students }) =>
        `- ${counted(students.length, 'student')}: code that ${cell(belief)} (${id}): ${namesOf(students)}`,
    ),
  ];
}

function alikeLines(alike: ClassPicture['alike']): string[] {
  if (alike.length === 0) return [];
  return [
    '',
    '## Nearly the same',
    '',
    'For a human to look at, and no proof of anything: people who worked together, one who copied, or code that has one obvious form. Names, comments, spaces and the order of functions make no difference here; what the starter gives and what many have in common is left out.',
    '',
    ...alike.map(
      ({ exercise, students, likeness, asSolution }) =>
        `- ${exercise}: ${namesOf(students)} (${Math.floor(likeness * 100)}% the same${asSolution ? ", and like the course's solution" : ''})`,
    ),
  ];
}

function bar(done: number, total: number): string {
  const full = Math.floor((done / total) * SQUARES);
  return '■'.repeat(full) + '·'.repeat(SQUARES - full);
}

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(cell).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

/** A number with its noun: `1 student`, `2 students`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Text that is no Markdown, whatever somebody called themselves. */
function cell(text: string): string {
  return safe(text)
    .replaceAll(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replaceAll('\n', ' ');
}
