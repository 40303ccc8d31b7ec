/** A run of text inside a line. Strings may hold placeholders (`{{name}}`) and, in traces, gaps (`[[1]]`). */
export type Inline =
  | { readonly kind: 'text' | 'code' | 'strong' | 'emphasis'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** One block of a page, as plain data: what is left of markdown once it has been read. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] };

/** The words of a line without its marks, such as a heading for a list of questions. */
export function plainText(text: readonly Inline[]): string {
  return text.map((run) => run.text).join('');
}

/** Applies `change` to every string of a line. */
export function mapInline(text: readonly Inline[], change: (text: string) => string): Inline[] {
  return text.map((run) => ({ ...run, text: change(run.text) }));
}

/** Applies `change` to every string of a page. */
export function mapText(blocks: readonly Block[], change: (text: string) => string): Block[] {
  return blocks.map((block) => mapBlock(block, change));
}

function mapBlock(block: Block, change: (text: string) => string): Block {
  const line = (text: readonly Inline[]) => mapInline(text, change);
  switch (block.kind) {
    case 'paragraph':
      return { ...block, text: line(block.text) };
    case 'code':
      return { ...block, text: change(block.text) };
    case 'table':
      return { ...block, header: block.header.map(line), rows: block.rows.map((row) => row.map(line)) };
    case 'list':
      return { ...block, items: block.items.map((item) => mapText(item, change)) };
    case 'quote':
      return { ...block, blocks: mapText(block.blocks, change) };
  }
}

/** Every string of a page, in reading order. */
export function textsOf(blocks: readonly Block[]): string[] {
  const texts: string[] = [];
  mapText(blocks, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}
