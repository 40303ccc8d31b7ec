/** In this order: the first that fits at a place is taken. Every alternative is linear, whatever the text. */
const TOKEN = new RegExp(
  [
    '(?<comment>//[^\\n]*|/\\*(?:[^*]|\\*(?!/))*(?:\\*/|$))',
    '(?<text>"(?:[^"\\\\\\n]|\\\\[^])*"?|\'(?:[^\'\\\\\\n]|\\\\[^])*\'?|`(?:[^`\\\\]|\\\\[^])*`?)',
    '(?<number>0[xXbBoO][\\da-fA-F_]+n?|\\d[\\d_]*(?:\\.[\\d_]+)?(?:[eE][+-]?\\d+)?n?)',
    '(?<property>\\.\\s*[\\p{L}_$][\\p{L}\\p{N}_$]*)',
    '(?<word>#?[\\p{L}_$][\\p{L}\\p{N}_$]*)',
    '(?<mark>\\S)',
  ].join('|'),
  'gu',
);

const KEYWORDS = new Set(
  `as async await break case catch class const continue default delete do else export extends false finally for from function if
  import in instanceof interface let new null of return static super switch this throw true try type typeof undefined var void
  while yield Math Number String Array Object Map Set Uint8Array`.split(/\s+/),
);

/**
 * The tokens of a TypeScript text as far as likeness needs them: a name that somebody chose is `name`, a string is `text`, a
 * number is its value; what follows a dot is kept, since most of it is not theirs to choose.
 */
export function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  for (const { 0: found, groups = {} } of source.matchAll(TOKEN)) {
    if (groups['comment'] !== undefined) continue;
    if (groups['text'] !== undefined) tokens.push('text');
    else if (groups['number'] !== undefined) tokens.push(numberValue(found));
    else if (groups['property'] !== undefined) tokens.push(`.${found.slice(1).trim()}`);
    else if (groups['word'] !== undefined) tokens.push(KEYWORDS.has(found) ? found : 'name');
    else tokens.push(found);
  }
  return tokens;
}

function numberValue(number: string): string {
  return String(Number(number.replaceAll('_', '').replace(/n$/, '')));
}
