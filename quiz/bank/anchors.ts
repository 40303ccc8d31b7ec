import { plainText } from '../page/block.ts';
import { inlineOf, readMarkdown } from './markdown.ts';

/** A heading of a page: its words and the anchor a forge gives it. */
export interface Heading {
  readonly title: string;
  readonly level: number;
  readonly anchor: string;
}

/** The headings of a markdown page with their anchors, made as GitHub makes them. */
export function headingsOf(text: string): Heading[] {
  const seen = new Map<string, number>();
  return readMarkdown(text)
    .filter(({ token }) => token.type === 'heading_open')
    .map((node) => {
      const title = plainText(inlineOf(node));
      const slug = title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return { title, level: Number(node.token.tag.slice(1)), anchor: times === 0 ? slug : `${slug}-${times}` };
    });
}
