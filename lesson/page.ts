/** A fenced block of a markdown page: its language, its text, and where its first line of text stands, counted from 1. */
export interface CodeBlock {
  readonly language: string;
  readonly lines: readonly string[];
  readonly line: number;
  /** The name in the `<!-- picture: name -->` before it, if there is one. */
  readonly picture?: string;
}

const MARK = /^<!-- picture: ([\w-]+) -->$/;

/** Finds the fenced blocks of a page, in order. */
export function codeBlocks(text: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { language: string; lines: string[]; line: number; picture?: string } | undefined;
  let picture: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^```(\w*)$/.exec(line);
    if (fence && open === undefined) {
      open = { language: fence[1] ?? '', lines: [], line: index + 2, ...(picture === undefined ? {} : { picture }) };
    } else if (fence && open !== undefined) {
      blocks.push(open);
      open = undefined;
      picture = undefined;
    } else if (open !== undefined) open.lines.push(line);
    else if (line.trim() !== '') picture = MARK.exec(line)?.[1];
  }
  return blocks;
}

/** The page with every picture drawn afresh. */
export function withPictures(text: string, draw: (name: string) => readonly string[]): string {
  const lines = text.split('\n');
  for (const block of codeBlocks(text).reverse()) {
    if (block.picture !== undefined) lines.splice(block.line - 1, block.lines.length, ...draw(block.picture));
  }
  return lines.join('\n');
}

/** The page's prose, everything else blanked out, so that places in it are places in the page. */
export function proseOf(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  return text
    .replace(/^```[\s\S]*?^```$/gm, blank)
    .replace(/<!--.*?-->/g, blank)
    .replace(/(?<=\])\([^)\s]*\)/g, blank);
}

/** The line, counted from 1, of a place in a text. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** The page's headings of the second level, in order. */
export function headingsOf(text: string): string[] {
  return [...proseOf(text).matchAll(/^## (.*)$/gm)].map(([, title = '']) => title);
}

/** The anchor that a forge gives a heading of plain words. */
export function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(' ', '-');
}

/** How many words a text has. */
export function wordsOf(text: string): number {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’.=_-]*/gu)].length;
}

/**
 * Finds a sentence in a page, over line ends and quote marks. Its parts at odd places are values: as they stand, or any
 * others, to find the place where the page says something else.
 */
export function patternOf(parts: readonly string[], values: 'exactly' | 'whatever the values'): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, '[\\s>]+');
  const isAny = values === 'whatever the values';
  const source = parts.map((part, index) => (isAny && index % 2 === 1 ? '[\\w., -]+?' : literal(part))).join('');
  // A number must not go on where the sentence's piece ends: 5 is not 50.
  return new RegExp(`${source}(?![0-9])`, 'g');
}
