import { isBuiltin } from 'node:module';
import type { Link } from './links.ts';

/** Where a link leads: to a file of the exercise, or nowhere, and then why. */
export type Resolution = { readonly path: string } | { readonly refusal: string };

/** What a student's file may import. */
export const allowed =
  "Your file may import types from '#kafka', code from './given.ts' where the exercise has one, and your own files beside it.";

/** Decides what the file `from` (a path inside the exercise's folder) means by a link. */
export function resolveLink(link: Link, from: string): Resolution {
  const { how, specifier } = link;
  if (how === 'import.meta') return refuse('import.meta is not there: an exercise has no need to know where it runs');
  if (how !== 'import') return refuse(`${how} is not there: write an import statement at the top of the file instead`);
  if (specifier === '#kafka')
    return refuse("this takes code from '#kafka', and that would be the answer itself; import type { … } is fine");
  if (/^\.{0,2}\/.*solutions\b/.test(specifier)) return refuse('this imports the solution');
  // A solution is one folder away from the exercise and names its given.ts from there; so does whoever copies it.
  if (/^\.\.?\/(?:.*\/)?exercises\/[\w-]+\/given(?:\.[jt]s)?$/.test(specifier)) return { path: 'given.ts' };
  if (isBuiltin(specifier))
    return refuse(`"${specifier}" is not there: an exercise needs no files, processes or network`);
  if (!/^\.{1,2}\//.test(specifier)) return refuse(`"${specifier}" cannot be imported here`);
  const path = joinPath(from, specifier);
  if (path === null) return refuse(`"${specifier}" is outside this exercise's folder`);
  return { path };
}

function refuse(why: string): Resolution {
  return { refusal: `${why}. ${allowed}` };
}

/** The path meant by a relative specifier, always with `.ts`; null when it leaves the folder. */
function joinPath(from: string, specifier: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  const path = parts.join('/').replace(/\.[jt]s$/, '');
  return /^[\p{L}\p{N}_.$ /-]+$/u.test(path) ? `${path}.ts` : null;
}
