import { safe } from '#terminal';
import { counted, outcomesOf, WHERE } from './class-text.ts';
import { tellIsolation } from './isolation.ts';
import type { CheckPicture, ClassPicture, ExercisePicture, MisconceptionPicture, StudentRow } from './picture.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --pass: #2a7f4f; --rest: #8883; }
@media (prefers-color-scheme: dark) { :root { --pass: #6fcf97; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-variant-numeric: tabular-nums; }
tbody th { font-weight: normal; }
caption { text-align: start; font-weight: 600; padding: .5rem 0; }
th, td { text-align: start; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: end; white-space: nowrap; }
.bar { display: block; width: 8rem; height: .75rem; background: var(--rest); border-radius: .2rem; overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--pass); }
.wide { overflow-x: auto; }
a { color: inherit; }
summary { cursor: pointer; }
`;

const MARKS = {
  passed: ['✓', 'done'],
  failed: ['◐', 'in part'],
  'student-error': ['✗', 'cannot be graded as it is'],
  'not-started': ['○', 'not started'],
  'grader-error': ['!', 'the grader failed here'],
} as const;

/** The class picture as one HTML page that needs nothing from anywhere: no script, no font, no image. */
export function classPage(picture: ClassPicture): string {
  const { rules, students, exercises, alike } = picture;
  const { course, seed, isolation, node } = rules;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Class picture · Kafka Fundamentals</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Class picture</h1>
<p>${counted(students.length, 'student')}, seed ${seed}. Kafka Fundamentals ${text(course.version)} on Node ${text(node)}, digest <code>${text(course.digest)}</code>.</p>
<p>${text(tellIsolation(isolation))}</p>
${overview(exercises)}
${empty(students)}
${exercises.map(section).join('\n')}
${alike.length > 0 ? alikeTable(alike) : ''}
${studentTable(students, exercises)}
</body>
</html>
`;
}

function overview(exercises: readonly ExercisePicture[]): string {
  const rows = exercises.map((exercise) => {
    const { passed, failed, error, notStarted, mean } = outcomesOf(exercise);
    const numbers = [passed, failed, error, notStarted, mean].map((number) => `<td class="number">${number}</td>`);
    return `<tr><th scope="row"><a href="#e${exercise.id.slice(0, 2)}">${text(`${exercise.id.slice(0, 2)} ${exercise.title}`)}</a></th>${numbers.join('')}</tr>`;
  });
  const heads = ['done', 'in part', 'cannot be graded', 'not started', 'mean'];
  return table('Exercises', ['exercise'], heads, rows);
}

function empty(students: readonly StudentRow[]): string {
  const without = students.filter(({ isEmpty }) => isEmpty).map(({ name }) => name);
  if (without.length === 0) return '';
  return `<p>Nothing to grade was found for ${counted(without.length, 'student')}: ${names(without)}. ${text(WHERE)}</p>`;
}

function section({ id, title, checks, misconceptions }: ExercisePicture): string {
  const tried = checks.filter((check) => check.tried > 0);
  if (tried.length === 0) return '';
  const head = `<h2 id="e${id.slice(0, 2)}">${text(`${id.slice(0, 2)} ${title}`)}</h2>`;
  const listed = misconceptions.map(misconception).join('\n');
  return [
    head,
    table('Checks, by how many of those who tried pass them', ['share', 'check'], ['passed'], tried.map(checkRow)),
    ...(listed === '' ? [] : [table('Misconceptions', ['it looks as if the code …', 'who'], ['students'], [listed])]),
  ].join('\n');
}

function checkRow({ number, title, stretch, tried, passed }: CheckPicture): string {
  const width = ((100 * passed) / tried).toFixed(1);
  const name = `${number} ${title}${stretch ? ' (stretch)' : ''}`;
  return `<tr><td><span class="bar" aria-hidden="true"><i style="width:${width}%"></i></span></td><th scope="row">${text(name)}</th><td class="number">${passed} of ${tried}</td></tr>`;
}

function misconception({ id, belief, students }: MisconceptionPicture): string {
  return `<tr><td>${text(belief)} <small>${text(id)}</small></td><td><details><summary>names</summary>${names(students)}</details></td><td class="number">${students.length}</td></tr>`;
}

function alikeTable(alike: ClassPicture['alike']): string {
  const rows = alike.map(
    ({ exercise, students, likeness, asSolution }) =>
      `<tr><td>${text(exercise)}</td><td>${names(students)}${asSolution ? ' <small>as the course’s solution</small>' : ''}</td><td class="number">${Math.floor(likeness * 100)}%</td></tr>`,
  );
  return `<h2>Nearly the same</h2>
<p>For a human to look at, and no proof of anything: people who worked together, one who copied, or code that has one obvious form.
Names, comments, spaces and the order of functions make no difference here; what the starter gives and what many have in common is
left out.</p>
${table('Submissions that are nearly the same', ['exercise', 'students'], ['in common'], rows)}`;
}

function studentTable(students: readonly StudentRow[], exercises: readonly ExercisePicture[]): string {
  const heads = exercises.map(({ id, title }) => `<abbr title="${text(title)}">${id.slice(0, 2)}</abbr>`);
  const rows = students.map(({ name, file, score, bonus, outcomes }) => {
    const marks = outcomes.map((outcome) => {
      const [mark, words] = MARKS[outcome];
      return `<td title="${words}"><span aria-label="${words}" role="img">${mark}</span></td>`;
    });
    const link = `feedback/${encodeURIComponent(`${file}.md`)}`;
    const points = [score, bonus].map((number) => `<td class="number">${number}</td>`);
    return `<tr><th scope="row"><a href="${text(link)}">${names([name])}</a></th>${marks.join('')}${points.join('')}</tr>`;
  });
  const legend = Object.values(MARKS).map(([mark, words]) => `${mark} ${words}`);
  return `<h2>Students</h2>
<p>${legend.join(' · ')}</p>
<div class="wide">${table('Students', ['student', ...heads], ['points', 'bonus'], rows)}</div>`;
}

function table(caption: string, heads: readonly string[], numbers: readonly string[], rows: readonly string[]): string {
  const head = [
    ...heads.map((name) => `<th scope="col">${name}</th>`),
    ...numbers.map((name) => `<th scope="col" class="number">${name}</th>`),
  ].join('');
  return `<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

/** Names in any direction of writing, each kept to itself. */
function names(students: readonly string[]): string {
  return students.map((name) => `<bdi>${text(name)}</bdi>`).join(', ');
}

/** Text as HTML in which nothing is markup, whatever somebody called themselves. */
function text(plain: string): string {
  return safe(plain)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
