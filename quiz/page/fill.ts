import type { Values } from '../bank/bank.ts';

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Puts values in place of `{{name}}`; a name without a value stays as it is. */
export function fill(text: string, values: Values): string {
  return text.replace(placeholder, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole));
}

/** The names a text asks for. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(placeholder)].map(([, name]) => name!);
}
