import type { DraftQuestion } from '../bank/draft.ts';
import type { MarkdownNode } from '../bank/markdown.ts';
import { type Problem, problem } from '../bank/problem.ts';
import { placeOf, type SourceFile, wholeLine } from '../bank/source-file.ts';

const WIDEST = 76;

/** Code and tables fit and are named, blocks are closed, and everything is CommonMark that a terminal can show. */
export function blocksAreSound({ file, nodes }: DraftQuestion): Problem[] {
  return walk(nodes).flatMap((node) => {
    const type = node.token.type;
    if (type === 'fence') return checkFence(file, node);
    if (type === 'table_open') return tooWide(file, node.from, node.to);
    const html =
      type === 'html_block' || (node.token.children ?? []).some((child) => /^html_inline$|^image$/.test(child.type));
    if (!html) return [];
    const found = /<[a-z/!][^>]*>?|!\[/i.exec(file.lines.slice(node.from - 1, node.to).join('\n'))?.[0] ?? '';
    const at = placeOf(file, found.split('\n')[0]!, node.from, node.to);
    return [
      problem(
        'Q084',
        file,
        at,
        'a terminal shows neither HTML nor pictures',
        'say it in words, a table or a code block',
      ),
    ];
  });
}

function walk(nodes: readonly MarkdownNode[]): MarkdownNode[] {
  return nodes.flatMap((node) => [node, ...walk(node.children)]);
}

function checkFence(file: SourceFile, node: MarkdownNode): Problem[] {
  const at = wholeLine(file, node.from);
  const lines = file.lines.slice(node.from, node.to);
  const closing = (lines.at(-1) ?? '').replace(/^[\s>]*/, '').trim();
  const isClosed = closing.startsWith(node.token.markup) && closing.replaceAll(node.token.markup[0]!, '') === '';
  // An open block runs on to the end of the next one, and has that one's first line inside.
  const swallows = lines.some((line) => /^(```+|~~~+)ya?ml question$/.test(line.trim()));
  if (!isClosed || swallows)
    return [
      problem(
        'Q085',
        file,
        at,
        'the code block is never closed',
        `write ${node.token.markup} on a line of its own after it`,
      ),
    ];
  const unnamed =
    node.token.info.trim() === ''
      ? [problem('Q082', file, at, 'a code block without language', 'write ```text if it is none')]
      : [];
  const isShown = !/\squestion$/.test(node.token.info.trim());
  return [...unnamed, ...(isShown ? tooWide(file, node.from + 1, node.to - 1) : [])];
}

function tooWide(file: SourceFile, from: number, to: number): Problem[] {
  for (let line = from; line <= to; line++) {
    const text = (file.lines[line - 1] ?? '').trimEnd();
    if (text.length > WIDEST)
      return [
        problem(
          'Q083',
          file,
          wholeLine(file, line, WIDEST + 1),
          `${text.length} characters, where ${WIDEST} fit`,
          'break the line, or drop a column',
        ),
      ];
  }
  return [];
}

/** What UTF-8 looks like when it was read as Windows-1252 or Latin-1, and the character for lost ones. */
const mojibake = /Ã[\u0080-\u00bf€-™]|â[€†”œž‚ƒ„…][\u0080-\u00bf€-™œžŸ]?|ð[Ÿ\u009f]|Â[\u00a0-\u00bf]|ï»¿|\ufffd/u;

/** Every line is text as it was meant: decoded rightly, without tabs or characters nobody can see. */
export function linesAreSound(file: SourceFile): Problem[] {
  return file.lines.flatMap((text, index) => {
    const line = index + 1;
    const broken = mojibake.exec(text)?.[0];
    if (broken !== undefined)
      return [
        problem(
          'Q086',
          file,
          placeOf(file, broken, line),
          `"${broken}" was decoded wrongly`,
          'save the file as UTF-8 and type the character again',
        ),
      ];
    if (text.includes('\t'))
      return [
        problem('Q087', file, placeOf(file, '\t', line), 'a tab', 'terminals disagree about its width: use spaces'),
      ];
    const invisible = /[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]|\u00a0/.exec(text)?.[0];
    if (invisible === undefined) return [];
    const name = `U+${invisible.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
    return [
      problem(
        'Q088',
        file,
        placeOf(file, invisible, line),
        `an invisible character, ${name}`,
        'delete it, or type a space',
      ),
    ];
  });
}
