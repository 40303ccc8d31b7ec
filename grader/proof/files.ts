import type { Part } from '#check';
import { lookFor } from '#terminal';
import { type Exercise, exercises } from '../course.ts';
import { readHints } from '../hints.ts';
import { passageOf } from '../screens/passage.ts';
import { contentOf, type Finding, found } from './finding.ts';

/** What the lesson promises the exercises take together. */
const PROMISED_MINUTES = 40;
const HINTS_A_PART = 3;

/** A part's task is read in a terminal of 80 by 24, with a line to spare for what may be typed. */
const SCREEN = { width: 80, lines: 23 };

/** Whether an exercise has its files, and its task and starter say what they have to. */
export function proveFiles(exercise: Exercise, parts: readonly Part[]): Finding[] {
  const folder = `exercises/${exercise.id}`;
  const absent = [`${folder}/exercise.ts`, `${folder}/starter.ts`, `solutions/${exercise.id}.ts`].filter(
    (file) => contentOf(file) === null,
  );
  if (absent.length > 0)
    return absent.map((file) => found(file, '', 'is not there; every exercise has one, so write it.'));
  return [...proveStarter(folder, parts), ...proveTask(folder, parts), ...proveParts(folder, parts)];
}

/** Whether the exercises go together: their numbers, their titles, and the time they take. */
export function proveTogether(): Finding[] {
  return [...exercises.flatMap(proveNumber), ...exercises.flatMap(proveTitle), ...proveMinutes()];
}

function proveStarter(folder: string, parts: readonly Part[]): Finding[] {
  const file = `${folder}/exercise.ts`;
  const starter = contentOf(`${folder}/starter.ts`)!;
  const text = contentOf(file)!;
  if (text !== starter) {
    return [
      found(
        file,
        firstDifference(text, starter),
        'differs from starter.ts, which is what reset puts back; make the two the same.',
      ),
    ];
  }
  const todo = text.includes('TODO') ? [] : [found(file, '', 'has no TODO; say what is to be written, where it goes.')];
  const names = parts
    .filter(({ stretch }) => !stretch)
    .flatMap(({ needs, part }) => needs.map((name) => ({ name, part })));
  const unexported = names.filter(({ name }) => !new RegExp(`export (const|let|function) ${name}\\b`).test(text));
  return [
    ...todo,
    ...unexported.map(({ name, part }) =>
      found(file, '', `does not export ${name}, which part ${part} asks for; add it to the starter.`),
    ),
  ];
}

function proveTask(folder: string, parts: readonly Part[]): Finding[] {
  const file = `${folder}/README.md`;
  const text = contentOf(file)!;
  const hints = readHints(text);
  if (!/^## Hints\s*$/m.test(text))
    return [found(file, '', 'has no section "## Hints"; add it at the end, with a "### A" for each part.')];
  const headings = parts
    .filter(({ part }) => !new RegExp(`^## ${part} ·`, 'm').test(text))
    .map(({ part, title }) => found(file, '', `has no heading for part ${part}; add "## ${part} · ${title}".`));
  const titles = parts
    .filter(({ part, title }) => new RegExp(`^## ${part} ·`, 'm').test(text) && !text.includes(`## ${part} · ${title}`))
    .map(({ part, title }) =>
      found(
        file,
        `## ${part} ·`,
        `calls part ${part} otherwise than checks.ts, where it is "${title}"; use one title.`,
      ),
    );
  const short = parts.flatMap(({ part }) => {
    const count = hints.get(part)?.length ?? 0;
    if (count === HINTS_A_PART) return [];
    return [
      found(
        file,
        `### ${part}`,
        `has ${count} hints for part ${part}; give ${HINTS_A_PART}: a question, the rule, the code in words.`,
      ),
    ];
  });
  const strangers = [...hints.keys()]
    .filter((name) => !parts.some(({ part }) => part === name))
    .map((name) =>
      found(file, `### ${name}`, `has hints for a part ${name}, which checks.ts does not have; rename or remove them.`),
    );
  return [...headings, ...titles, ...proveScreens(file, text, parts), ...short, ...strangers];
}

/** Whether each part's task, with its worked example, can be read without turning a page. */
function proveScreens(file: string, text: string, parts: readonly Part[]): Finding[] {
  const look = { ...lookFor({}), width: SCREEN.width };
  return parts.flatMap(({ part }) => {
    const { length } = passageOf(text, (heading) => heading.startsWith(`${part} ·`), look);
    if (length <= SCREEN.lines) return [];
    const sentence = `takes ${length} lines of a terminal for part ${part}; a part's task fits on one screen, so say it in ${SCREEN.lines} at the most.`;
    return [found(file, `## ${part} ·`, sentence)];
  });
}

function proveParts(folder: string, parts: readonly Part[]): Finding[] {
  const file = `${folder}/checks.ts`;
  const titles = parts.flatMap(({ checks }) => checks.map(({ title }) => title));
  const twice = titles.filter((title, at) => titles.indexOf(title) !== at);
  const letters = parts.map(({ part }) => part);
  return [
    ...(parts.length === 0 ? [found(file, 'export default', 'has no part; a task needs at least one.')] : []),
    ...parts
      .filter(({ checks }) => checks.length === 0)
      .map(({ part }) => found(file, `'${part}'`, `has no check in part ${part}; add one or remove the part.`)),
    ...twice.map((title) => found(file, title, `has two checks with the title "${title}"; say what sets them apart.`)),
    ...letters
      .filter((letter, at) => letters.indexOf(letter) !== at)
      .map((letter) => found(file, `'${letter}'`, `has two parts ${letter}; give each its own letter.`)),
    ...titles
      .filter((title) => /\bshould\b|[`();]|\.$|^[A-Z][a-z]/.test(title))
      .map((title) =>
        found(
          file,
          title,
          `has the title "${title}"; it has to complete "Your code …" in plain words, without "should", code or a full stop.`,
        ),
      ),
  ];
}

function proveNumber(exercise: Exercise, at: number): Finding[] {
  const number = Number(exercise.id.slice(0, 2));
  if (number === at + 1) return [];
  const sentence = `is numbered ${number}, but is number ${at + 1} of the course; rename the folder, and its solution with it.`;
  return [found(`exercises/${exercise.id}/README.md`, '', sentence)];
}

function proveTitle({ id, title }: Exercise, at: number): Finding[] {
  const first = exercises.findIndex((exercise) => exercise.title === title);
  if (first === at) return [];
  return [
    found(
      `exercises/${id}/README.md`,
      'title:',
      `has the title of exercises/${exercises[first]!.id}; give one of them another.`,
    ),
  ];
}

/** An exercise that the lesson does not list is beyond its hour. */
function proveMinutes(): Finding[] {
  const lesson = contentOf('lesson.md') ?? '';
  const listed = exercises.filter(({ id }) => lesson.includes(`exercises/${id}/`));
  const total = listed.reduce((minutes, exercise) => minutes + exercise.minutes, 0);
  const [longest] = listed.toSorted((a, b) => b.minutes - a.minutes);
  if (total <= PROMISED_MINUTES || longest === undefined) return [];
  const sentence = `takes ${longest.minutes} of ${total} minutes, and the lesson promises ${PROMISED_MINUTES} for all exercises; shorten one.`;
  return [found(`exercises/${longest.id}/README.md`, 'minutes:', sentence)];
}

function firstDifference(a: string, b: string): string {
  const others = b.split('\n');
  return a.split('\n').find((line, at) => line !== others[at]) ?? '';
}
