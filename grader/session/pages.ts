import type { Ui } from '#terminal';

/** The keys that follow a page, and the empty lines around them. */
const ROWS_OF_KEYS = 5;

/** Prints a long text screen by screen, each from its top, until its end or until the person, or `signal`, has had enough. */
export async function inPages(ui: Ui, lines: readonly string[], signal = new AbortController().signal): Promise<void> {
  const size = ui.look.plain ? lines.length : Math.max(8, ui.look.rows - ROWS_OF_KEYS);
  for (let from = 0; from < lines.length; from += size) {
    ui.print(...lines.slice(from, from + size));
    const left = lines.length - from - size;
    if (left <= 0) break;
    const keys = [
      { key: 'enter', does: `more, ${left} ${left === 1 ? 'line' : 'lines'}` },
      { key: 'q', does: 'enough' },
    ] as const;
    // Taken back or not, the keys are gone afterwards, and the text has no gap.
    if ((await ui.keys(keys, { signal })) !== 'enter') break;
  }
  ui.print('');
}
