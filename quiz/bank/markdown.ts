import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Inline } from '../page/block.ts';

/** A block of markdown with its children, and the lines it covers, counted from 1, both included. */
export interface MarkdownNode {
  readonly token: Token;
  readonly children: readonly MarkdownNode[];
  readonly from: number;
  readonly to: number;
}

const markdown = new MarkdownIt('commonmark').enable('table');

/** Reads CommonMark with tables into a tree of blocks. */
export function readMarkdown(text: string): MarkdownNode[] {
  const root: MarkdownNode[] = [];
  const open: { token: Token; children: MarkdownNode[]; from: number; to: number }[] = [];
  for (const token of markdown.parse(text, {})) {
    if (token.nesting < 0) {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    const from = token.map ? token.map[0] + 1 : (parent?.from ?? 1);
    const node = { token, children: [], from, to: token.map ? Math.max(from, token.map[1]) : from };
    (parent?.children ?? root).push(node);
    if (token.nesting > 0) open.push(node);
  }
  return root;
}

/** The blocks of a page as plain data. Front matter, HTML and rules between paragraphs are left out. */
export function blocksOf(nodes: readonly MarkdownNode[]): Block[] {
  return nodes.flatMap((node): Block[] => {
    switch (node.token.type) {
      case 'paragraph_open':
      case 'heading_open':
        return [{ kind: 'paragraph', text: inlineOf(node) }];
      case 'fence':
      case 'code_block': {
        const language = node.token.info.trim().split(/\s+/)[0] ?? '';
        return [{ kind: 'code', language, text: node.token.content.replace(/\n$/, '') }];
      }
      case 'bullet_list_open':
      case 'ordered_list_open': {
        const ordered = node.token.type === 'ordered_list_open';
        return [{ kind: 'list', ordered, items: node.children.map((item) => blocksOf(item.children)) }];
      }
      case 'blockquote_open':
        return [{ kind: 'quote', blocks: blocksOf(node.children) }];
      case 'table_open':
        return [tableOf(node)];
      default:
        return [];
    }
  });
}

function tableOf(table: MarkdownNode): Block {
  const [head, body] = table.children;
  const cells = (row: MarkdownNode) => row.children.map(inlineOf);
  return { kind: 'table', header: cells(head!.children[0]!), rows: (body?.children ?? []).map(cells) };
}

/** The text of a paragraph, heading or cell; line breaks inside it are spaces. */
export function inlineOf(node: MarkdownNode): Inline[] {
  const runs: Inline[] = [];
  let style: 'text' | 'strong' | 'emphasis' = 'text';
  let href: string | null = null;
  const add = (text: string, kind: Inline['kind'] = style) => {
    const run: Inline = href !== null ? { kind: 'link', text, href } : ({ kind, text } as Inline);
    const last = runs.at(-1);
    const joins =
      last?.kind === run.kind &&
      (run.kind === 'text' || (run.kind === 'link' && 'href' in last && last.href === run.href));
    if (last !== undefined && joins) runs[runs.length - 1] = { ...last, text: last.text + text };
    else if (text !== '') runs.push(run);
  };
  for (const token of node.children[0]?.token.children ?? []) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') add(' ');
    else if (token.type === 'code_inline') add(token.content, 'code');
    else if (token.type === 'strong_open') style = 'strong';
    else if (token.type === 'em_open') style = 'emphasis';
    else if (token.type === 'strong_close' || token.type === 'em_close') style = 'text';
    else if (token.type === 'link_open') href = String(token.attrGet('href') ?? '');
    else if (token.type === 'link_close') href = null;
    else if (token.type !== 'html_inline') add(token.content);
  }
  return runs;
}

/** The raw markdown of a paragraph, heading or cell, before its marks are read. */
export function rawText(node: MarkdownNode): string {
  return node.children[0]?.token.content ?? '';
}
