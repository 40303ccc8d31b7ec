import stringWidth from 'fast-string-width';

/** Columns that a text takes in a terminal: colours take none, `日` takes two. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** How a wrapped text is set. */
export interface Wrapping {
  /** Put before the first line. */
  readonly first?: string;
  /** Put before each further line; as many spaces as `first` is wide if absent, which makes a hanging indent. */
  readonly rest?: string;
}

/**
 * Breaks a text between words into lines of at most `width` columns. Line ends in the text stay; a word that is too
 * long for a line of its own is cut.
 */
export function wrap(text: string, width: number, { first = '', rest }: Wrapping = {}): string[] {
  const hang = rest ?? ' '.repeat(textWidth(first));
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    const lead = lines.length === 0 ? first : hang;
    const room = Math.max(1, width - Math.max(textWidth(lead), textWidth(hang)));
    fill(paragraph, room).forEach((line, index) => {
      lines.push(`${index === 0 ? lead : hang}${line}`.trimEnd());
    });
  }
  return lines;
}

function fill(paragraph: string, room: number): string[] {
  const indent = /^ */.exec(paragraph)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent.length < room ? indent : '';
  let isFresh = true;
  for (const word of paragraph.trim().split(/ +/)) {
    const joined = isFresh ? line + word : `${line} ${word}`;
    isFresh = false;
    if (textWidth(joined) <= room) {
      line = joined;
      continue;
    }
    if (line.trim() !== '') lines.push(line);
    const pieces = cut(word, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

/** Cuts a word into pieces of at most `room` columns; colour codes are never cut through. */
function cut(word: string, room: number): string[] {
  if (textWidth(word) <= room) return [word];
  const pieces: string[] = [''];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one.
  for (const part of word.match(/\x1b\[[0-9;]*m|./gsu) ?? []) {
    const piece = pieces.at(-1) ?? '';
    if (textWidth(piece + part) > room && piece !== '') pieces.push(part);
    else pieces[pieces.length - 1] = piece + part;
  }
  return pieces;
}

/** Cuts a text to one line of at most `width` columns; `ellipsis` stands for what is missing. */
export function shorten(text: string, width: number, ellipsis = '…'): string {
  const line = text.replaceAll('\n', ' ');
  if (textWidth(line) <= width) return line;
  return `${cut(line, Math.max(1, width - textWidth(ellipsis)))[0]?.trimEnd() ?? ''}${ellipsis}`;
}
