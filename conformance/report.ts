import type { FileResult } from './run.ts';

const SHOWN_FAILURES = 3;
const NAME_WIDTH = 30;

/** One file's lines: its counts, why vectors were skipped, and its first failures in full. */
export function describeFile(result: FileResult): string {
  const { name, passed, failures, skipped, reasons, durationMs } = result;
  const counts = `${count(passed)} passed  ${count(failures.length)} failed  ${count(skipped)} skipped`;
  const lines = [`${name.padEnd(NAME_WIDTH)} ${counts}  ${Math.round(durationMs)} ms`];
  for (const [because, times] of reasons) lines.push(`    ${times} skipped: ${because}`);
  for (const { id, message } of failures.slice(0, SHOWN_FAILURES)) {
    lines.push(`    ${id}: ${message.replaceAll('\n', '\n    ')}`);
  }
  if (failures.length > SHOWN_FAILURES) lines.push(`    and ${failures.length - SHOWN_FAILURES} more`);
  return lines.join('\n');
}

/** The closing line of a run, which other programs read. */
export function describeTotal(results: readonly FileResult[]): string {
  const sum = (part: (result: FileResult) => number) => results.reduce((total, result) => total + part(result), 0);
  const failed = sum((result) => result.failures.length);
  return `${sum((result) => result.passed)} passed, ${failed} failed, ${sum((result) => result.skipped)} skipped`;
}

function count(number: number): string {
  return String(number).padStart(5);
}
