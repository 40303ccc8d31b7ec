import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensions } from '../formats.ts';
import { type Report, toJson } from '../report.ts';
import type { Isolation } from './isolation.ts';
import type { Prints } from './prints.ts';
import type { Student } from './students.ts';

/** What a whole class is graded by: one for all of its students, and for all of its shards. */
export interface Rules {
  readonly course: Report['course'];
  readonly seed: number;
  readonly node: string;
  readonly isolation: Pick<Isolation, 'kind' | 'network'>;
  /** Another system's format, in which each report is written as well. */
  readonly format?: string | undefined;
}

/** What is kept of a student: the report, and what says whether it still holds. */
export interface Result extends Report {
  readonly student: string;
  readonly isolation: Rules['isolation'];
  /** sha256 of the files that were graded. */
  readonly submission: string;
  /** What the result is the result of: the rules and the submission. With another key it is graded again. */
  readonly key: string;
  /** For finding submissions that are nearly the same, by exercise. */
  readonly prints: Readonly<Record<string, Prints>>;
}

/** Where the files of one student are. */
export interface ResultFiles {
  readonly result: string;
  readonly feedback: string;
  readonly report?: string;
}

/** The folders in a class's output. */
export const folders = { results: 'results', feedback: 'feedback', reports: 'reports' } as const;

/** The paths of a student's files in `out`. */
export function filesOf(out: string, { file }: Pick<Student, 'file'>, format: string | undefined): ResultFiles {
  return {
    result: join(out, folders.results, `${file}.json`),
    feedback: join(out, folders.feedback, `${file}.md`),
    ...(format !== undefined && { report: join(out, folders.reports, `${file}.${extensions[format]}`) }),
  };
}

/** What a submission's result depends on. */
export function keyOf(rules: Rules, student: string, submission: string): string {
  return createHash('sha256')
    .update(JSON.stringify([rules, student, submission]))
    .digest('hex');
}

/** A result as it is written: the same bytes whenever and wherever it was graded. */
export function written({ student, key, submission, isolation, prints, ...report }: Result): string {
  const { exercises, ...totals } = toJson(report) as Report;
  const timeless = exercises.map(({ durationMs: _, checks, ...exercise }) => ({
    ...exercise,
    checks: checks.map(({ durationMs: _, ...check }) => check),
  }));
  const document = { student, key, submission, isolation, ...totals, exercises: timeless, prints };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Reads a result back; null when there is none, or it is not whole. */
export function readResult(path: string): Result | null {
  try {
    const result = JSON.parse(readFileSync(path, 'utf8')) as Result;
    return typeof result.key === 'string' && Array.isArray(result.exercises) ? result : null;
  } catch {
    return null;
  }
}

/** Whether a student's files are all there, for the same work under the same rules. What our own fault was is tried again. */
export function isDone(files: ResultFiles, key: string): boolean {
  const result = readResult(files.result);
  if (result === null || result.key !== key) return false;
  if (result.exercises.some(({ outcome }) => outcome === 'grader-error')) return false;
  return existsSync(files.feedback) && (files.report === undefined || existsSync(files.report));
}
