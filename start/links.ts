import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { courseFolder, type Exercise } from '../grader/course.ts';
import { contentOf, type Finding, found } from '../grader/proof/finding.ts';
import { headingsOf } from '../quiz/bank/anchors.ts';

/** Whether every link in the course's pages leads somewhere: to a file that is there, and a heading that is in it. */
export function proveLinks(): Finding[] {
  return pages().flatMap((page) => {
    const text = withoutCode(contentOf(page) ?? '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
    return [...new Set(targets)].flatMap((target) => {
      const reason = /^[a-z]+:/i.test(target) ? null : whyNowhere(page, target);
      return reason === null ? [] : [found(page, `](${target})`, `links to ${target}, ${reason}`)];
    });
  });
}

/** Whether what the checks send a student to read is there. */
export async function proveReading(exercise: Exercise): Promise<Finding[]> {
  const file = `exercises/${exercise.id}/checks.ts`;
  const checks = (await exercise.checks()).flatMap((part) => part.checks);
  const targets = new Set(checks.flatMap(({ read }) => (read === undefined ? [] : [read])));
  const unread = checks
    .filter(({ read }) => read === undefined)
    .map(({ title }) =>
      found(file, title, `does not say where "${title}" can be read about; add read: 'lesson.md#…'.`),
    );
  const nowhere = [...targets].flatMap((target) => {
    const reason = whyNowhere('lesson.md', target);
    return reason === null ? [] : [found(file, target, `sends students to ${target}, ${reason}`)];
  });
  return [...unread, ...nowhere];
}

/** Why a link leads nowhere, and what to do; null when it leads somewhere. */
function whyNowhere(page: string, target: string): string | null {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : posix.normalize(posix.join(dirname(page), decodeURIComponent(path)));
  if (!existsSync(join(courseFolder, file))) return 'which is not there; mend the path.';
  if (anchor === undefined || !file.endsWith('.md')) return null;
  const anchors = headingsOf(contentOf(file) ?? '').map((heading) => heading.anchor);
  if (anchors.includes(anchor)) return null;
  return `a heading that ${file} does not have; it has ${anchors.map((name) => `#${name}`).join(', ')}.`;
}

function pages(): string[] {
  const inFolder = (folder: string) =>
    existsSync(join(courseFolder, folder))
      ? readdirSync(join(courseFolder, folder))
          .filter((name) => name.endsWith('.md'))
          .map((name) => posix.join(folder, name))
      : [];
  const exercises = readdirSync(join(courseFolder, 'exercises')).flatMap((name) => inFolder(`exercises/${name}`));
  return [...inFolder('.'), ...inFolder('docs/adr'), ...exercises];
}

function withoutCode(text: string): string {
  return text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');
}
