import { type Look, safe, textWidth, wrap } from '#terminal';
import { table } from './table.ts';

/** The passage of a markdown page under the heading with this anchor, to be read in a terminal; empty when there is none. */
export function passage(page: string, anchor: string, look: Look): string[] {
  return passageOf(page, (heading) => anchorOf(heading) === anchor, look);
}

/** The passage under the first heading that fits. */
export function passageOf(page: string, fits: (heading: string) => boolean, look: Look): string[] {
  const lines = linesOf(page);
  const from = lines.findIndex((line) => levelOf(line) > 0 && fits(line.replace(/^#+ +/, '')));
  if (from === -1) return [];
  const level = levelOf(lines[from]!);
  return drawAll(
    upTo((next) => next <= level, lines.slice(from)),
    look,
  );
}

/** What stands before a page's first passage: its title, and what is said under it. */
export function introductionOf(page: string, look: Look): string[] {
  const lines = linesOf(page);
  const from = lines.findIndex((line) => levelOf(line) === 1);
  return from === -1
    ? []
    : drawAll(
        upTo(() => true, lines.slice(from)),
        look,
      );
}

function linesOf(page: string): string[] {
  return page.replaceAll('\r\n', '\n').split('\n');
}

/** A heading and what is under it, up to the next one of a level that ends it. */
function upTo(ends: (level: number) => boolean, lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, index) => index > 0 && levelOf(line) > 0 && ends(levelOf(line)));
  return at === -1 ? lines : lines.slice(0, at);
}

function drawAll(lines: readonly string[], look: Look): string[] {
  return blocksOf(lines).flatMap((block, at) => [...(at === 0 ? [] : ['']), ...draw(block, look)]);
}

function levelOf(line: string): number {
  return /^#+(?= )/.exec(line)?.[0].length ?? 0;
}

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  const words = bare(heading).toLowerCase();
  return words
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** Lines that belong together: separated by empty lines, except in code. */
function blocksOf(lines: readonly string[]): string[][] {
  const blocks: string[][] = [[]];
  let isCode = false;
  for (const line of lines) {
    if (line.startsWith('```')) isCode = !isCode;
    if (line.trim() === '' && !isCode) blocks.push([]);
    else blocks.at(-1)!.push(line);
  }
  return blocks.filter((block) => block.length > 0 && !block[0]!.startsWith('<!--'));
}

function draw(block: readonly string[], look: Look): string[] {
  const [first = ''] = block;
  if (first.startsWith('```')) return code(block.slice(1, -1), look);
  if (levelOf(first) > 0) return wrap(look.style.heading(inline(first.replace(/^#+ +/, ''), look)), look.width);
  if (first.startsWith('|')) return tableOf(block, look);
  if (first.startsWith('>')) return quote(block, look);
  return items(block).flatMap(({ mark, text }) => wrap(inline(text, look), look.width, { first: mark }));
}

/** Code and pictures keep their lines; what is too wide even without an indent goes on below, further in. */
function code(block: readonly string[], look: Look): string[] {
  const lines = block.map((line) => drawn(line, look));
  const widest = Math.max(0, ...lines.map(textWidth));
  const indent = ' '.repeat(Math.min(4, Math.max(0, look.width - widest)));
  return lines.flatMap((line) => {
    const own = /^ */.exec(line)![0];
    return textWidth(line) <= look.width ? [indent + line] : wrap(line, look.width, { rest: `${own}    ` });
  });
}

/** A paragraph's or list's lines put together: each item with its mark. */
function items(block: readonly string[]): { mark: string; text: string }[] {
  const found: { mark: string; text: string }[] = [];
  for (const line of block) {
    const [, space = '', mark = '', text = ''] = /^( *)([-*]|\d+\.) +(.*)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (mark !== '') found.push({ mark: `${space}${mark} `, text });
    else if (last) last.text += ` ${line.trim()}`;
    else found.push({ mark: '', text: line.trim() });
  }
  return found;
}

function tableOf(block: readonly string[], look: Look): string[] {
  const rows = block
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split('|')
        .map((cell) => inline(cell.trim(), look)),
    );
  return table(rows, look.width);
}

function quote(block: readonly string[], look: Look): string[] {
  const inner = { ...look, width: look.width - 2 };
  const lines = blocksOf(block.map((line) => line.replace(/^> ?/, '')));
  const mark = look.plain ? '' : `${look.style.aside(look.glyph.quote)} `;
  return lines.flatMap((one, at) => [...(at === 0 ? [] : ['']), ...draw(one, inner)]).map((line) => mark + line);
}

/** A line of text without its marks, strong words bold. */
function inline(text: string, look: Look): string {
  const strong = safe(text).replace(/\*\*(.+?)\*\*/g, (_, words: string) => look.style.heading(words));
  return drawn(bare(strong), look);
}

function bare(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\*\*(.+?)\*\*/g, '$1')
    .replace(/(^|[\s("])[_*](\S(?:.*?\S)?)[_*](?=[\s.,;:!?)"]|$)/g, '$1$2');
}

const ASCII: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '├': '|',
  '┤': '|',
  '▲': '^',
  '▶': '>',
  '■': '#',
  '·': '.',
  '−': '-',
  '→': '->',
  '…': '...',
};

function drawn(line: string, { unicode }: Look): string {
  return unicode ? line : line.replace(/[^\p{ASCII}]/gu, (char) => ASCII[char] ?? char);
}
