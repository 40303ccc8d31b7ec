// The front matter of a task's README.md, read when a program is bundled, so that grading never parses YAML.

import matter from 'gray-matter';
import { LineCounter, parseDocument } from 'yaml';

/** Title, minutes and goals of the task in `file` (a path from the course's root). Throws a located Error. */
export function readFrontMatter(file, text) {
  const refuse = (line, what) => {
    throw new Error(`${file}:${line}:1 ${what}`);
  };
  if (!/^\uFEFF?---\w*\r?\n/.test(text))
    refuse(1, 'has no front matter; start the file with --- and the lines title, minutes and teaches');
  const lines = new LineCounter();
  let document;
  const parse = (source) => {
    document = parseDocument(source, { lineCounter: lines });
    return document.toJS() ?? {};
  };
  const forbidden = () => refuse(1, 'has front matter that is not YAML; write --- alone on the first line');
  // gray-matter would run `---js` front matter as a program: every engine but YAML is shut.
  const engines = { yaml: parse, javascript: forbidden, js: forbidden, json: forbidden, coffee: forbidden };
  const { data } = matter(text, { engines });
  const [mistake] = document?.errors ?? [];
  if (mistake)
    refuse(mistake.linePos[0].line, `has front matter that YAML cannot read: ${mistake.message.split('\n')[0]}`);
  const lineOf = (key) => {
    const pair = document?.contents?.items?.find((item) => item.key?.value === key);
    return pair ? lines.linePos(pair.key.range[0]).line : 1;
  };
  const { title, minutes, teaches } = data;
  if (typeof title !== 'string' || title.trim() === '')
    refuse(lineOf('title'), 'needs a title in its front matter, such as  title: Partition assignment');
  if (!(minutes > 0))
    refuse(lineOf('minutes'), 'needs minutes in its front matter, a number above 0, such as  minutes: 7');
  if (!Array.isArray(teaches) || teaches.length === 0 || teaches.some((goal) => typeof goal !== 'string')) {
    refuse(
      lineOf('teaches'),
      'needs teaches in its front matter: a list of what one can do afterwards, each starting with a verb',
    );
  }
  return { title, minutes, teaches };
}
