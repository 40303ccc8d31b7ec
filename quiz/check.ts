import { report } from './bank/problem.ts';
import { courseRoot } from './course-root.ts';
import { loadCourse } from './load-course.ts';

// Prints every error and warning in the questions; exit code 2 if there is an error.
const { problems, files } = loadCourse(courseRoot);
console.log(report(problems, files));
if (problems.some(({ level }) => level === 'error')) process.exitCode = 2;
