/** One of the console's own words was misspelled or misused: the sentence says what to type. */
export class WordError extends Error {
  override readonly name = 'WordError';
  /** Where it ends a whole script. */
  readonly exitCode = 2;
}

/** The words without those that only make a sentence of them, such as `in`, `group` or `on`. */
export function bare(words: readonly string[], ...fillers: readonly string[]): string[] {
  const toDrop = new Set(['the', 'to', 'in', 'on', 'of', 'for', 'with', ...fillers]);
  return words.filter((word) => !toDrop.has(word.toLowerCase()));
}
