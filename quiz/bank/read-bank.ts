import type { DraftBank } from './draft.ts';
import { readFrontMatter } from './front-matter.ts';
import { type MarkdownNode, readMarkdown } from './markdown.ts';
import { type Problem, problem } from './problem.ts';
import { readQuestion } from './read-question.ts';
import { type SourceFile, wholeLine } from './source-file.ts';

/** Reads one file of questions. What cannot be read is reported and left out; nothing is thrown. */
export function readBank(file: SourceFile): { readonly bank: DraftBank; readonly problems: readonly Problem[] } {
  const { front, yaml, body, problems: ofFront } = readFrontMatter(file);
  const problems = [...ofFront];
  const parts = splitAtQuestions(readMarkdown(body));
  const questions = parts.map((nodes) => {
    const read = readQuestion(file, nodes);
    problems.push(...read.problems);
    return read.question;
  });
  if (questions.length === 0) {
    const help = 'each "## " heading asks one; npm run new question writes one to start from';
    problems.push(problem('Q009', file, wholeLine(file, file.lines.length), 'the file has no question', help));
  }
  return { bank: { file, front, frontYaml: yaml, questions }, problems };
}

/** One list of blocks for each `## ` heading, which is its first block; what comes before the first is for authors only. */
function splitAtQuestions(nodes: readonly MarkdownNode[]): MarkdownNode[][] {
  const parts: MarkdownNode[][] = [];
  for (const node of nodes) {
    if (node.token.type === 'heading_open' && node.token.tag === 'h2') parts.push([node]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}
