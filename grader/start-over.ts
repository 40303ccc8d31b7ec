import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Exercise, starterText, UsageError } from './course.ts';
import type { Desk } from './desk.ts';

/**
 * Puts the starter back; answers where the student's version was copied to, from the desk's folder, or null if there was none. At no
 * moment is there neither of them. Throws UsageError when that cannot be written, and then nothing has changed.
 */
export function startOver(exercise: Exercise, desk: Desk): string | null {
  const file = desk.fileOf(exercise);
  const folder = join(desk.progressFolder, 'backups');
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const backup = join(folder, `${exercise.id}-${date}.ts`);
  const hasFile = existsSync(file);
  try {
    if (hasFile) {
      mkdirSync(folder, { recursive: true });
      copyFileSync(file, backup);
    }
    writeFileSync(`${file}.draft`, starterText(exercise));
    renameSync(`${file}.draft`, file);
  } catch (error) {
    throw new UsageError(`Nothing was reset, since a file could not be written: ${(error as Error).message}`);
  }
  return hasFile ? shownFrom(desk.folder, backup) : null;
}

function shownFrom(folder: string, path: string): string {
  const inside = relative(folder, path);
  return inside.startsWith('..') ? path : inside.replaceAll('\\', '/');
}
