import { columns, type Look, wrap } from '#terminal';
import type { Block, Inline } from './block.ts';

/** A page as lines for the screen, wrapped by words; `indent` is how many spaces stand before each line. */
export function toTerminal(blocks: readonly Block[], look: Look, indent = 0): string[] {
  const lines: string[] = [];
  for (const block of blocks) {
    if (lines.length > 0) lines.push('');
    lines.push(...blockLines(block, look, indent));
  }
  return look.unicode ? lines : lines.map(toAscii);
}

/** A line of text with its marks, for the screen: code keeps its backticks, so that it is told apart without colour. */
export function inlineText(text: readonly Inline[], look: Look): string {
  const words = text.map((run) => {
    if (run.kind === 'code') return `\`${run.text}\``;
    if (run.kind === 'strong') return look.style.heading(run.text);
    return run.kind === 'link' && /^https?:/.test(run.href) ? `${run.text} (${run.href})` : run.text;
  });
  return look.unicode ? words.join('') : toAscii(words.join(''));
}

function blockLines(block: Block, look: Look, indent: number): string[] {
  const lead = ' '.repeat(indent);
  switch (block.kind) {
    case 'paragraph':
      return wrap(inlineText(block.text, look), look.width, { first: lead });
    case 'code':
      return codeLines(block.text, look, `${lead}  ${look.glyph.quote} `);
    case 'table':
      return tableLines([block.header, ...block.rows], look, indent + 2);
    case 'list':
      return block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${index + 1}. ` : '- ';
        const [first = '', ...rest] = toTerminal(item, look, indent + mark.length);
        return [lead + mark + first.trimStart(), ...rest];
      });
    case 'quote':
      return toTerminal(block.blocks, look, indent + 2);
  }
}

/** Code is never wrapped by words, which would move what stands under each other; only a line too long is cut. */
function codeLines(text: string, look: Look, lead: string): string[] {
  const room = Math.max(10, look.width - lead.length);
  return text.split('\n').flatMap((line) => {
    const pieces = line.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [''];
    return pieces.map((piece) => `${lead}${piece}`.trimEnd());
  });
}

function tableLines(rows: readonly (readonly (readonly Inline[])[])[], look: Look, indent: number): string[] {
  const texts = rows.map((row) => row.map((cell) => inlineText(cell, look)));
  const [header = [], ...rest] = texts;
  return columns([header.map(look.style.heading), ...rest], { width: look.width, indent, gap: 3 });
}

const stands: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '→': '->',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '±': '+-',
  '×': 'x',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '│': '|',
};

/** Text for a terminal that shows only ASCII; what has no stand-in is written as its code point. */
export function toAscii(text: string): string {
  return text.replace(/\P{ASCII}/gu, (char) => stands[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`);
}
