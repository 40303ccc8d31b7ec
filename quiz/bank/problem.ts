import stringWidth from 'fast-string-width';
import { type RuleCode, rules } from './rules.ts';
import type { Place, SourceFile } from './source-file.ts';

/** Something an author has to mend (an error) or should look at (a warning). */
export interface Problem extends Place {
  readonly code: RuleCode;
  readonly level: 'error' | 'warning';
  readonly message: string;
  readonly help: string | undefined;
  readonly file: string;
}

/** A problem of the rule `code` at a place in a file; `help` says what to type instead. */
export function problem(code: RuleCode, file: SourceFile, at: Place, message: string, help?: string): Problem {
  const { line, column, length } = at;
  return { code, level: rules[code].level, message, help, file: file.path, line, column, length };
}

/** Errors before warnings are not wanted: an author reads a file from top to bottom. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      a.line - b.line ||
      a.column - b.column ||
      (a.code < b.code ? -1 : 1),
  );
}

/**
 * A problem as it is printed: the place, the sentence, the line itself with a caret, and what to type.
 * The first line has the form that editors and CI services make clickable.
 */
export function frame(problem: Problem, file: SourceFile | undefined): string {
  const { line, column } = problem;
  const text = (file?.lines[line - 1] ?? '').replaceAll('\t', ' ');
  const number = String(line);
  const margin = ' '.repeat(number.length);
  const shown = text.length > 110 ? `${text.slice(0, 110)}…` : text;
  const caretAt = ' '.repeat(stringWidth(shown.slice(0, column - 1)));
  const caret = '^'.repeat(Math.max(1, stringWidth(shown.slice(column - 1, column - 1 + problem.length))));
  return [
    `${problem.file}:${line}:${column}: ${problem.level} ${problem.code}: ${problem.message}`,
    `${margin} |`,
    `${number} | ${shown}`.trimEnd(),
    `${margin} | ${caretAt}${caret}`,
    ...(problem.help === undefined ? [] : [`${margin} = help: ${problem.help}`]),
  ].join('\n');
}

/** All problems in reading order, each framed, and a last line that counts them. */
export function report(problems: readonly Problem[], files: readonly SourceFile[]): string {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const errors = problems.filter(({ level }) => level === 'error').length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  return [
    ...inReadingOrder(problems).map((each) => `${frame(each, byPath.get(each.file))}\n`),
    `${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`,
  ].join('\n');
}
