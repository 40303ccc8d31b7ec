import { type Counterexample, show } from '#check';
import { bar, columns, ends, type Look, safe, wrap } from '#terminal';
import { numberOf } from './course.ts';
import type { CheckReport, ExerciseReport, Report, StudentProblem } from './report.ts';

/** The overview: a line for each exercise, then the one thing to do next. */
export function overview(report: Report, look: Look): string[] {
  const checks = report.exercises.flatMap((exercise) => exercise.checks.filter(({ stretch }) => !stretch));
  const passed = checks.filter(({ verdict }) => verdict === 'passed').length;
  const title = look.style.heading('Kafka Fundamentals');
  return [
    ...ends(title, `${passed} of ${checks.length} checks pass`, look.width),
    '',
    ...columns(
      report.exercises.map((exercise) => overviewRow(exercise, look)),
      { width: look.width, align: ['right'] },
    ),
    '',
    ...nextStep(report, look),
  ];
}

function overviewRow(exercise: ExerciseReport, look: Look): string[] {
  const core = exercise.checks.filter(({ stretch }) => !stretch);
  const passed = core.filter(({ verdict }) => verdict === 'passed').length;
  return [String(numberOf(exercise)), exercise.title, bar(passed, core.length, 12, look), standing(exercise, look)];
}

/** In a mark and words: done, how much is left, or what keeps the file from being graded. */
function standing({ outcome, checks, error }: ExerciseReport, { glyph, style }: Look): string {
  const left = checks.filter(({ stretch, verdict }) => !stretch && verdict !== 'passed').length;
  switch (outcome) {
    case 'passed':
      return style.passed(`${glyph.passed} done`);
    case 'not-started':
      return style.aside(`${glyph.notStarted} not started`);
    case 'student-error':
      return style.disproved(`${glyph.disproved} ${standingOfError[error?.kind ?? 'threw']}`);
    case 'grader-error':
      return style.warning('the grader failed here; your file is not to blame');
    case 'failed':
      return style.warning(`${glyph.partly} ${left} ${left === 1 ? 'check' : 'checks'} left`);
  }
}

const standingOfError: Readonly<Record<StudentProblem['kind'], string>> = {
  syntax: 'does not compile',
  import: 'imports what it may not',
  missing: 'an export is missing',
  threw: 'threw when it was loaded',
  timeout: 'does not finish loading',
  memory: 'ran out of memory',
  left: 'ended its process',
};

function nextStep({ exercises }: Report, { style, glyph }: Look): string[] {
  const next = exercises.find(({ outcome }) => outcome !== 'passed');
  if (next === undefined)
    return [`${glyph.passed} ${style.passed('All exercises are done.')} Try the quiz: ${style.key('npm run quiz')}`];
  const number = numberOf(next);
  const check = next.checks.find(({ stretch, verdict }) => !stretch && verdict !== 'passed');
  const what =
    next.outcome === 'not-started' ? next.title : (next.error?.message ?? `${check?.number} ${check?.title}`);
  return [
    `${style.heading('Next')}   ${safe(what)}`,
    `       ${fileAndLine(next)}`,
    '',
    `${style.key(`npm run grade ${number}`)}   this exercise, with what went wrong`,
    `${style.key(`npm run hint ${number}`)}    one hint; there are three for each part`,
  ];
}

function fileAndLine({ id, file, error }: ExerciseReport): string {
  const line = error?.line === undefined ? '' : `:${error.line}`;
  return safe(`${error?.file === undefined ? (file ?? `exercises/${id}/exercise.ts`) : error.file}${line}`);
}

/** One exercise: each part's light, the first failing check in full, the others as a list. */
export function exerciseReport(exercise: ExerciseReport, look: Look): string[] {
  const { style } = look;
  const title = `${style.heading(exercise.title)}  ${style.aside(`exercise ${numberOf(exercise)}`)}`;
  const points = `${exercise.score} of ${exercise.maxScore} points${exercise.bonus > 0 ? `, ${exercise.bonus} bonus` : ''}`;
  const head = [...ends(title, points, look.width), ''];
  if (exercise.outcome === 'not-started') return [...head, ...notStarted(exercise, look)];
  const said = exercise.error ? [...problem(exercise, exercise.error, look), ''] : [];
  const printed = exercise.console
    ? [...consoleText('Printed when your file was loaded', exercise.console, look), '']
    : [];
  const parts = exercise.parts.filter(
    ({ attempted, part }) => attempted && exercise.checks.some((check) => check.part === part),
  );
  const list = parts.flatMap((part) => [
    style.heading(`${part.part}  ${part.title}`) + (part.stretch ? style.aside('  stretch') : ''),
    ...exercise.checks.filter((check) => check.part === part.part).map((check) => checkLine(check, look)),
  ]);
  const isLoaded = exercise.checks.some(({ verdict }) => verdict !== 'not-asked');
  const failing = exercise.checks.find(({ verdict }) => verdict === 'disproved');
  return [
    ...head,
    ...said,
    ...printed,
    ...(isLoaded ? [...list, ''] : []),
    ...(failing ? failingCheck(failing, look) : []),
    ...(exercise.outcome === 'passed' ? learned(exercise, look) : []),
  ];
}

