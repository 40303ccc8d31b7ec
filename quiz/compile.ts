import { report } from './bank/problem.ts';
import { loadCourse } from './load-course.ts';

/** The questions are wrong, not the program. */
class ContentError extends Error {
  override readonly name = 'ContentError';
}

/**
 * The course's questions as JSON, for the bundler: reading markdown takes longer than a learner should wait for the first
 * question. Throws an error whose message is the located report if a bank has errors.
 */
export default function compile(root: string): { readonly json: string; readonly read: readonly string[] } {
  const { course, problems, files, read } = loadCourse(root);
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length > 0) throw new ContentError(report(errors, files));
  return { json: JSON.stringify(course), read };
}
