import { initParser, state } from 'sucrase/dist/esm/parser/traverser/base';
import { parseFile } from 'sucrase/dist/esm/parser/traverser/index';
import type { File } from 'sucrase/dist/types/parser/index';

/** Why a file is no TypeScript; `at` counts UTF-16 units from its start. */
export class Unreadable extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

/**
 * The tokens and scopes of a TypeScript file; throws `Unreadable` where it is none.
 *
 * Faced with a mistake inside an arrow function, the parser goes back and tries to read its parentheses as an expression, and would
 * then complain about the arrow. The furthest it ever got is where the mistake is, so that is what is kept.
 */
export function parse(source: string): File {
  initParser(source, false, true, false);
  let error: { message: string; pos: number } | null = null;
  let furthest = { message: '', pos: -1 };
  Object.defineProperty(state, 'error', {
    get: () => error,
    set(next: typeof error) {
      error = next;
      if (next !== null && next.pos > furthest.pos) furthest = next;
    },
  });
  const file = parseFile();
  if (error !== null) throw new Unreadable(furthest.message, furthest.pos);
  return file;
}
