/**
 * Whether two plain values are the same answer: `-0` is `0`, an absent property is an undefined one, key order is free,
 * bytes compare by content, and a Map or Set by its entries. Lists keep their order; a shape sorts those that are sets.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isListLike(a) || isListLike(b)) return sameLists(a, b);
  if (a instanceof Map || b instanceof Map || a instanceof Set || b instanceof Set) {
    return a.constructor === b.constructor && same([...(a as Set<unknown>)], [...(b as Set<unknown>)]);
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of Object.keys(left)) if (!same(left[key], right[key])) return false;
  return Object.keys(right).every((key) => Object.hasOwn(left, key) || right[key] === undefined);
}

function isListLike(value: object): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof Uint8Array;
}

function sameLists(a: object, b: object): boolean {
  if (!isListLike(a) || !isListLike(b) || Array.isArray(a) !== Array.isArray(b) || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!same(a[index], b[index])) return false;
  return true;
}
