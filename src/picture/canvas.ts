import stringWidth from 'fast-string-width';

/** What a picture is drawn on. Every line of a picture fits in `width` columns; without `unicode` it is pure ASCII. */
export interface Canvas {
  readonly width: number;
  readonly unicode: boolean;
}

// One column each on both sides, so that a picture is laid out once and translated at the end.
const ASCII: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '├': '|',
  '┤': '|',
  '└': '`',
  '▲': '^',
  '▶': '>',
  '▼': 'v',
  '■': '#',
  '·': '.',
  '−': '-',
  '×': 'x',
};

const IN_WORDS: Readonly<Record<string, string>> = { '→': '->', '✓': 'ok', '✗': 'x', '…': '...', '–': '-', '’': "'" };

/** Marks whose ASCII stand-in takes another width, so that it has to be known while laying out. */
export function marks({ unicode }: Canvas): { passed: string; disproved: string; ellipsis: string } {
  return unicode ? { passed: '✓', disproved: '✗', ellipsis: '…' } : { passed: 'ok', disproved: 'x', ellipsis: '...' };
}

/** The last step of every picture: no spaces at line ends, ASCII where asked, nothing wider than the canvas. */
export function finished(lines: readonly string[], canvas: Canvas): string[] {
  return lines.map((line) => {
    const text = canvas.unicode ? line : line.replace(/[^\x20-\x7e]/gu, (char) => ASCII[char] ?? '?');
    return shortened(text.trimEnd(), canvas.width, canvas);
  });
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

/** Columns that a text takes: `日` takes two. */
export function widthOf(text: string): number {
  // Nearly every text is ASCII, and a drawing asks for thousands of widths.
  return isAscii(text) ? text.length : stringWidth(text);
}

/** Cuts a text to `width` columns, with an ellipsis for what is missing. */
export function shortened(text: string, width: number, canvas: Canvas): string {
  if (widthOf(text) <= width) return text;
  const { ellipsis } = marks(canvas);
  if (width <= ellipsis.length) return ellipsis.slice(0, Math.max(0, width));
  let kept = '';
  for (const char of text) {
    if (widthOf(kept + char) > width - ellipsis.length) break;
    kept += char;
  }
  return kept + ellipsis;
}

/** Fills a text with spaces to `width` columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

// Control, format (bidi and zero-width among them), separator characters and lone surrogates.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A name, key or value as it may be shown: what can't be seen, and on an ASCII canvas what isn't ASCII, is escaped. */
export function shown(text: string, canvas: Canvas): string {
  if (isAscii(text)) return text;
  const visible = text.replace(UNSAFE, escaped);
  return canvas.unicode ? visible : visible.replace(/[^\x20-\x7e]/gu, escaped);
}

/** Words of our own, such as a reason: as `shown`, but an arrow or a tick becomes what ASCII has for it. */
export function worded(text: string, canvas: Canvas): string {
  return shown(
    canvas.unicode ? text : text.replace(/[^\x20-\x7e]/gu, (char) => IN_WORDS[char] ?? ASCII[char] ?? char),
    canvas,
  );
}

/** A key or value in quotes; no key is the bare word `null`. */
export function quoted(text: string | null, canvas: Canvas): string {
  return text === null ? 'null' : `'${shown(text, canvas)}'`;
}

/** A number with the minus sign that books print. */
export function numeral(value: number): string {
  return String(value).replace('-', '−');
}

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
