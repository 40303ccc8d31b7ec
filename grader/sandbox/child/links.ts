import { ContextualKeyword } from 'sucrase/dist/esm/parser/tokenizer/keywords';
import { TokenType } from 'sucrase/dist/esm/parser/tokenizer/types';
import type TokenProcessor from 'sucrase/dist/types/TokenProcessor';
import { Unreadable } from './parse.ts';

/** A place where a file asks for something outside itself. */
export interface Link {
  readonly how: 'import' | 'import()' | 'import.meta' | 'require()';
  /** What is asked for; empty where it is not a plain string. */
  readonly specifier: string;
  /** Where that is written, counted in UTF-16 units from the start of the file. */
  readonly at: number;
}

/** Finds every link of a file by its tokens; `isKept` says whether an import survives once types are gone. */
export function findLinks(processor: TokenProcessor, isKept: (specifier: string) => boolean): Link[] {
  const { tokens } = processor;
  const is = (index: number, type: TokenType) => tokens[index]?.type === type;
  const nameAt = (index: number) => (is(index, TokenType.name) ? processor.identifierNameAtIndex(index) : '');
  const stringAt = (index: number) => (is(index, TokenType.string) ? processor.stringValueAtIndex(index) : '');

  /** The index of the string that an import, or an export from elsewhere, ends in; -1 when there is none. */
  function specifierOf(start: number): number {
    const isExport = is(start, TokenType._export);
    if (isExport && !is(start + 1, TokenType.braceL) && !is(start + 1, TokenType.star)) return -1;
    for (let index = start + 1; index < tokens.length; index++) {
      if (is(index, TokenType.string)) return index;
      if (is(index, TokenType.semi) || is(index, TokenType.eq)) return -1;
      if (is(index, TokenType.braceR)) return nameAt(index + 1) === 'from' ? index + 2 : -1;
    }
    return -1;
  }

  function linkAt(index: number): Link | null {
    const at = tokens[index]!.start;
    const argument = stringAt(index + 2);
    const isMember = is(index - 1, TokenType.dot) || is(index - 1, TokenType.questionDot);
    if (is(index, TokenType._import) && is(index + 1, TokenType.parenL))
      return { how: 'import()', specifier: argument, at };
    if (nameAt(index) === 'import' && is(index + 1, TokenType.dot) && !isMember)
      return { how: 'import.meta', specifier: '', at };
    if (nameAt(index) === 'require' && is(index + 1, TokenType.parenL) && !isMember)
      return { how: 'require()', specifier: argument, at };
    if (!is(index, TokenType._import) && !is(index, TokenType._export)) return null;
    // `import type X from`, but not `import type from`, which imports something named type.
    if (nameAt(index + 1) === 'type' && (nameAt(index + 2) !== 'from' || nameAt(index + 3) === 'from')) return null;
    const end = specifierOf(index);
    const specifier = stringAt(end);
    return isKept(specifier) ? { how: 'import', specifier, at: tokens[end]!.start } : null;
  }

  /** The compiler takes every namespace for a type, so one with code in it would silently be missing. */
  function refuseNamespace(index: number): void {
    const keyword = tokens[index]!.contextualKeyword;
    if (keyword !== ContextualKeyword._namespace && keyword !== ContextualKeyword._module) return;
    if (!is(index + 1, TokenType.name) || !(is(index + 2, TokenType.braceL) || is(index + 2, TokenType.dot))) return;
    if (tokens[index - 1]?.contextualKeyword === ContextualKeyword._declare) return;
    throw new Unreadable('a namespace cannot be used here; export its functions themselves', tokens[index]!.start);
  }

  return tokens.flatMap((token, index) => {
    if (!token.isType) return linkAt(index) ?? [];
    refuseNamespace(index);
    return [];
  });
}
