import { same } from '#check';
import { END, isPlainObject, type Path } from './laid-out.ts';

/** The path to the first member in which two values differ; null when they are the same, `[]` when they differ as a whole. */
export function firstDifference(actual: unknown, expected: unknown): Path | null {
  if (same(actual, expected)) return null;
  const [left, right] = [membersOf(actual), membersOf(expected)];
  if (left === null || right === null || Array.isArray(actual) !== Array.isArray(expected)) return [];
  for (const key of new Set([...right.keys(), ...left.keys()])) {
    if (same(left.get(key), right.get(key))) continue;
    const inner = left.has(key) && right.has(key) ? firstDifference(left.get(key), right.get(key)) : [];
    return [key, ...(inner ?? [])];
  }
  return [];
}

/** `actual` with the properties that `expected` has in the order it has them, so that the two can be read side by side. */
export function inOrderOf(expected: unknown, actual: unknown): unknown {
  const [left, right] = [membersOf(actual), membersOf(expected)];
  if (left === null || right === null) return actual;
  if (Array.isArray(actual)) return actual.map((member, at) => inOrderOf(right.get(at), member));
  if (actual instanceof Uint8Array) return actual;
  const keys = [...new Set([...right.keys(), ...left.keys()])].filter((key) => left.has(key));
  return Object.fromEntries(keys.map((key) => [key, inOrderOf(right.get(key), left.get(key))]));
}

/** The place of a path in a laid-out value: the member itself, or the end of what it is missing from. */
export function pathsTo(path: Path): readonly Path[] {
  return [path, [...path.slice(0, -1), END], path.slice(0, -1)];
}

/** A path as JavaScript writes it: `[0].topic`. */
export function showPath(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : propertyOf(step))).join('');
}

function propertyOf(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function membersOf(value: unknown): ReadonlyMap<string | number, unknown> | null {
  if (Array.isArray(value) || value instanceof Uint8Array) return new Map(Array.from(value, (one, at) => [at, one]));
  if (!isPlainObject(value)) return null;
  return new Map(Object.entries(value));
}
