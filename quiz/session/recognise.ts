/** Numbers that are accepted as right, both ends included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

const one = String.raw`([-−]?\d[\d_]*(?:\.\d+)?)`;
const exact = new RegExp(`^${one}$`);
const around = new RegExp(String.raw`^${one}\s*(?:±|\+-|\+/-)\s*${one}$`);
const between = new RegExp(String.raw`^${one}\s*\.\.\s*${one}$`);

const value = (text: string) => Number(text.replace('−', '-').replaceAll('_', ''));

/** Reads what an author accepts: `42`, `3.5 ± 0.1` or `10..20`; null for anything else. */
export function readRange(text: string): NumberRange | null {
  const words = text.trim();
  const found = exact.exec(words) ?? around.exec(words) ?? between.exec(words);
  if (found === null) return null;
  const first = value(found[1]!);
  if (found[2] === undefined) return { from: first, to: first };
  const second = value(found[2]);
  return words.includes('..') ? { from: first, to: second } : { from: first - second, to: first + second };
}

/** Reads the number a learner typed, with the question's unit or without; null when it is none. */
export function readNumber(reply: string, unit = ''): number | null {
  let words = reply.trim();
  if (unit !== '' && words.toLowerCase().endsWith(unit.toLowerCase())) words = words.slice(0, -unit.length).trim();
  return exact.test(words) ? value(words) : null;
}

/** Whether a number lies in a range, with room for what floating point loses. */
export function isWithin(number: number, { from, to }: NumberRange): boolean {
  const slack = 1e-9 * Math.max(1, Math.abs(from), Math.abs(to));
  return from - slack <= number && number <= to + slack;
}

/** The pattern in `/between slashes/flags`; null for plain text. Throws SyntaxError for a bad one. */
export function readPattern(text: string): RegExp | null {
  const found = /^\/(.+)\/([a-z]*)$/s.exec(text);
  return found === null ? null : new RegExp(`^(?:${found[1]})$`, found[2]);
}

/** How a typed text is compared: see `isText`. */
export type Match = 'loose' | 'exact' | 'set';

/**
 * Whether a typed text is the expected one. Loose: case does not matter, commas and spaces are the same, and 3 is 3.0. Set:
 * neither does the order. A text between slashes is a pattern for the whole reply.
 */
export function isText(expected: string, reply: string, match: Match = 'loose'): boolean {
  const pattern = patternIn(expected);
  if (pattern !== null) return pattern.test(reply.trim().replace(/\s+/g, ' '));
  if (match === 'exact') return expected.trim() === reply.trim();
  const [number, wanted] = [readNumber(reply), readNumber(expected)];
  if (number !== null && wanted !== null) return number === wanted;
  const [left, right] = [itemsOf(expected), itemsOf(reply)];
  return match === 'set' ? left.sort().join() === right.sort().join() : left.join() === right.join();
}

/** A pattern that is not valid was reported to the author; nobody else has to suffer from it. */
function patternIn(text: string): RegExp | null {
  try {
    return readPattern(text);
  } catch {
    return null;
  }
}

const itemsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[,;\s]+/)
    .filter((item) => item !== '');
