import { NoData } from './no-data.ts';

/**
 * A value as JavaScript that can be pasted, without line breaks: `"b"`, `[1, null]`, `{ topic: "orders", partition: 0 }`,
 * `Uint8Array.of(98)`. Keys are quoted only where JavaScript asks for it.
 */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '0' : String(value);
  if (value instanceof NoData) return value.what;
  if (Array.isArray(value)) return `[${Array.from(value, show).join(', ')}]`;
  if (value instanceof Uint8Array) return `Uint8Array.of(${Array.from(value).join(', ')})`;
  if (value instanceof Map) return `new Map(${show([...value])})`;
  if (value instanceof Set) return `new Set(${show([...value])})`;
  const entries = Object.entries(value).map(([key, member]) => `${showKey(key)}: ${show(member)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** A call as JavaScript that can be pasted: `partitionForKey("b", 3)`. */
export function showCall(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map(show).join(', ')})`;
}

/** What kind of value it is, for a sentence: `"2", a string`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof NoData) return 'no plain data';
  const kind = typeof value;
  return kind === 'object' ? 'an object' : kind === 'undefined' ? kind : `a ${kind}`;
}

function showKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}
