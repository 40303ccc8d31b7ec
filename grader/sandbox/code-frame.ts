import { printable } from './printable.ts';

/** The line at fault with a neighbour on either side, numbered, and a caret under `column` (from 1) when it is known. */
export function codeFrame(text: string, line: number, column?: number): string {
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const shown = printable(lines[number - 1] ?? '').replaceAll('\t', '  ');
    frame.push(`${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${shown.slice(0, 160)}`.trimEnd());
    if (number === line && column !== undefined && column <= 160) {
      const before = printable((lines[number - 1] ?? '').slice(0, column - 1)).replaceAll('\t', '  ');
      frame.push(`  ${' '.repeat(width)} | ${' '.repeat(before.length)}^`);
    }
  }
  return frame.join('\n');
}
