import type { Block, Inline } from './block.ts';

/** A page as HTML for a learning management system. */
export function toHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

/** A line of text as HTML. */
export function inlineHtml(text: readonly Inline[]): string {
  const tags = { code: 'code', strong: 'strong', emphasis: 'em' } as const;
  return text
    .map((run) => {
      if (run.kind === 'text') return escapeHtml(run.text);
      if (run.kind === 'link') {
        const words = escapeHtml(run.text);
        return /^https?:/.test(run.href) ? `<a href="${escapeHtml(run.href)}">${words}</a>` : words;
      }
      return `<${tags[run.kind]}>${escapeHtml(run.text)}</${tags[run.kind]}>`;
    })
    .join('');
}

/** Text with the five characters that mean something in HTML and XML written as entities. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (char) => entities[char]!);
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${inlineHtml(block.text)}</p>`;
    case 'code':
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case 'table': {
      const row = (cells: readonly (readonly Inline[])[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell)}</${tag}>`).join('')}</tr>`;
      return `<table><thead>${row(block.header, 'th')}</thead><tbody>${block.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
    }
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((item) => `<li>${toHtml(item)}</li>`).join('')}</${tag}>`;
    }
    case 'quote':
      return `<blockquote>${toHtml(block.blocks)}</blockquote>`;
  }
}
