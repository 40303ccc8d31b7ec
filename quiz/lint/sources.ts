import { didYouMean } from '../bank/did-you-mean.ts';
import type { DraftQuestion } from '../bank/draft.ts';
import { type Problem, problem } from '../bank/problem.ts';
import { type Place, placeOf } from '../bank/source-file.ts';
import type { Rule, Surroundings } from './review.ts';

/** The sources of a question as a list. */
export const sourcesOf = (source: string | readonly string[]) => (typeof source === 'string' ? [source] : source);

/** Every source leads somewhere, and one of them into the course. */
export const sources: Rule = ({ draft, settings }, around) => {
  const all = sourcesOf(settings.source);
  const placeAt = (index: number) =>
    draft.yaml?.valueAt(typeof settings.source === 'string' ? ['source'] : ['source', index]) ?? draft.at;
  const found = all.flatMap((source, index) => checkSource(source, draft, placeAt(index), around));
  if (all.some((source) => /^\.{0,2}[/\w.-]*\.md(#|$)/.test(source))) return found;
  const help = 'add the lesson’s heading, such as ../lesson.md#topics';
  return [...found, problem('Q072', draft.file, placeAt(0), 'no source in the lesson', help)];
};

function checkSource(source: string, draft: DraftQuestion, at: Place, around: Surroundings): Problem[] {
  if (/^KIP-\d+$/.test(source) || /^https:\/\/[\w.-]+\.[a-z]+(\/\S*)?$/.test(source)) return [];
  if (/^[\w./-]+\.md(#.*)?$/.test(source)) return checkPath(source, draft, at, around);
  const help = 'write ../lesson.md#a-heading, an https address, or KIP-98';
  return [problem('Q069', draft.file, at, `"${source}" is no source`, help)];
}

function checkPath(source: string, { file }: DraftQuestion, at: Place, around: Surroundings): Problem[] {
  const [path = '', anchor] = source.split('#');
  const headings = around.headingsOf(resolvePath(file.path, path));
  if (headings === null)
    return [problem('Q070', file, at, `there is no file ${path}`, 'paths start at the bank’s own folder')];
  if (anchor === undefined || headings.some((heading) => heading.anchor === anchor)) return [];
  const help = didYouMean(
    anchor,
    headings.map((heading) => heading.anchor),
  )?.replace('"', '"#');
  return [
    problem(
      'Q071',
      file,
      at,
      `${path} has no heading #${anchor}`,
      help ?? 'anchors are headings in small letters with dashes',
    ),
  ];
}

/** Where a path in a file leads, from the course's root: `../lesson.md` in `quiz/topics.md` is `lesson.md`. */
export function resolvePath(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Links in the text lead to files and headings that are there. */
export const links: Rule = ({ draft }, around) => {
  const found: Problem[] = [];
  for (let line = draft.from; line <= draft.to; line++)
    for (const [whole, href] of (draft.file.lines[line - 1] ?? '').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/i.test(href!)) continue;
      const [path = '', anchor] = href!.split('#');
      const at = placeOf(draft.file, href!, line);
      const target = path === '' ? draft.file.path : resolvePath(draft.file.path, path);
      const headings = around.headingsOf(target);
      const isThere =
        headings !== null && (anchor === undefined || headings.some((heading) => heading.anchor === anchor));
      if (!isThere)
        found.push(
          problem(
            'Q073',
            draft.file,
            at,
            `the link ${whole.slice(2, -1)} leads nowhere`,
            'links start at the bank’s own folder',
          ),
        );
    }
  return found;
};
