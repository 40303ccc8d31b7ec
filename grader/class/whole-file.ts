import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const DRAFT = '.draft-';

/** Writes a file so that a kill at any moment leaves either what was there before or all of the new text. */
export function writeWhole(path: string, text: string | Uint8Array): void {
  const draft = join(dirname(path), `${DRAFT}${process.pid}-${basename(path)}`);
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** Removes what a killed run left half-written in a folder. */
export function sweepDrafts(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(DRAFT)) rmSync(join(folder, name), { force: true });
}
