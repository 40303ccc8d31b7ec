import type { Block, Inline } from '../page/block.ts';
import type { DraftAnswer, DraftStep } from './draft.ts';
import { blocksOf, inlineOf, type MarkdownNode, rawText } from './markdown.ts';
import { type Problem, problem } from './problem.ts';
import { type Place, placeOf, type SourceFile, wholeLine } from './source-file.ts';

const marker = /^\[([ xX])\](?=\s|$)/;
/** What looks like a marker and is none: forges show it as text, and the answer would be lost without a word. */
const nearlyMarker = /^[[(]\s*(?:[xX✓✔*]\s*)?[\])](?!\()|^\[[xX ]\]\S/u;

/** Whether a block is a list of answers: bullets of which at least one has a marker, or something like one. */
export function isAnswerList(node: MarkdownNode): boolean {
  return node.token.type === 'bullet_list_open' && node.children.some((item) => hasMarker(firstText(item)));
}

const hasMarker = (text: string) => marker.test(text) || nearlyMarker.test(text);

const firstText = (item: MarkdownNode) => {
  const [first] = item.children;
  return first?.token.type === 'paragraph_open' ? rawText(first) : '';
};

/** Reads a list of answers: `[x]` right, `[ ]` wrong, a nested quote is the feedback. */
export function readAnswers(file: SourceFile, list: MarkdownNode, problems: Problem[]): DraftAnswer[] {
  return list.children.flatMap((item) => {
    const text = firstText(item);
    const at = wholeLine(file, item.from);
    const found = marker.exec(text);
    if (found !== null) return [readAnswer(file, item, found[1] !== ' ', problems)];
    if (nearlyMarker.test(text)) {
      const wrote = text.slice(0, text.indexOf(text.startsWith('(') ? ')' : ']') + 1);
      const help = 'a right answer starts "- [x] ", a wrong one "- [ ] "';
      problems.push(problem('Q031', file, placeOf(file, wrote, item.from, item.to), `"${wrote}" is no marker`, help));
    } else
      problems.push(
        problem(
          'Q032',
          file,
          at,
          'an answer without marker',
          'write "- [x] " before a right answer, "- [ ] " before a wrong one',
        ),
      );
    return [];
  });
}

function readAnswer(file: SourceFile, item: MarkdownNode, right: boolean, problems: Problem[]): DraftAnswer {
  const [paragraph, ...rest] = item.children;
  const quote = rest.find(({ token }) => token.type === 'blockquote_open');
  for (const extra of rest.filter((node) => node !== quote)) {
    const help = 'one paragraph, then its feedback as a nested quote: "  > …"';
    problems.push(
      problem('Q080', file, wholeLine(file, extra.from), 'an answer has one paragraph and one quote', help),
    );
  }
  const { blocks, misconception } = takeMisconception(blocksOf(quote?.children ?? []));
  const text = withoutMarker(inlineOf(paragraph!));
  return {
    right,
    text,
    feedback: blocks,
    misconception,
    at: afterMarker(file, item.from),
    from: item.from,
    to: item.to,
  };
}

function withoutMarker(runs: readonly Inline[]): Inline[] {
  const [first, ...rest] = runs;
  if (first === undefined) return [];
  const text = first.text.replace(/^\[[ xX]\]\s*/, '');
  return text === '' ? rest : [{ ...first, text }, ...rest];
}

function afterMarker(file: SourceFile, line: number): Place {
  const found = /\[[ xX]\]\s*(?=\S)/.exec(file.lines[line - 1] ?? '');
  return found === null ? wholeLine(file, line) : wholeLine(file, line, found.index + found[0].length + 1);
}

/** Takes `{M2-01}` off the end of a feedback. */
function takeMisconception(blocks: readonly Block[]): { blocks: readonly Block[]; misconception: string | undefined } {
  const last = blocks.at(-1);
  const run = last?.kind === 'paragraph' ? last.text.at(-1) : undefined;
  const found = run?.kind === 'text' ? /\s*(?<!\{)\{([^{}\s]+)\}\s*$/.exec(run.text) : null;
  if (last?.kind !== 'paragraph' || run === undefined || found === null) return { blocks, misconception: undefined };
  const kept = run.text.slice(0, found.index);
  const text = [...last.text.slice(0, -1), ...(kept === '' ? [] : [{ ...run, text: kept }])];
  const paragraph: Block[] = text.length === 0 ? [] : [{ ...last, text }];
  return { blocks: [...blocks.slice(0, -1), ...paragraph], misconception: found[1] };
}

/** Reads the numbered list of an order question. */
export function readSteps(file: SourceFile, list: MarkdownNode, problems: Problem[]): DraftStep[] {
  return list.children.map((item) => {
    const [paragraph, ...more] = item.children;
    if (more.length > 0)
      problems.push(
        problem('Q080', file, wholeLine(file, more[0]!.from), 'a step has one paragraph', 'say it in one sentence'),
      );
    const found = /^\s*\d+[.)]\s*/.exec(file.lines[item.from - 1] ?? '');
    const at = wholeLine(file, item.from, (found?.[0].length ?? 0) + 1);
    return { text: paragraph?.token.type === 'paragraph_open' ? inlineOf(paragraph) : [], at };
  });
}
