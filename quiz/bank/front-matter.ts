import matter from 'gray-matter';
import { type Problem, problem } from './problem.ts';
import { type FrontMatter, frontMatter } from './schema.ts';
import { checkShape } from './shape.ts';
import { type SourceFile, wholeLine } from './source-file.ts';
import { readYaml, type YamlPart } from './yaml.ts';

const refuse = {
  parse(): never {
    throw new Error('only YAML front matter is read');
  },
};

/** gray-matter evaluates `---js` by itself; every engine but YAML is shut, under each of the names it goes by. */
const engines = {
  yaml: { parse: () => ({}) },
  javascript: refuse,
  js: refuse,
  json: refuse,
  coffee: refuse,
  cson: refuse,
};

const howToStart =
  'a bank starts with three dashes, title, section and goals, and three dashes: npm run new question shows one';

/** Reads a bank's front matter. `body` keeps every line where it was: the front matter's lines are blank in it. */
export function readFrontMatter(file: SourceFile): {
  readonly front: FrontMatter | undefined;
  readonly yaml: YamlPart | undefined;
  readonly body: string;
  readonly problems: readonly Problem[];
} {
  const first = wholeLine(file, 1);
  const fails = (...problems: Problem[]) => ({ front: undefined, yaml: undefined, body: file.text, problems });
  if (!/^---(?!-)/.test(file.text) || !/\n---[ \t]*(\n|$)/.test(file.text))
    return fails(problem('Q001', file, first, 'the bank has no front matter', howToStart));
  let part: string;
  try {
    const read = matter(file.text, { engines });
    if (read.language !== '' && !/^ya?ml$/.test(read.language)) throw new Error('only YAML front matter is read');
    part = read.matter;
  } catch {
    return fails(
      problem('Q002', file, first, 'front matter in another language than YAML', 'write --- alone on the line'),
    );
  }
  const yaml = readYaml(part.replace(/^\n/, ''), 2, first);
  const lineCount = part.replace(/^\n/, '').split('\n').length + 2;
  const body = file.lines.map((line, index) => (index < lineCount ? '' : line)).join('\n');
  if (yaml.errors.length > 0) {
    const problems = yaml.errors.map(({ message, at }) =>
      problem('Q003', file, at, `front matter is no YAML: ${message}`),
    );
    return { ...fails(...problems), body };
  }
  const { value, problems } = checkShape(file, yaml, frontMatter, { unknown: 'Q004', missing: 'Q005', wrong: 'Q006' });
  return { front: value, yaml, body, problems };
}
