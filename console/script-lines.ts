import { createInterface } from 'node:readline';

export { readScript } from './words/session-files.ts';

/** A first line, unless it is empty, and then those of standard input. */
export async function* standardInput(first: string): AsyncGenerator<string> {
  if (first !== '') yield first;
  yield* createInterface({ input: process.stdin, terminal: false, crlfDelay: Number.POSITIVE_INFINITY });
}
