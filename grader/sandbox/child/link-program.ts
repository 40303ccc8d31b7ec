import type { Need, Refusal, SourceFile } from '../messages.ts';
import { type Compiled, compile } from './compile.ts';
import { Unreadable } from './parse.ts';
import { resolveLink } from './resolve.ts';
import { syntaxSentence } from './syntax-sentence.ts';

/** A compiled file, and the paths meant by what it imports. */
export interface Module {
  readonly path: string;
  readonly code: string;
  readonly targets: Readonly<Record<string, string>>;
}

/** What keeps a program from being put together: files that were not sent, or a mistake in one that was. */
export type Unlinked =
  | { readonly is: 'needs'; readonly needs: readonly Need[] }
  | ({ readonly is: 'refused' } & Refusal);

/** Compiles the files of a program and finds, for every import, the file it means. */
export function linkProgram(files: readonly SourceFile[]): readonly Module[] | Unlinked {
  const modules: Module[] = [];
  const needs: Need[] = [];
  for (const { path, text } of files) {
    const file = compileFile(path, text);
    if ('kind' in file) return { is: 'refused', ...file };
    const targets: Record<string, string> = {};
    for (const link of file.links) {
      const target = resolveLink(link, path);
      const { specifier, at } = link;
      if ('refusal' in target) return { is: 'refused', kind: 'import', message: target.refusal, file: path, at };
      targets[specifier] = target.path;
      if (!files.some((known) => known.path === target.path)) needs.push({ ...target, specifier, from: path, at });
    }
    modules.push({ path, code: file.code, targets });
  }
  return needs.length > 0 ? { is: 'needs', needs } : modules;
}

/** A program is linked again whenever a file it imports arrives, and once more when it is asked a second time. */
const compiled = new Map<string, Compiled>();
const MOST_REMEMBERED = 6;

function compileFile(path: string, text: string): Compiled | Refusal {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  try {
    const fresh = compile(text);
    if (compiled.size >= MOST_REMEMBERED) compiled.clear();
    compiled.set(text, fresh);
    return fresh;
  } catch (error) {
    const at = error instanceof Unreadable ? { at: error.at } : {};
    return { kind: 'syntax', message: syntaxSentence(error, text), file: path, ...at };
  }
}
