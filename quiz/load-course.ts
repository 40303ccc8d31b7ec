import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Heading, headingsOf } from './bank/anchors.ts';
import type { Course } from './bank/bank.ts';
import type { Problem } from './bank/problem.ts';
import { type SourceFile, sourceFile } from './bank/source-file.ts';
import type { Surroundings } from './lint/review.ts';
import { reviewCourse } from './lint/review-course.ts';
import { models } from './models/index.ts';
import { scenarios } from './scenarios/index.ts';

/** Files named in capitals, such as QUIZ.md, are documents; all other markdown in `quiz/` is questions. */
export function bankPaths(root: string): string[] {
  return readdirSync(join(root, 'quiz'))
    .filter((name) => /^[^A-Z].*\.md$/.test(name))
    .sort()
    .map((name) => `quiz/${name}`);
}

/** Reads and judges the course's questions. `read` holds every file that the outcome depends on, from the root. */
export function loadCourse(root: string): {
  readonly course: Course;
  readonly problems: readonly Problem[];
  readonly files: readonly SourceFile[];
  readonly read: readonly string[];
} {
  const read = new Set(['quiz', 'lesson.md', 'quiz/misconceptions.yaml']);
  const text = (path: string) => {
    read.add(path);
    return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;
  };
  const headings = new Map<string, readonly Heading[] | null>();
  const around: Surroundings = {
    models,
    scenarios: Object.keys(scenarios),
    misconceptions: parse(text('quiz/misconceptions.yaml') ?? '') as Record<string, string>,
    lesson: headingsOf(text('lesson.md') ?? '').filter(({ level }) => level === 2),
    headingsOf(path) {
      if (!headings.has(path)) {
        const page = text(path);
        headings.set(path, page === null ? null : headingsOf(page));
      }
      return headings.get(path) ?? null;
    },
  };
  const files = bankPaths(root).map((path) => sourceFile(path, text(path) ?? ''));
  const { course, problems } = reviewCourse(files, around);
  return { course, problems, files, read: [...read] };
}
