import { statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import { filesOfProgram } from '../program-files.ts';

/** A file that was saved: the exercise's folder name, and the file's path inside that folder, with `/`. */
export interface Save {
  readonly id: string;
  readonly file: string;
}

/** Some editors write a file in two strokes; what happens within this time is one save. Later, the grading begins anew. */
const ONE_SAVE_MS = 5;

/** Tells of each save of a TypeScript file in these folders, also by editors that write another file and rename it. */
export async function onSaves(folders: readonly string[], tell: (save: Save) => void): Promise<() => Promise<void>> {
  const due = new Map<string, NodeJS.Timeout>();
  const watcher: FSWatcher = watch([...folders], {
    ignoreInitial: true,
    ignored: (path, stats) => basename(path) === 'node_modules' || (stats?.isFile() === true && !path.endsWith('.ts')),
  });
  const seen = (path: string) => {
    const folder = folders.find((one) => path.startsWith(one + sep));
    if (folder === undefined) return;
    clearTimeout(due.get(path));
    const save = { id: basename(folder), file: relative(folder, path).split(sep).join('/') };
    due.set(
      path,
      setTimeout(() => tell(save), ONE_SAVE_MS),
    );
  };
  watcher.on('add', seen).on('change', seen).on('unlink', seen);
  // What cannot be watched, such as a folder that has just gone, is no reason to stop.
  watcher.on('error', () => {});
  await new Promise<void>((ready) => watcher.once('ready', () => ready()));
  return async () => {
    for (const timer of due.values()) clearTimeout(timer);
    await watcher.close();
  };
}

/** What a student's program looks like on disk; another save makes it another text. */
export function fingerprintOf(folder: string): string {
  return [...filesOfProgram(folder)]
    .map((file) => {
      const stat = statSync(join(folder, file), { throwIfNoEntry: false });
      return `${file} ${stat?.mtimeMs} ${stat?.size}`;
    })
    .join('\n');
}
