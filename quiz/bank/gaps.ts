const gap = /\[\[([^[\]]*)\]\]/g;

/** What the gaps of a text accept, in reading order: `[[3 or three]]` accepts two texts. */
export function gapsIn(text: string): string[][] {
  return [...text.matchAll(gap)].map(([, inside]) => inside!.split(/\s+or\s+/).map((word) => word.trim()));
}

/** Whether a gap is empty or not closed. */
export function hasBrokenGap(text: string): boolean {
  const rest = text.replace(gap, (_, inside: string) => (inside.trim() === '' ? '[[' : ''));
  return rest.includes('[[');
}

/** The text with its gaps numbered from `first`: `[[1]]`, `[[2]]`. */
export function numberGaps(text: string, first: number): string {
  let next = first;
  return text.replace(gap, () => `[[${next++}]]`);
}

/** Puts something in place of each numbered gap. */
export function fillGaps(text: string, put: (gapNumber: number) => string): string {
  return text.replace(/\[\[(\d+)\]\]/g, (_, number: string) => put(Number(number)));
}

/** A foreseen wrong gap: `gap 2: 7`, or `7` for a question with one gap. */
export function readForeseenGap(text: string): { readonly gap: number; readonly text: string } {
  const found = /^gap\s+(\d+)\s*[:=]\s*(.*)$/i.exec(text.trim());
  return found === null ? { gap: 1, text: text.trim() } : { gap: Number(found[1]), text: found[2]!.trim() };
}
