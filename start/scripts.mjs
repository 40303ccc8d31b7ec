// Scripts that were bundled on the side, kept in .cache under a name that changes with what is in them.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolders, cacheMode, root } from './program.mjs';

export { root };

/** Stores a script as `name-digest.extension` in the first cache folder that can be written, and answers its path. */
export function storeScript(name, extension, code) {
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 12);
  for (const folder of cacheFolders) {
    try {
      mkdirSync(folder, { recursive: true, mode: cacheMode(folder) });
      const path = join(folder, `${name}-${digest}${extension}`);
      if (!existsSync(path)) {
        writeFileSync(`${path}.${process.pid}`, code);
        renameSync(`${path}.${process.pid}`, path);
      }
      return path;
    } catch {
      // Read-only: try the next folder.
    }
  }
  throw new Error(`cannot write to ${cacheFolders.join(' or ')}`);
}
