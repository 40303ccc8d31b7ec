import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../course.ts';

const DRAFT = '.draft-';

/** Writes a file so that a kill at any moment leaves either what was there before or all of the new text. Throws UsageError. */
export function writeWhole(path: string, text: string | Uint8Array): void {
  const draft = join(dirname(path), `${DRAFT}${process.pid}-${basename(path)}`);
  try {
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw cannotWrite(path, error);
  }
}

/** Makes a folder to write into, and sweeps away what a killed run left half-written there. Throws UsageError. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder))
      if (name.startsWith(DRAFT)) rmSync(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the device',
  EDQUOT: 'there is no space left for you on the device',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written to that disk',
  ENOENT: 'it cannot be made there',
  ENOTDIR: 'a file is where a folder is wanted',
  EEXIST: 'a file is where a folder is wanted',
  EISDIR: 'a folder is where a file is wanted',
};

/** What kept something from being written, and what to do about it. */
export function cannotWrite(path: string, error: unknown): UsageError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new UsageError(
    `${path} cannot be written: ${reasons[code] ?? (code || message)}. Mend that and type the same command with --resume, or choose another folder with --out.`,
  );
}
