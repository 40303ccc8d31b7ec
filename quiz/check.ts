import { report } from './bank/problem.ts';
import { courseRoot } from './course-root.ts';
import { loadCourse } from './load-course.ts';
import { models } from './models/index.ts';
import { scenarios } from './scenarios/index.ts';

// Prints every error and warning in the questions, exit code 2 if there is an error; `models` and `scenarios` list what
// questions can name.
const [what] = process.argv.slice(2);
if (what === 'models') {
  for (const [name, { doc, parameters }] of Object.entries(models))
    console.log(`${name} (${parameters.join(', ')})\n  ${doc}`);
} else if (what === 'scenarios') {
  for (const [name, { title }] of Object.entries(scenarios)) console.log(`${name}\n  ${title}`);
} else {
  const { problems, files } = loadCourse(courseRoot);
  console.log(report(problems, files));
  if (problems.some(({ level }) => level === 'error')) process.exitCode = 2;
}
