// Which files beside an exercise are the course's own: one rule, which needs no list and no convention.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** What the course loads of an exercise; everything else of its own is imported from there. */
const LOADED = ['checks.ts', 'misconceptions.ts', 'witnesses.ts'];

/** `from './pictures.ts'`, `import './x.ts'` */
const IMPORTED = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.ts)'/g;

/**
 * The files in an exercise's folder that decide a verdict: what the course loads there, what that imports, and given code. The rest,
 * such as a helper file of a student's, is not the course's. Paths inside the folder, with `/`, sorted.
 */
export function ownFiles(folder) {
  const own = new Set();
  const visit = (path) => {
    if (own.has(path) || path.startsWith('../') || !existsSync(join(folder, path))) return;
    own.add(path);
    for (const [, specifier] of readFileSync(join(folder, path), 'utf8').matchAll(IMPORTED))
      visit(posix.join(posix.dirname(path), specifier));
  };
  for (const name of [...LOADED, ...readdirSync(folder).filter((name) => /^given.*\.ts$/.test(name))]) visit(name);
  return [...own].sort();
}
