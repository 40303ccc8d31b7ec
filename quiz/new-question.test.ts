import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { report } from './bank/problem.ts';
import { sourceFile } from './bank/source-file.ts';
import { courseRoot } from './course-root.ts';
import { reviewCourse } from './lint/review-course.ts';
import { loadCourse, surroundingsOf } from './load-course.ts';
import { template } from './new-question.ts';

test('a new question is whole from the start, in every bank', () => {
  const { course } = loadCourse(courseRoot);
  const { around } = surroundingsOf(courseRoot);
  const files = course.banks.map((bank, index) => {
    const text = readFileSync(join(courseRoot, `quiz/${bank.name}.md`), 'utf8');
    return sourceFile(`quiz/${bank.name}.md`, text + template(bank, `new-question-${index}`));
  });
  const reviewed = reviewCourse(files, around);
  expect(report(reviewed.problems, files)).toBe('0 errors, 0 warnings');
  const count = ({ banks }: typeof course) => banks.flatMap(({ questions }) => questions).length;
  expect(count(reviewed.course)).toBe(count(course) + course.banks.length);
});
