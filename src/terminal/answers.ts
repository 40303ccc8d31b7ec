import { letterOf } from './ui.ts';

/** What was typed, understood, or one sentence about what to type instead. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string };

/** The range of letters for so many options, such as `a to d`. */
export function letterRange(count: number): string {
  return count === 1 ? 'a' : `a to ${letterOf(count - 1)}`;
}

/** Reads one option, by its letter or its number from 1: `b`, `b)`, `2`. The value is its index. */
export function readOne(line: string, count: number): Reading<number> {
  const index = indexOf(line.trim(), count);
  if (index !== undefined) return { value: index };
  return { problem: `Type one letter, ${letterRange(count)}.` };
}

/** Reads one or more options: `a c`, `a, c`, `ac`, `1 3`. The value is their indices, ascending. */
export function readSome(line: string, count: number): Reading<number[]> {
  const found = words(line, count).map((word) => indexOf(word, count));
  if (found.length === 0 || found.includes(undefined)) {
    return { problem: `Type one letter or more, ${letterRange(count)}, for example: ${count > 2 ? 'a c' : 'a b'}` };
  }
  return { value: [...new Set(found)].filter((index) => index !== undefined).sort((a, b) => a - b) };
}

/** Reads all options in order: `b a c`. The value is their indices in that order; the problem names what is missing or double. */
export function readOrder(line: string, count: number): Reading<number[]> {
  const found = words(line, count).map((word) => indexOf(word, count));
  const letters = Array.from({ length: count }, (_, index) => letterOf(index));
  if (found.length === 0 || found.includes(undefined)) {
    return { problem: `Type all ${count} letters in order, for example: ${[...letters].reverse().join(' ')}` };
  }
  const missing = letters.filter((_, index) => !found.includes(index));
  const double = letters.filter((_, index) => found.filter((other) => other === index).length > 1);
  const problems = [
    missing.length > 0 ? `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing` : '',
    double.length > 0 ? `${double.join(', ')} ${double.length > 1 ? 'are' : 'is'} there more than once` : '',
  ].filter((problem) => problem !== '');
  if (problems.length > 0) return { problem: `Type each letter once: ${problems.join('; ')}.` };
  return { value: found.filter((index) => index !== undefined) };
}

/** What a number may be. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: boolean;
}

/** Reads a number: `42`, `-1`, `3.5` where decimals are allowed, `1_000`, and `−5` with the minus sign that books print. */
export function readNumber(
  line: string,
  { min = -Infinity, max = Infinity, decimals = false }: NumberRange,
): Reading<number> {
  const typed = line.trim().replaceAll('_', '').replace('−', '-');
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed) ? Number(typed) : Number.NaN;
  const fits = Number.isFinite(value) && value >= min && value <= max && (decimals || Number.isInteger(value));
  return fits ? { value: value + 0 } : { problem: `Type ${kindOfNumber({ min, max, decimals })}.` };
}

/** Says what number is asked for, such as `a whole number from 0 to 5`. */
export function kindOfNumber({ min = -Infinity, max = Infinity, decimals = false }: NumberRange): string {
  const kind = decimals ? 'a number' : 'a whole number';
  if (min > -Infinity && max < Infinity) return `${kind} from ${min} to ${max}`;
  if (min > -Infinity) return `${kind}, ${min} or more`;
  return max < Infinity ? `${kind}, ${max} or less` : kind;
}

/** Reads yes or no. */
export function readYesNo(line: string): Reading<boolean> {
  const typed = line.trim().toLowerCase();
  if (['y', 'yes'].includes(typed)) return { value: true };
  return ['n', 'no'].includes(typed) ? { value: false } : { problem: 'Type y for yes or n for no.' };
}

function indexOf(word: string, count: number): number | undefined {
  const typed = word.toLowerCase().replace(/[).]$/, '');
  const index = /^\d+$/.test(typed)
    ? Number(typed) - 1
    : Array.from({ length: count }, (_, each) => letterOf(each)).indexOf(typed);
  return index >= 0 && index < count ? index : undefined;
}

/** Splits at spaces and commas; `bac` is three letters while there are at most 26 options. */
function words(line: string, count: number): string[] {
  const parts = line.split(/[\s,;>]+/).filter((part) => part !== '');
  return parts.flatMap((part) => (count <= 26 && /^[a-z]+$/i.test(part) ? [...part] : [part]));
}
