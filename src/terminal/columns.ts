import { textWidth, wrap } from './wrap.ts';

/** How a table is set. */
export interface Columns {
  /** Columns of the whole table. */
  readonly width: number;
  /** Spaces before each line; 0 if absent. */
  readonly indent?: number;
  /** Spaces between two columns; 2 if absent. */
  readonly gap?: number;
  /** For each column; `left` if absent. */
  readonly align?: readonly ('left' | 'right')[];
}

/** Sets rows in columns as wide as their widest cell; the last column is wrapped into what room is left. */
export function columns(
  rows: readonly (readonly string[])[],
  { width, indent = 0, gap = 2, align = [] }: Columns,
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  return rows.flatMap((row) => {
    const last = Math.max(0, count - 1);
    const cells = Array.from({ length: last }, (_, column) => {
      return pad(row[column] ?? '', widths[column] ?? 0, align[column]) + ' '.repeat(gap);
    });
    const lead = ' '.repeat(indent) + cells.join('');
    const lastCell = row[last] ?? '';
    const isRight = align[last] === 'right';
    if (isRight) return [`${lead}${pad(lastCell, widths[last] ?? 0, 'right')}`.trimEnd()];
    return wrap(lastCell, Math.max(width, textWidth(lead) + 8), { first: lead });
  });
}

/** Fills a text with spaces to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + spaces : spaces + text;
}

/** One line with a text at each end, or two lines where it is too narrow for both. */
export function ends(left: string, right: string, width: number): string[] {
  const room = width - textWidth(left) - textWidth(right);
  return room >= 2 ? [left + ' '.repeat(room) + right] : [left, right].filter((text) => text !== '');
}