function checkLine(check: CheckReport, { glyph, style }: Look): string {
  const of = check.inputs === 1 ? '' : style.aside(`  ${check.inputs} inputs`);
  if (check.verdict === 'passed') return `  ${style.passed(glyph.passed)} ${check.title}${of}`;
  if (check.verdict === 'disproved') return `  ${style.disproved(glyph.disproved)} ${check.title}`;
  return `  ${style.aside(`${glyph.notStarted} ${check.title}  (not asked)`)}`;
}

/** The one failing check that is shown whole. */
export function failingCheck(check: CheckReport, look: Look): string[] {
  const { style, glyph, width } = look;
  const indent = { first: '    ', rest: '      ' };
  const lines = (text: string) => text.split('\n').flatMap((line) => wrap(safe(line), width, indent));
  const { counterexample } = check;
  return [
    ...wrap(`${check.number} Your code ${style.heading(check.title)}: not yet`, width, {
      first: `${style.disproved(glyph.disproved)} `,
      rest: '  ',
    }),
    '',
    ...(counterexample ? values(counterexample).flatMap(lines) : []),
    ...(check.message ? lines(check.message) : []),
    ...(check.misconception
      ? ['', ...lines(`It looks as if your code ${check.misconception.belief}. (${check.misconception.id})`)]
      : []),
    ...picture(counterexample, look),
    ...(check.console ? ['', ...consoleText('Your code printed', check.console, look)] : []),
    '',
    ...(check.read ? [`Read   ${check.read}`] : []),
    ...(check.replay ? [`Again  ${style.key(`npm run grade ${check.replay}`)}`] : []),
  ];
}

function values(counterexample: Counterexample): string[] {
  const { call } = counterexample;
  const gave = 'actual' in counterexample ? `${call ?? 'yours'} gave ${show(counterexample.actual)}` : call;
  const due = 'expected' in counterexample ? [`Kafka says ${show(counterexample.expected)}`] : [];
  return [...(gave === undefined ? [] : [gave]), ...due.map((line) => line)];
}

function picture(counterexample: Counterexample | undefined, { width, unicode }: Look): string[] {
  if (counterexample?.picture === undefined) return [];
  return ['', ...counterexample.picture({ width: width - 4, unicode }).map((line) => `    ${safe(line)}`)];
}

function consoleText(title: string, text: string, look: Look): string[] {
  const lines = text.trimEnd().split('\n').slice(0, 12);
  return [`    ${title}:`, ...lines.map((line) => look.style.aside(`    ${look.glyph.quote} ${safe(line)}`))];
}

function problem(exercise: ExerciseReport, error: StudentProblem, look: Look): string[] {
  const frame =
    error.codeFrame === undefined ? [] : ['', ...error.codeFrame.split('\n').map((line) => `    ${safe(line)}`)];
  return [
    `${look.style.disproved(look.glyph.disproved)} ${fileAndLine(exercise)}`,
    ...wrap(safe(error.message), look.width, { first: '    ', rest: '    ' }),
    ...frame,
  ];
}

function notStarted({ id }: ExerciseReport, { style, width }: Look): string[] {
  return [
    ...wrap(`Not started yet. Read the task, fill in the first TODO, and grade again.`, width),
    '',
    `Task   exercises/${id}/README.md`,
    `Yours  exercises/${id}/exercise.ts`,
    `Again  ${style.key(`npm run grade ${Number(id.slice(0, 2))}`)}`,
  ];
}

function learned(exercise: ExerciseReport, { style, glyph }: Look): string[] {
  return [
    style.passed(`${glyph.passed} Exercise ${numberOf(exercise)} is done.`),
    '',
    'What you can do now:',
    ...exercise.teaches.map((goal) => `  ${glyph.passed} ${goal}`),
  ];
}
