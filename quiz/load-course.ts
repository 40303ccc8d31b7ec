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

/** What the course's questions are held against. `read` grows with every file that is looked at, from the root. */
export function surroundingsOf(root: string): { readonly around: Surroundings; readonly read: ReadonlySet<string> } {
  const read = new Set<string>();
  const text = (path: string) => {
    read.add(path);
    return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;
  };
  const pages = new Map<string, readonly Heading[] | null>();
  const headings = (path: string) => {
    const known = pages.get(path);
    if (known !== undefined) return known;
    const page = text(path);
    const found = page === null ? null : headingsOf(page);
    pages.set(path, found);
    return found;
  };
  const around: Surroundings = {
    models,
    scenarios: Object.keys(scenarios),
    misconceptions: parse(text('quiz/misconceptions.yaml') ?? '') as Record<string, string>,
    lesson: (headings('lesson.md') ?? []).filter(({ level }) => level === 2),
    headingsOf: headings,
  };
  return { around, read };
}

/** Reads and judges the course's questions. `read` holds every file that the outcome depends on, from the root. */
export function loadCourse(root: string): {
  readonly course: Course;
  readonly problems: readonly Problem[];
  readonly files: readonly SourceFile[];
  readonly read: readonly string[];
} {
  const { around, read } = surroundingsOf(root);
  const paths = bankPaths(root);
  const files = paths.map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
  const { course, problems } = reviewCourse(files, around);
  return { course, problems, files, read: ['quiz', ...paths, ...read] };
}
