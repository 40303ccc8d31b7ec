import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import { textOf } from './submission.ts';

/** The files that belong to a student's program: `exercise.ts`, and what it imports from its own folder. */
export function filesOfProgram(folder: string, entry = 'exercise.ts'): ReadonlySet<string> {
  const files = new Set([entry]);
  for (const file of files) {
    const text = textOf({ file: join(folder, file) }) ?? '';
    for (const [, specifier] of text.matchAll(/\bfrom\s*['"](\.[^'"]+)['"]/g)) {
      const imported = join(file, '..', specifier!).split(sep).join('/');
      files.add(imported.endsWith('.ts') ? imported : `${imported}.ts`);
    }
  }
  return files;
}

/** Tells one state of a student's program from another; undefined where there is none. What the course gives is no part of it. */
export function digestOfProgram(folder: string): string | undefined {
  const [entry, ...others] = [...filesOfProgram(folder)].filter((file) => file !== 'given.ts');
  const text = textOf({ file: join(folder, entry!) });
  if (text === null) return undefined;
  const hash = createHash('sha256').update(text);
  for (const file of others) hash.update(`\0${file}\0${textOf({ file: join(folder, file) }) ?? ''}`);
  return hash.digest('hex').slice(0, 16);
}
