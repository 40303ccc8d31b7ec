/** Sets cells as Java's `%-15s %-10s` does: each filled up to its width and never cut, one space between. A width of 0 is `%s`. */
export function row(cells: readonly (string | number)[], widths: readonly number[]): string {
  return cells.map((cell, at) => String(cell).padEnd(widths[at] ?? 0)).join(' ');
}

/** How wide a column is: as its longest text, and at least as wide as Kafka makes it. */
export function widest<Item>(atLeast: number, items: readonly Item[], textOf: (item: Item) => string): number {
  return items.reduce((width, item) => Math.max(width, textOf(item).length), atLeast);
}

/**
 * Sets the cells of one column, as `row` does, the space that follows included. Thousands of lines repeat a few texts, so each is
 * set once.
 */
export function column(width: number): (cell: string | number) => string {
  const known = new Map<string | number, string>();
  return (cell) => {
    const found = known.get(cell);
    if (found !== undefined) return found;
    const text = `${String(cell).padEnd(width)} `;
    known.set(cell, text);
    return text;
  };
}
