import { type Canvas, finished, padded, shortened, widthOf, worded } from './canvas.ts';

/** Sets parts one after the other and starts a new line, `indent` spaces in, where one doesn't fit; no part is broken. */
export function flow(parts: readonly string[], { width }: Canvas, indent = 0, between = ' '): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last + between + part) <= width) lines[lines.length - 1] = last + between + part;
    else lines.push(last === undefined ? part : ' '.repeat(indent) + part);
  }
  return lines;
}

/** A sentence, broken between words. */
export function sentence(text: string, canvas: Canvas, indent = 0): string[] {
  return flow(
    text.split(' ').map((word) => shortened(word, canvas.width - indent, canvas)),
    canvas,
    indent,
  );
}

/** A picture with a line above it that says what it is. */
export interface Titled {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Sets pictures side by side, or one under the other where they don't fit. */
export function beside(blocks: readonly Titled[], canvas: Canvas): string[] {
  const gap = 6;
  const tall = blocks.map(({ title, lines }) => [worded(title, canvas), ...lines]);
  const widths = tall.map((lines) => Math.max(...lines.map(widthOf)));
  const isWide = widths.reduce((sum, width) => sum + width, gap * (blocks.length - 1)) <= canvas.width;
  if (!isWide) return finished(tall.flat(), canvas);
  const height = Math.max(...tall.map((lines) => lines.length));
  const rows = Array.from({ length: height }, (_, row) =>
    tall.map((lines, column) => padded(lines[row] ?? '', (widths[column] ?? 0) + gap)).join(''),
  );
  return finished(rows, canvas);
}

/** Something to say about one column of a picture. */
export interface Pointer {
  readonly column: number;
  readonly text: string;
}

/**
 * Lines under a picture, each `▲ text` with its caret at the pointer's column. Pointers share a line where there is
 * room; the text stands left of its caret where the right end of the canvas is near.
 */
export function pointers(all: readonly Pointer[], canvas: Canvas): string[] {
  const rows: { from: number; to: number; text: string }[][] = [];
  for (const pointer of [...all].sort((a, b) => a.column - b.column)) {
    const placed = place(pointer, canvas);
    const row = rows.find((others) => others.every(({ from, to }) => placed.from > to + 2 || placed.to < from - 2));
    if (row) row.push(placed);
    else rows.push([placed]);
  }
  return rows.map((row) =>
    row.sort((a, b) => a.from - b.from).reduce((line, { from, text }) => padded(line, from) + text, ''),
  );
}

function place({ column, text }: Pointer, canvas: Canvas): { from: number; to: number; text: string } {
  const roomRight = canvas.width - column;
  const isRight = widthOf(text) + 2 <= roomRight || roomRight >= column;
  const label = shortened(worded(text, canvas), (isRight ? roomRight : column + 1) - 2, canvas);
  const line = isRight ? `▲ ${label}` : `${label} ▲`;
  const from = isRight ? column : column + 1 - widthOf(line);
  return { from, to: from + widthOf(line) - 1, text: line };
}

/**
 * Sets rows in columns as wide as their widest cell, two spaces apart. Where that is too wide, the widest column gives
 * way first; the cells that are cut end in an ellipsis.
 */
export function table(rows: readonly (readonly string[])[], canvas: Canvas, indent = 0): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
  );
  let excess = indent + widths.reduce((sum, width) => sum + width + 2, -2) - canvas.width;
  while (excess > 0 && Math.max(...widths) > 4) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess--;
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => padded(shortened(cell, widths[column] ?? 0, canvas), widths[column] ?? 0));
    return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd();
  });
}
