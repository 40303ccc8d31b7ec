import { columns, ends, type Look, safe, squares, wrap } from '#terminal';
import { numberOf } from '../course.ts';
import type { StudentProblem } from '../report.ts';
import { nextOf, type Standing } from '../standing.ts';

/** The overview: a line for each exercise, then the one thing to do next. */
export function overview(standings: readonly Standing[], look: Look): string[] {
  const rows = look.plain ? sentences(standings, look) : table(standings, look);
  const isNew = standings.length > 1 && standings.every(({ outcome }) => outcome === 'not-started');
  return [...rows, '', ...(isNew ? whatFirst(look) : []), ...whatNext(nextOf(standings), look)];
}

function whatFirst({ style, plain, width }: Look): string[] {
  const what = 'read lesson.md, 15 minutes; or begin, and read as you go';
  return wrap(what, width, { first: plain ? 'First: ' : `${style.heading('First')}  ` });
}

/** The commands for what to do next, for a screen that takes no keys. */
export function nextCommands(standings: readonly Standing[], { style, width }: Look): string[] {
  const next = nextOf(standings);
  const commands = next === undefined ? commandsAtTheEnd : commandsFor(numberOf(next.exercise));
  return columns(
    Object.entries(commands).map(([command, does]) => [style.key(command), does]),
    { width },
  );
}

const commandsAtTheEnd = { 'npm run quiz': 'five minutes of questions', 'npm run results': 'what you can do now' };

function commandsFor(number: number): Readonly<Record<string, string>> {
  return {
    [`npm run grade ${number}`]: 'this exercise, with what went wrong',
    [`npm run hint ${number}`]: 'one hint; there are three for each part',
    [`npm run watch ${number}`]: 'grade it again at every save',
  };
}

function table(standings: readonly Standing[], look: Look): string[] {
  const { width, style } = look;
  const isNarrow = width < 72;
  const rows = standings.map((standing) => {
    const { exercise, count } = standing;
    const done = count === undefined ? '' : `${count.passed}/${count.checks}`;
    const bar = isNarrow ? [] : [count === undefined ? '' : squares(count.passed, count.checks, 12, look)];
    return [String(numberOf(exercise)), exercise.title, ...bar, done, worded(standing, look)];
  });
  return [
    ...ends(style.heading('Kafka Fundamentals'), total(standings), width),
    '',
    ...columns(rows, { width, align: isNarrow ? ['right', 'left', 'right'] : ['right', 'left', 'left', 'right'] }),
  ];
}

function sentences(standings: readonly Standing[], look: Look): string[] {
  const rows = standings.map((standing) => {
    const { exercise, count } = standing;
    const done = count === undefined ? '' : `${count.passed} of ${count.checks} checks pass, `;
    return `Exercise ${numberOf(exercise)}, ${exercise.title}: ${done}${words(standing)}.`;
  });
  return [`Kafka Fundamentals: ${total(standings)}.`, '', ...rows.flatMap((row) => wrap(row, look.width))];
}

function total(standings: readonly Standing[]): string {
  const counts = standings.flatMap(({ count }) => count ?? []);
  if (counts.length < standings.length) {
    const done = standings.filter(({ outcome }) => outcome === 'passed').length;
    return `${done} of ${standings.length} exercises done`;
  }
  const sum = (of: 'passed' | 'checks') => counts.reduce((all, count) => all + count[of], 0);
  return `${sum('passed')} of ${sum('checks')} checks pass`;
}

/** In a mark and words: done, how much is left, or what keeps the file from being graded. */
function worded(standing: Standing, { glyph, style }: Look): string {
  const text = words(standing);
  switch (standing.outcome) {
    case 'passed':
      return style.passed(`${glyph.passed} ${text}`);
    case 'not-started':
      return style.aside(`${glyph.notStarted} ${text}`);
    case 'student-error':
      return style.disproved(`${glyph.disproved} ${text}`);
    case 'grader-error':
      return style.warning(text);
    default:
      return style.warning(`${glyph.partly} ${text}`);
  }
}

function words({ outcome, count, problem, exercise }: Standing): string {
  const left = count === undefined ? 0 : count.checks - count.passed;
  switch (outcome) {
    case 'passed':
      return 'done';
    case 'not-started':
      return `not started, ${exercise.minutes} minutes`;
    case 'student-error':
      return wordsOfProblem[problem ?? 'threw'];
    case 'grader-error':
      return 'the grader failed here; your file is not to blame';
    case 'changed':
      return count === undefined ? 'not graded yet' : 'changed since';
    case 'failed':
      return `${left} ${left === 1 ? 'check' : 'checks'} left`;
  }
}

const wordsOfProblem: Readonly<Record<StudentProblem['kind'], string>> = {
  syntax: 'does not compile',
  import: 'imports what it may not',
  missing: 'an export is missing',
  threw: 'threw when it was loaded',
  timeout: 'does not finish loading',
  memory: 'ran out of memory',
  left: 'ended its process',
};

/** The one thing to do next, and where. */
export function whatNext(next: Standing | undefined, { style, glyph, plain, width }: Look): string[] {
  if (next === undefined)
    return plain ? ['All exercises are done.'] : [style.passed(`${glyph.passed} All exercises are done.`)];
  const { exercise, outcome, next: check, place } = next;
  const number = numberOf(exercise);
  const title = `Exercise ${number}, ${exercise.title}`;
  const what =
    outcome === 'failed'
      ? (check ?? title)
      : outcome === 'not-started'
        ? title
        : `${title}: ${outcome === 'changed' ? 'grade what you changed' : words(next)}`;
  if (plain) return [...wrap(`Next: ${safe(what)}.`, width), `It is in: ${safe(place)}`];
  return [
    ...wrap(safe(what), width, { first: `${style.heading('Next')}   `, rest: '       ' }),
    `       ${safe(place)}`,
  ];
}
