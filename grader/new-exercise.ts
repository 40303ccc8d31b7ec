import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { courseFolder, exercises, numberOf, UsageError } from './course.ts';
import { exerciseTemplate } from './exercise-template.ts';

const EXAMPLE = 'npm run new exercise "Log compaction"';

/** Makes the folder and the solution of a new exercise: `npm run new exercise "Log compaction"`. Throws UsageError. */
export function main(args: readonly string[]): void {
  const title = args
    .join(' ')
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim();
  const exercise = { id: `${nextNumber()}-${slugOf(title)}`, title };
  const files = Object.entries(exerciseTemplate(exercise));
  for (const [path] of files) {
    if (existsSync(join(courseFolder, path))) throw new UsageError(`${path} is there already; nothing was written.`);
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(courseFolder, path)), { recursive: true });
    writeFileSync(join(courseFolder, path), text);
  }
  const number = Number(exercise.id.slice(0, 2));
  console.log(`A small exercise that works, to write over:\n`);
  for (const [path] of files) console.log(`  ${path}`);
  console.log(
    `\nTry it: npm run grade ${number}. Prove it: npm run check-course ${number}. What goes where: CONTRIBUTING.md.`,
  );
}

function nextNumber(): string {
  const last = Math.max(0, ...exercises.map(numberOf));
  if (last >= 99) throw new UsageError('There are 99 exercises, and a folder begins with two digits.');
  return String(last + 1).padStart(2, '0');
}

function slugOf(title: string): string {
  if (title === '') throw new UsageError(`What is it called? Type a title: ${EXAMPLE}`);
  const plain = title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  if (!/^[a-z]/.test(slug)) throw new UsageError(`"${title}" makes no folder name; begin it with a letter: ${EXAMPLE}`);
  const known = exercises.find(({ id, title: other }) => id.slice(3) === slug || other === title);
  if (known) throw new UsageError(`exercises/${known.id} is called that already; choose another title.`);
  return slug;
}
