import { pad, textWidth, wrap } from '#terminal';

const GAP = '  ';

/** A column is not made narrower than this, however many there are. */
const NARROWEST = 6;

/** Rows in columns, no wider than `width`: where they would be, cells are wrapped, those of the widest columns first. */
export function table(rows: readonly (readonly string[])[], width: number): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const natural = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ''))),
  );
  const widths = narrowed(natural, width - GAP.length * count);
  return rows.flatMap((row) => {
    const cells = widths.map((room, column) => wrap(row[column] ?? '', room));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      widths
        .map((room, column) => GAP + pad(cells[column]![line] ?? '', room))
        .join('')
        .trimEnd(),
    );
  });
}

/** Takes columns from the widest until all of them fit. */
function narrowed(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  for (let over = widths.reduce((sum, one) => sum + one, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= NARROWEST) break;
    widths[widest]!--;
  }
  return widths;
}
