import { didYouMean } from './did-you-mean.ts';
import type { DraftQuestion, DraftSection } from './draft.ts';
import { blocksOf, inlineOf, type MarkdownNode, rawText } from './markdown.ts';
import { type Problem, problem } from './problem.ts';
import { isAnswerList, readAnswers, readSteps } from './read-answers.ts';
import { type Settings, settings } from './schema.ts';
import { checkShape } from './shape.ts';
import { type Place, type SourceFile, wholeLine } from './source-file.ts';
import { readYaml, type YamlPart } from './yaml.ts';

/** Reads a question: its heading, its settings, its text, its answers and its sections. */
export function readQuestion(
  file: SourceFile,
  nodes: readonly MarkdownNode[],
): { readonly question: DraftQuestion; readonly problems: readonly Problem[] } {
  const [heading, ...rest] = nodes as [MarkdownNode, ...MarkdownNode[]];
  const problems: Problem[] = [];
  const at = wholeLine(file, heading.from);
  const { read, part } = readSettings(file, at, rest.filter(isSettings), problems);

  const firstSection = rest.findIndex(({ token }) => token.type === 'heading_open');
  const main = (firstSection < 0 ? rest : rest.slice(0, firstSection)).filter((node) => !isSettings(node));
  const sections = readSections(file, firstSection < 0 ? [] : rest.slice(firstSection), problems);

  const list = main.findIndex(isAnswerList);
  const isOrder = read?.type === 'order';
  const stepList = isOrder ? main.findIndex(({ token }) => token.type === 'ordered_list_open') : -1;
  const ends = [list, stepList].filter((index) => index >= 0);
  const body = ends.length === 0 ? main : main.slice(0, Math.min(...ends));
  for (const extra of ends.length === 0 ? [] : main.slice(Math.max(...ends) + 1)) {
    const help = 'move it above the answers, or into ### Why';
    problems.push(problem('Q079', file, wholeLine(file, extra.from), 'nothing is shown after the answers', help));
  }
  const last = nodes.at(-1)!;
  const question: DraftQuestion = {
    file,
    title: inlineOf(heading),
    at,
    from: heading.from,
    to: last.to,
    settings: read,
    yaml: part,
    body,
    answers: list < 0 ? [] : readAnswers(file, main[list]!, problems),
    steps: stepList < 0 ? [] : readSteps(file, main[stepList]!, problems),
    sections,
    nodes,
  };
  return { question, problems };
}

const isSettings = ({ token }: MarkdownNode) => token.type === 'fence' && /^ya?ml\s+question$/.test(token.info.trim());

function readSettings(
  file: SourceFile,
  heading: Place,
  fences: readonly MarkdownNode[],
  problems: Problem[],
): { readonly read: Settings | undefined; readonly part: YamlPart | undefined } {
  const [fence, second] = fences;
  if (fence === undefined) {
    const help = 'put ```yaml question with id, type, goal, difficulty and source under the heading';
    problems.push(problem('Q011', file, heading, 'the question has no yaml question block', help));
    return { read: undefined, part: undefined };
  }
  if (second !== undefined)
    problems.push(
      problem(
        'Q012',
        file,
        wholeLine(file, second.from),
        'a second yaml question block',
        'one "## " heading asks one question',
      ),
    );
  const part = readYaml(fence.token.content, fence.from + 1, wholeLine(file, fence.from));
  if (part.errors.length > 0) {
    for (const { message, at } of part.errors) problems.push(problem('Q013', file, at, `this is no YAML: ${message}`));
    return { read: undefined, part };
  }
  const shape = checkShape(file, part, settings, { unknown: 'Q014', missing: 'Q015', wrong: 'Q016' });
  problems.push(...shape.problems);
  return { read: shape.value, part };
}

const sectionNames = ['Why', 'Hint'];

function readSections(file: SourceFile, nodes: readonly MarkdownNode[], problems: Problem[]): DraftSection[] {
  const parts: { heading: MarkdownNode; inside: MarkdownNode[] }[] = [];
  for (const node of nodes) {
    if (node.token.type === 'heading_open') parts.push({ heading: node, inside: [] });
    else parts.at(-1)?.inside.push(node);
  }
  const sections: DraftSection[] = [];
  for (const { heading, inside } of parts) {
    const at = wholeLine(file, heading.from);
    const name = rawText(heading).trim();
    const isOfLevel3 = heading.token.tag === 'h3';
    if (!isOfLevel3)
      problems.push(
        problem(
          'Q081',
          file,
          at,
          `a heading of level ${heading.token.tag.slice(1)} inside a question`,
          'sections are written ### Why and ### Hint',
        ),
      );
    else if (!sectionNames.includes(name))
      problems.push(
        problem(
          'Q076',
          file,
          at,
          `unknown section "${name}"`,
          didYouMean(name, sectionNames)?.replace('"', '"### ') ?? 'there are ### Why and ### Hint',
        ),
      );
    else if (sections.some((each) => each.name === name))
      problems.push(problem('Q077', file, at, `a second section "${name}"`, 'put both into one'));
    else {
      const blocks = blocksOf(inside);
      if (blocks.length === 0)
        problems.push(
          problem('Q078', file, at, `the section "${name}" is empty`, 'write it, or take the heading away'),
        );
      sections.push({ name, at, blocks });
    }
  }
  return sections;
}
