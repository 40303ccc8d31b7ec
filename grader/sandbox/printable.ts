// Control characters but line feed and tab, lone surrogates, and the characters that hide text or turn its direction.
const steering =
  /(?![\n\t])\p{Cc}|\p{Cs}|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Text that a student's code or file contributed, safe to show: what would steer the terminal is spelt out. */
export function printable(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(steering, (character) => `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`);
}
