import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { courseFolder, type Exercise, starterText, studentFile } from './course.ts';

/** Puts the starter back; answers where the student's version was copied to, from the course's folder, or null if there was none. */
export function startOver(exercise: Exercise): string | null {
  const file = studentFile(exercise);
  const folder = join(courseFolder, '.progress', 'backups');
  const date = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const backup = join(folder, `${exercise.id}-${date}.ts`);
  const hasFile = existsSync(file);
  if (hasFile) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(file, backup);
  }
  writeFileSync(file, starterText(exercise));
  return hasFile ? relative(courseFolder, backup).replaceAll('\\', '/') : null;
}
