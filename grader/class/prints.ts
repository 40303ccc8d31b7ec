import { type Exercise, starterText } from '../course.ts';
import { tokensOf } from './tokens.ts';

/** The fingerprints of a text, sorted and written in base 36 with spaces between: short enough to be kept with a result. */
export type Prints = string;

/** So many tokens in a row make one fingerprint. */
const RUN = 8;

/** Of so many fingerprints in a row the least is kept, so that a stretch of RUN + WINDOW - 1 equal tokens is always noticed. */
const WINDOW = 4;

/**
 * A text's fingerprints: hashes of runs of tokens, thinned out by winnowing (Schleimer, Wilkerson and Aiken, 2003). Comments,
 * spaces, the order of functions and the names somebody chose leave no trace in them.
 */
export function fingerprints(text: string): Set<number> {
  const tokens = tokensOf(text);
  const hashes = tokens.slice(RUN - 1).map((_, at) => hash(tokens.slice(at, at + RUN)));
  const kept = new Set<number>();
  for (let from = 0; from < Math.max(1, hashes.length - WINDOW + 1) && hashes.length > 0; from++)
    kept.add(Math.min(...hashes.slice(from, from + WINDOW)));
  return kept;
}

/** What is a student's own in these texts of an exercise: without what the starter has. */
export function ownPrints(exercise: Exercise, texts: readonly string[]): Prints {
  const given = starterPrints(exercise);
  const own = new Set(texts.flatMap((text) => [...fingerprints(text)]).filter((print) => !given.has(print)));
  return [...own]
    .sort((a, b) => a - b)
    .map((print) => print.toString(36))
    .join(' ');
}

/** Reads kept fingerprints. */
export function readPrints(prints: Prints): readonly number[] {
  return prints === '' ? [] : prints.split(' ').map((print) => Number.parseInt(print, 36));
}

const starters = new Map<string, Set<number>>();

function starterPrints(exercise: Exercise): Set<number> {
  const known = starters.get(exercise.id) ?? fingerprints(starterText(exercise));
  starters.set(exercise.id, known);
  return known;
}

/** FNV-1a over the tokens and the gaps between them. */
function hash(tokens: readonly string[]): number {
  let value = 0x811c9dc5;
  for (const char of tokens.join('\0')) value = Math.imul(value ^ char.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}
