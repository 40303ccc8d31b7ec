// Control, format (bidi and zero-width among them), line and paragraph separators, lone surrogates.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text that came from a student or a file, fit to be printed: whatever could move the cursor, hide or turn text around
 * is shown as an escape such as `\u001b`. Line ends stay; a tab is two spaces.
 */
export function safe(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(UNSAFE, (char) => (char === '\n' ? char : escaped(char)));
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
