import type { Look } from './look.ts';

/**
 * A progress bar of `size` squares with its numbers, such as `■■■··· 3/6`. It is full only when all is done and never
 * empty after a start; in plain mode it is the words `3 of 6`.
 */
export function bar(done: number, total: number, size: number, look: Pick<Look, 'glyph' | 'plain'>): string {
  if (look.plain) return `${done} of ${total}`;
  return `${squares(done, total, size, look)} ${String(done).padStart(String(total).length)}/${total}`;
}

/** Only the squares of a bar, for a screen that says the numbers elsewhere. */
export function squares(done: number, total: number, size: number, { glyph }: Pick<Look, 'glyph'>): string {
  const share = total === 0 ? 0 : Math.round((done / total) * size);
  const full = done >= total && total > 0 ? size : done > 0 ? Math.min(Math.max(share, 1), size - 1) : 0;
  return glyph.full.repeat(full) + glyph.empty.repeat(size - full);
}
