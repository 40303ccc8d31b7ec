import CJSImportProcessor from 'sucrase/dist/esm/CJSImportProcessor';
import { HelperManager } from 'sucrase/dist/esm/HelperManager';
import identifyShadowedGlobals from 'sucrase/dist/esm/identifyShadowedGlobals';
import NameManager from 'sucrase/dist/esm/NameManager';
import { TokenType } from 'sucrase/dist/esm/parser/tokenizer/types';
import TokenProcessor from 'sucrase/dist/esm/TokenProcessor';
import RootTransformer from 'sucrase/dist/esm/transformers/RootTransformer';
import type { Options, SucraseContext } from 'sucrase/dist/types/index';
import { findLinks, type Link } from './links.ts';
import { parse } from './parse.ts';

/** A TypeScript file as JavaScript: line for line the same, a function body in terms of `exports` and `require`. */
export interface Compiled {
  readonly code: string;
  /** What the code asks of other modules, in the order written; type-only imports are not among them. */
  readonly links: readonly Link[];
}

/** What the processor knows of a file's imports; it has no other way of telling. */
interface Imports {
  readonly importInfoByPath: ReadonlyMap<string, { hasBareImport: boolean }>;
  /** The code that takes the place of an import; empty when it goes. */
  readonly importsToReplace: ReadonlyMap<string, string>;
}

const options: Options = { transforms: ['typescript', 'imports'], disableESTransforms: true };

/** Compiles one TypeScript file; throws `Unreadable` where it is none. */
export function compile(source: string): Compiled {
  const { tokens, scopes } = parse(source);
  const nameManager = new NameManager(source, tokens);
  const helperManager = new HelperManager(nameManager);
  const tokenProcessor = new TokenProcessor(source, tokens, false, true, helperManager);
  const importProcessor = new CJSImportProcessor(
    nameManager,
    tokenProcessor,
    false,
    options,
    true,
    false,
    helperManager,
  );
  importProcessor.preprocessTokens();
  identifyShadowedGlobals(tokenProcessor, scopes, importProcessor.getGlobalNames());
  const { importInfoByPath, importsToReplace } = importProcessor as unknown as Imports;
  // `import { type A } from` is taken for `import`, which runs a file for its effects; what it asks for is only a type.
  for (const [specifier, info] of importInfoByPath) info.hasBareImport = isImportedForEffect(specifier, tokenProcessor);
  importProcessor.pruneTypeOnlyImports();
  const links = findLinks(tokenProcessor, (specifier) => (importsToReplace.get(specifier) ?? '') !== '');
  const context: SucraseContext = { tokenProcessor, scopes, nameManager, importProcessor, helperManager };
  const { code } = new RootTransformer(context, options.transforms, false, options).transform();
  return { code: code.replace(starOnly, starUnlessOwn), links };
}

/** What `export *` takes from another file, a file's own export of that name replaces; the processor makes it read-only. */
const starOnly = 'get: () => obj[key]});';
const starUnlessOwn =
  'get: () => obj[key], set: (value) => Object.defineProperty(exports, key, {value, enumerable: true, configurable: true, writable: true})});';

function isImportedForEffect(specifier: string, processor: TokenProcessor): boolean {
  return processor.tokens.some(
    (_, index) =>
      processor.matches2AtIndex(index, TokenType._import, TokenType.string) &&
      processor.stringValueAtIndex(index + 1) === specifier,
  );
}
