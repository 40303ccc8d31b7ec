import { TokenType } from 'sucrase/dist/esm/parser/tokenizer/types';
import type TokenProcessor from 'sucrase/dist/types/TokenProcessor';

/** A place where a file asks for something outside itself. */
export interface Link {
  readonly how: 'import' | 'import()' | 'import.meta' | 'require()';
  /** What is asked for; empty where it is not a plain string. */
  readonly specifier: string;
  /** Where that is written, counted in UTF-16 units from the start of the file. */
  readonly at: number;
}

/** Finds every link of a file by its tokens; `isKept` says whether an import survives once types are gone. */
export function findLinks(tokens: TokenProcessor, isKept: (specifier: string) => boolean): Link[] {
  const links: Link[] = [];
  for (const [index, token] of tokens.tokens.entries()) {
    if (token.isType) continue;
    const at = token.start;
    const isNext = (type: TokenType) => tokens.matches1AtIndex(index + 1, type);
    if (token.type === TokenType._import && isNext(TokenType.parenL)) {
      links.push({ how: 'import()', specifier: stringAt(tokens, index + 2), at });
    } else if (token.type === TokenType._import && isNext(TokenType.dot)) {
      links.push({ how: 'import.meta', specifier: '', at });
    } else if (token.type === TokenType._import || token.type === TokenType._export) {
      const end = specifierIndex(tokens, index);
      const specifier = stringAt(tokens, end);
      if (isKept(specifier)) links.push({ how: 'import', specifier, at: tokens.tokens[end]!.start });
    } else if (isCallOfRequire(tokens, index)) {
      links.push({ how: 'require()', specifier: stringAt(tokens, index + 2), at });
    }
  }
  return links;
}

function stringAt(tokens: TokenProcessor, index: number): string {
  return tokens.matches1AtIndex(index, TokenType.string) ? tokens.stringValueAtIndex(index) : '';
}

/** The index of the string an import or re-export ends in, or -1. */
function specifierIndex(tokens: TokenProcessor, start: number): number {
  const isExport = tokens.matches1AtIndex(start, TokenType._export);
  const isTypeOnly =
    tokens.matches1AtIndex(start + 1, TokenType.name) && tokens.identifierNameAtIndex(start + 1) === 'type';
  if (isTypeOnly && (isExport || !tokens.matches1AtIndex(start + 2, TokenType.string))) {
    const second = tokens.matches1AtIndex(start + 2, TokenType.name) ? tokens.identifierNameAtIndex(start + 2) : '';
    if (second !== 'from') return -1;
  }
  if (
    isExport &&
    !tokens.matches1AtIndex(start + 1, TokenType.braceL) &&
    !tokens.matches1AtIndex(start + 1, TokenType.star)
  )
    return -1;
  for (let index = start + 1; index < tokens.tokens.length; index++) {
    if (tokens.matches1AtIndex(index, TokenType.string)) return index;
    if (tokens.matches1AtIndex(index, TokenType.braceR)) {
      const from = tokens.matches1AtIndex(index + 1, TokenType.name) ? tokens.identifierNameAtIndex(index + 1) : '';
      return from === 'from' && tokens.matches1AtIndex(index + 2, TokenType.string) ? index + 2 : -1;
    }
    if (tokens.matches1AtIndex(index, TokenType.semi) || tokens.matches1AtIndex(index, TokenType.eq)) return -1;
  }
  return -1;
}

function isCallOfRequire(tokens: TokenProcessor, index: number): boolean {
  if (!tokens.matches2AtIndex(index, TokenType.name, TokenType.parenL)) return false;
  if (tokens.identifierNameAtIndex(index) !== 'require') return false;
  const isMember =
    tokens.matches1AtIndex(index - 1, TokenType.dot) || tokens.matches1AtIndex(index - 1, TokenType.questionDot);
  return !isMember;
}
