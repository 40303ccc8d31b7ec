import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { courseFolder, exercises } from './course.ts';

/** The course's version, from its package.json. */
export function courseVersion(): string {
  return (JSON.parse(readFileSync(join(courseFolder, 'package.json'), 'utf8')) as { version: string }).version;
}

/** sha256 of all that decides a verdict: checks, given code, model and grader. Two reports with one digest were judged alike. */
export function courseDigest(): string {
  const digest = createHash('sha256');
  const beside = exercises.flatMap(({ id, own }) => own.map((file) => `exercises/${id}/${file}`));
  for (const file of [...beside, ...['grader', 'src'].flatMap(filesIn)].sort()) {
    digest.update(`${file}\n`).update(readFileSync(join(courseFolder, file), 'utf8').replaceAll('\r\n', '\n'));
  }
  return digest.digest('hex');
}

/** Folders of code that grades nobody. */
const DECIDES_NOTHING = /\/(?:fixtures|proof|testing|corpus)$/;

function filesIn(folder: string): string[] {
  return readdirSync(join(courseFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return DECIDES_NOTHING.test(path) ? [] : filesIn(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
