// The parts of sucrase that its index does not export, so that a file is parsed once for its imports and its code.

declare module 'sucrase/dist/esm/parser/traverser/base' {
  export { initParser, input, state } from 'sucrase/dist/types/parser/traverser/base';
}
declare module 'sucrase/dist/esm/parser/traverser/index' {
  export { parseFile } from 'sucrase/dist/types/parser/traverser/index';
}
declare module 'sucrase/dist/esm/parser/tokenizer/types' {
  export { TokenType } from 'sucrase/dist/types/parser/tokenizer/types';
}
declare module 'sucrase/dist/esm/parser/tokenizer/keywords' {
  export { ContextualKeyword } from 'sucrase/dist/types/parser/tokenizer/keywords';
}
declare module 'sucrase/dist/esm/HelperManager' {
  export { HelperManager } from 'sucrase/dist/types/HelperManager';
}
declare module 'sucrase/dist/esm/NameManager' {
  export { default } from 'sucrase/dist/types/NameManager';
}
declare module 'sucrase/dist/esm/TokenProcessor' {
  export { default } from 'sucrase/dist/types/TokenProcessor';
}
declare module 'sucrase/dist/esm/CJSImportProcessor' {
  import CJSImportProcessor from 'sucrase/dist/types/CJSImportProcessor';
  export default CJSImportProcessor;
}
declare module 'sucrase/dist/esm/identifyShadowedGlobals' {
  export { default } from 'sucrase/dist/types/identifyShadowedGlobals';
}
declare module 'sucrase/dist/esm/transformers/RootTransformer' {
  export { default } from 'sucrase/dist/types/transformers/RootTransformer';
}
