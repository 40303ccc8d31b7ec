import type { Block, Inline } from './block.ts';

/** A page as CommonMark with tables, its blocks separated by empty lines. */
export function toMarkdown(blocks: readonly Block[]): string {
  return blocks.map(blockMarkdown).join('\n\n');
}

/** A line of text as markdown. */
export function inlineMarkdown(text: readonly Inline[]): string {
  return text.map(runMarkdown).join('');
}

function runMarkdown(run: Inline): string {
  switch (run.kind) {
    case 'code':
      return codeSpan(run.text);
    case 'strong':
      return `**${escaped(run.text)}**`;
    case 'emphasis':
      return `*${escaped(run.text)}*`;
    case 'link':
      return `[${escaped(run.text)}](${run.href})`;
    case 'text':
      return escaped(run.text);
  }
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return inlineMarkdown(block.text);
    case 'code': {
      const fence = '`'.repeat(Math.max(3, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
      return `${fence}${block.language}\n${block.text}\n${fence}`;
    }
    case 'table':
      return tableMarkdown(block.header, block.rows);
    case 'list':
      return block.items
        .map((item, index) => {
          const mark = block.ordered ? `${index + 1}. ` : '- ';
          return mark + toMarkdown(item).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
        })
        .join('\n');
    case 'quote':
      return toMarkdown(block.blocks).replace(/^/gm, '> ');
  }
}

function tableMarkdown(
  header: readonly (readonly Inline[])[],
  rows: readonly (readonly (readonly Inline[])[])[],
): string {
  const row = (cells: readonly (readonly Inline[])[]) =>
    `| ${cells.map((cell) => inlineMarkdown(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(header), `| ${header.map(() => '---').join(' | ')} |`, ...rows.map(row)].join('\n');
}

function codeSpan(text: string): string {
  const ticks = '`'.repeat(Math.max(1, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${padding}${text}${padding}${ticks}`;
}

/** Marks that would be read as markdown, taken for what they are. */
function escaped(text: string): string {
  return text.replace(/([\\`*[\]<])/g, '\\$1').replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');
}
