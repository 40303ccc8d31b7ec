import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Exercise, starterText } from './course.ts';
import type { Desk } from './desk.ts';

/** Puts the starter back; answers where the student's version was copied to, from the desk's folder, or null if there was none. */
export function startOver(exercise: Exercise, desk: Desk): string | null {
  const file = desk.fileOf(exercise);
  const folder = join(desk.folder, '.progress', 'backups');
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const backup = join(folder, `${exercise.id}-${date}.ts`);
  const hasFile = existsSync(file);
  if (hasFile) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(file, backup);
  }
  writeFileSync(file, starterText(exercise));
  return hasFile ? relative(desk.folder, backup).replaceAll('\\', '/') : null;
}
