import { UsageError } from './course.ts';
import type { Occasion } from './formats/junit.ts';
import type { Report } from './report.ts';

/** A report as another program wants it. Every format is a pure function of the report; `junit` adds the occasion. */
export type Format = (report: Report, occasion?: Occasion) => string;

const loaders: Readonly<Record<string, () => Promise<Format>>> = {
  exercism: async () => (await import('./formats/exercism.ts')).exercism,
  gradescope: async () => (await import('./formats/gradescope.ts')).gradescope,
  'github-classroom': async () => (await import('./formats/github-classroom.ts')).githubClassroom,
  junit: async () => (await import('./formats/junit.ts')).junit,
  tap: async () => (await import('./formats/tap.ts')).tap,
  markdown: async () => (await import('./formats/markdown.ts')).markdown,
};

/** How a file in that format is called, after the dot. */
export const extensions: Readonly<Record<string, string>> = {
  exercism: 'json',
  gradescope: 'json',
  'github-classroom': 'txt',
  junit: 'xml',
  tap: 'tap',
  markdown: 'md',
};

/** What may follow `--format`. */
export const formatNames = Object.keys(loaders);

/** Loads a format by its name. Throws UsageError. */
export async function loadFormat(name: string): Promise<Format> {
  const load = loaders[name];
  if (load === undefined)
    throw new UsageError(`There is no format "${name}". Type one of these: ${formatNames.join(', ')}.`);
  return load();
}
