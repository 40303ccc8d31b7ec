// Bundles a program into .cache/. Loaded only when program.mjs finds nothing fresh there.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { rolldown } from 'rolldown';
import { course } from './course-plugin.mjs';
import { cacheFolders, cacheMode, fingerprint, manifestName, root } from './program.mjs';

const A_DAY_MS = 86_400_000;

/** Bundles `source` (a path from the course's root) and answers the path of the file to import. */
export async function build(source) {
  const read = new Set([
    'package-lock.json',
    'start/build.mjs',
    'start/course-plugin.mjs',
    'start/own-files.mjs',
    'start/quiz-course.mjs',
    'start/scenarios.mjs',
  ]);
  const bundler = await rolldown({
    input: { program: join(root, source) },
    platform: 'node',
    external: ['rolldown', 'fsevents'],
    logLevel: 'silent',
    plugins: [course({ read: (path) => read.add(relative(root, path)) }), sourceUrls(read)],
  });
  const { output } = await bundler.generate({
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    comments: false,
  });
  await bundler.close();
  return store(source, output, read);
}

// What the bundler puts before the words of our own plugin.
const PLUGIN_FRAME = /^Build failed with 1 error:\s+\[plugin course\]\s+(?:\w*Error: )?/;

/** Prints why the sources could not be bundled: a mistake in the course's content, so exit code 2. */
export function sayWhyNot(error) {
  console.error(
    stripVTControlCharacters(String(error.message ?? error))
      .replace(PLUGIN_FRAME, '')
      .replaceAll(/^\s+at .*$/gm, '')
      .trim(),
  );
  console.error(
    '\nThe course itself could not be read. If you did not change it: git status, then git checkout what changed.',
  );
  process.exitCode = 2;
}

/** Keeps `import.meta.url` meaning "this source file" inside the bundle, and notes every source that was read. */
function sourceUrls(read) {
  return {
    name: 'source-urls',
    transform(code, id) {
      const path = id.split('?')[0];
      if (!path.startsWith(root) || path.includes('node_modules')) return null;
      read.add(relative(root, path));
      const url = JSON.stringify(new URL(`file://${encodeURI(path.split(sep).join('/'))}`).href);
      return code.includes('import.meta.url') ? code.replaceAll('import.meta.url', url) : null;
    },
  };
}

/** Writes the bundle so that two programs started at once, or a kill half-way, leave a whole one behind. */
function store(source, output, read) {
  const files = output.map((chunk) => [chunk.fileName, chunk.type === 'chunk' ? chunk.code : chunk.source]);
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const name = `${manifestName(source).replace('.json', '')}-${digest}`;
  const inputs = Object.fromEntries(
    [...read].map((path) => [path.split(sep).join('/'), fingerprint(join(root, path))]),
  );
  let failure;
  for (const folder of cacheFolders) {
    try {
      mkdirSync(folder, { recursive: true, mode: cacheMode(folder) });
      const bundle = join(folder, name);
      if (fingerprint(bundle) === null) {
        const fresh = mkdtempSync(join(folder, 'new-'));
        for (const [file, code] of files) writeFileSync(join(fresh, file), code);
        moveInto(fresh, bundle);
      }
      const manifest = JSON.stringify({ root, inputs, bundle: join(bundle, 'program.mjs') }, null, 1);
      const draft = join(folder, `new-${process.pid}-${manifestName(source)}`);
      writeFileSync(draft, manifest);
      renameSync(draft, join(folder, manifestName(source)));
      sweep(folder);
      return join(bundle, 'program.mjs');
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Renames a finished folder into place; when another process was first, its copy is as good as ours. */
function moveInto(fresh, bundle) {
  try {
    renameSync(fresh, bundle);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (fingerprint(bundle) === null) throw error;
  }
}

/** Forgets bundles older than a day; younger ones may still be running. */
function sweep(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      const stat = statSync(path);
      if (!name.endsWith('.json') && Date.now() - stat.mtimeMs > A_DAY_MS)
        rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process swept it first.
    }
  }
}
