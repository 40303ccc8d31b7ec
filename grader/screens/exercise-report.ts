import { ends, type Look, safe, shorten, wrap } from '#terminal';
import { numberOf } from '../course.ts';
import type { CheckReport, ExerciseReport, PartReport, StudentProblem } from '../report.ts';
import { failingCheck, failingCheckAboveKeys, pictureOf, printed } from './failing-check.ts';

/**
 * One exercise: each part's checks, the first failing check, and after a pass what was learned. What is to be done comes last, where
 * it stays on the screen.
 */
export function exerciseReport(exercise: ExerciseReport, look: Look): string[] {
  const pictures = picturesOfNotes(exercise, look);
  return inBlocks(exercise, look, failingCheck, pictures);
}

/** The same for a screen with a line of keys below it, which show what would scroll the rest away: pictures, long values. */
export function exerciseReportAboveKeys(exercise: ExerciseReport, look: Look): string[] {
  return inBlocks(exercise, look, failingCheckAboveKeys, look.plain ? picturesOfNotes(exercise, look) : []);
}

function inBlocks(
  exercise: ExerciseReport,
  look: Look,
  showFailing: typeof failingCheck,
  pictures: readonly string[],
): string[] {
  const failing = exercise.checks.find(({ verdict }) => verdict === 'disproved');
  const mistake = exercise.error ? problem(exercise, exercise.error, look) : [];
  const room = { ...look, rows: look.rows - (mistake.length > 0 ? mistake.length + 1 : 0) };
  const blocks = [
    heading(exercise, look),
    exercise.outcome === 'not-started' ? notStarted(exercise, look) : [],
    exercise.outcome === 'grader-error' ? ['The grader failed here; your file is not to blame.'] : [],
    exercise.console ? printed('Printed when your file was loaded', exercise.console, look) : [],
    checkList(exercise, look),
    failing ? showFailing(failing, room) : pictures,
    mistake,
    isWhole(exercise) && exercise.outcome === 'passed' ? learned(exercise, look) : [],
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

/** Whether every part within the hour was graded, and not only the check that was asked for. */
function isWhole({ parts, checks }: ExerciseReport): boolean {
  return parts.every(({ part, stretch }) => stretch || checks.some((check) => check.part === part));
}

function heading(exercise: ExerciseReport, { style, width, plain }: Look): string[] {
  const points = `${exercise.score} of ${exercise.maxScore} points${exercise.bonus > 0 ? `, ${exercise.bonus} bonus` : ''}`;
  const number = numberOf(exercise);
  if (plain) return wrap(`Exercise ${number}, ${exercise.title}: ${points}.`, width);
  return ends(`${style.heading(exercise.title)}  ${style.aside(`exercise ${number}`)}`, points, width);
}

/** Every check in a line, part by part; nothing of a stretch part that was not tried, or of a file that was not asked. */
function checkList({ parts, checks }: ExerciseReport, look: Look): string[] {
  if (checks.every(({ verdict }) => verdict === 'not-asked')) return [];
  const own = (part: PartReport) => checks.filter((check) => check.part === part.part);
  const shown = parts.filter((part) => part.attempted && own(part).length > 0);
  return shown.flatMap((part) => [
    partLine(part, look),
    ...own(part).flatMap((check) => [...checkLine(check, look), ...noteLines(check, look)]),
  ]);
}

function noteLines({ note }: CheckReport, { style, width, plain }: Look): string[] {
  const lines = note?.message.split('\n') ?? [];
  return lines.flatMap((line) => wrap(safe(line), width, { first: plain ? '' : '    ' }).map(style.aside));
}

/** What is to be seen of an exercise in which nothing is left to mend, part by part. */
export function picturesOfNotes({ parts, checks }: ExerciseReport, look: Look): string[] {
  const blocks = parts.flatMap((part) => {
    const own = checks.filter(({ part: letter, note }) => letter === part.part && note?.picture !== undefined);
    return own.length === 0 ? [] : [[partLine(part, look), ...own.flatMap(({ note }) => pictureOf(note, look))]];
  });
  return blocks.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

function partLine({ part, title, stretch }: PartReport, { style, plain }: Look): string {
  if (plain) return `Part ${part}, ${title}${stretch ? ' (stretch)' : ''}:`;
  return style.heading(`${part}  ${title}`) + (stretch ? style.aside('  stretch') : '');
}

function checkLine({ verdict, title, inputs, number }: CheckReport, { glyph, style, width, plain }: Look): string[] {
  const of = inputs === 1 ? '' : `${inputs} inputs`;
  if (plain) {
    const words = { passed: `passes${of && `, ${of}`}`, disproved: 'fails', 'not-asked': 'was not asked' }[verdict];
    return wrap(`Check ${number} ${words}: ${title}.`, width);
  }
  const mark = {
    passed: style.passed(glyph.passed),
    disproved: style.disproved(glyph.disproved),
    'not-asked': style.aside(glyph.notStarted),
  }[verdict];
  const more = {
    passed: style.aside(of && `, ${of}`),
    disproved: ': not yet',
    'not-asked': style.aside(': not asked'),
  }[verdict];
  return wrap(`${title}${more}`, width, { first: `  ${mark} ` });
}

function problem({ id, file }: ExerciseReport, error: StudentProblem, look: Look): string[] {
  const { style, glyph, width, plain } = look;
  const margin = plain ? '' : '    ';
  const place = `${error.file ?? file ?? `exercises/${id}/exercise.ts`}${error.line === undefined ? '' : `:${error.line}`}`;
  const frame =
    error.codeFrame === undefined
      ? []
      : ['', ...inWindow(error.codeFrame, width - margin.length).map((line) => margin + line)];
  return [
    plain ? `In ${safe(place)}:` : `${style.disproved(glyph.disproved)} ${safe(place)}`,
    ...wrap(safe(error.message), width, { first: margin }),
    ...frame,
  ];
}

/** A code frame no wider than `room`: where its caret would be off the screen, the code is shown from further right. */
function inWindow(frame: string, room: number): string[] {
  const lines = safe(frame).split('\n');
  const gutter = lines[0]!.indexOf('|') + 2;
  const caret = lines.find((line) => /^ +\| *\^$/.test(line))?.length ?? 0;
  const from = Math.max(0, caret - room + 8);
  return lines.map((line) => shorten(line.slice(0, gutter) + line.slice(gutter + from), room, '...').trimEnd());
}

function notStarted(exercise: ExerciseReport, { style, width }: Look): string[] {
  const { id } = exercise;
  return [
    ...wrap('Not started yet. Read the task, fill in the first TODO, and grade again.', width),
    '',
    `Task   exercises/${id}/README.md`,
    `Yours  exercises/${id}/exercise.ts`,
    `Again  ${style.key(`npm run grade ${numberOf(exercise)}`)}`,
  ];
}

function learned(exercise: ExerciseReport, { style, glyph, plain, width }: Look): string[] {
  const mark = plain ? '' : `${glyph.passed} `;
  return [
    style.passed(`${mark}Exercise ${numberOf(exercise)} is done.`),
    '',
    'What you can do now:',
    ...exercise.teaches.flatMap((goal) =>
      wrap(goal, width, { first: plain ? '- ' : `  ${style.passed(glyph.passed)} ` }),
    ),
  ];
}
