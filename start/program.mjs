// Starts one of the course's programs:  node start/program.mjs grader/grade.ts [its arguments]
//
// The programs are TypeScript, and Node 20 does not read TypeScript. A program is therefore bundled once into
// .cache/ and run from there until one of its sources changes; see docs/adr/0001-programs-are-bundled-on-first-use.md.
// This file is the fast path and stays small: it only compares file times, then imports the bundle.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where bundles may be kept: the course's own .cache, or a private folder of the machine if the course is read-only. */
export const cacheFolders = [
  join(root, '.cache'),
  join(tmpdir(), `kafka-fundamentals-${process.getuid?.() ?? 'cache'}`, root.replace(/[^a-zA-Z0-9]+/g, '-').slice(-80)),
];

/** Others may read what is made of the course, as they may the course; in the machine's folder nobody else has a say. */
export const cacheMode = (folder) => (folder === cacheFolders[0] ? 0o755 : 0o700);

/** What a file or folder looked like when a bundle was made; null when it is gone. */
export function fingerprint(path) {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? visibleIn(path).sort().join('/') : `${stat.mtimeMs}:${stat.size}`;
  } catch {
    return null;
  }
}

/** Editors keep hidden files beside the ones they edit; those change nothing. */
function visibleIn(folder) {
  return readdirSync(folder).filter((name) => !name.startsWith('.'));
}

/** Where a program's manifest is kept inside a cache folder. */
export const manifestName = (source) => `${source.replace(/[^a-zA-Z0-9]+/g, '-')}.json`;

/** The program's bundle if it is still made from today's sources, else null. */
export function freshBundle(source) {
  for (const folder of cacheFolders) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, manifestName(source)), 'utf8'));
      const isFresh =
        manifest.root === root &&
        Object.entries(manifest.inputs).every(([path, was]) => fingerprint(join(root, path)) === was);
      if (isFresh && fingerprint(manifest.bundle) !== null) return manifest.bundle;
    } catch {
      // No manifest here, or one that was cut off: build again.
    }
  }
  return null;
}

/** Imports the program's bundle, made anew when its sources have changed. */
async function start(source) {
  let bundle = freshBundle(source);
  if (bundle === null) {
    const { build, sayWhyNot } = await import('./build.mjs');
    bundle = await build(source).catch(sayWhyNot);
  }
  if (bundle !== undefined) await import(pathToFileURL(bundle).href);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const [source] = process.argv.splice(2, 1);
  // Not awaited: build.mjs imports this file, and would wait for it for ever.
  start(source);
}
