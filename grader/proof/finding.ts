import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { courseFolder } from '../course.ts';

/** Something in the course's content that is not as it should be: one sentence, where, and what to do. */
export interface Finding {
  /** From the course's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What is wrong, and what to do about it. */
  readonly sentence: string;
}

/** A finding in the line of `file` that holds `text`; in its first line if no line does. */
export function found(file: string, text: string, sentence: string): Finding {
  const before = text === '' ? [] : (contentOf(file)?.split(text) ?? []);
  return { file, line: before.length < 2 ? 1 : before[0]!.split('\n').length, sentence };
}

/** A content file's text with plain line ends, or null when it is not there. */
export function contentOf(file: string): string | null {
  try {
    return readFileSync(join(courseFolder, file), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}

/** A finding as it is printed: `exercises/02-…/checks.ts:12 …`. */
export function showFinding({ file, line, sentence }: Finding): string {
  return `${file}:${line} ${sentence}`;
}
