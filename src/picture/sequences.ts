import { type Canvas, finished, padded, shortened, widthOf, worded } from './canvas.ts';
import { pointers } from './layout.ts';

/**
 * Draws two lists of short texts, one above the other, with a caret at the first place where they differ: what a log
 * holds, what was processed, what a poll returned.
 */
export function compareSequences(
  yours: readonly string[],
  kafkas: readonly string[],
  canvas: Canvas,
  titles: readonly [string, string] = ['yours', 'Kafka'],
): string[] {
  const length = Math.max(yours.length, kafkas.length);
  const places = Array.from({ length }, (_, at) => at);
  const differs = places.find((at) => yours[at] !== kafkas[at]);
  const names = titles.map((title) => worded(title, canvas));
  const indent = Math.max(...names.map(widthOf)) + 2;
  const cell = (text: string | undefined) => shortened(worded(text ?? '', canvas), canvas.width - indent, canvas);
  const lines = pagesOf(places, canvas.width - indent, (at) =>
    Math.max(widthOf(cell(yours[at])), widthOf(cell(kafkas[at]))),
  ).flatMap(({ places: page, widths }) => {
    const row = (name: string, list: readonly string[]) =>
      padded(name, indent) + page.map((at, index) => padded(cell(list[at]), widths[index] ?? 0)).join('  ');
    const rows = [row(names[0] ?? '', yours), row(names[1] ?? '', kafkas)];
    const at = differs === undefined ? -1 : page.indexOf(differs);
    if (at < 0) return rows;
    const column = widths.slice(0, at).reduce((sum, width) => sum + width + 2, indent);
    return [...rows, ...pointers([{ column, text: 'here' }], canvas)];
  });
  return finished(lines, canvas);
}

interface Page {
  readonly places: number[];
  readonly widths: number[];
}

/** Splits places into pages whose cells fit side by side; there is always one page, if only an empty one. */
function pagesOf(places: readonly number[], room: number, widthAt: (place: number) => number): Page[] {
  const pages: Page[] = [{ places: [], widths: [] }];
  let used = 0;
  for (const place of places) {
    const width = widthAt(place);
    if (used + width > room && used > 0) {
      pages.push({ places: [], widths: [] });
      used = 0;
    }
    pages.at(-1)?.places.push(place);
    pages.at(-1)?.widths.push(width);
    used += width + 2;
  }
  return pages;
}
