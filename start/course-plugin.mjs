// The two imports that only this course has; the same plugin serves the bundler and vitest.
//
//   import exercises from 'course:exercises'         every exercise, found by folder; see course.d.ts for its shape
//   import childPath from './child.ts?process'       the path of a script that a child process can run by itself

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readFrontMatter } from './front-matter.mjs';
import { cacheFolders, root } from './program.mjs';

const VIRTUAL = '\0course:exercises';

/** `read` is told every file and folder whose change makes a bundle stale. */
export function course({ read = () => {} } = {}) {
  return {
    name: 'course',
    enforce: 'pre',
    resolveId(specifier, importer) {
      if (specifier === 'course:exercises') return VIRTUAL;
      if (specifier.endsWith('?process')) return resolve(dirname(importer.split('?')[0]), specifier);
      return null;
    },
    async load(id) {
      if (id === VIRTUAL) return listExercises(read);
      if (id.endsWith('?process')) {
        const { path, sources } = await buildChildScript(id.slice(0, -'?process'.length));
        for (const source of sources) {
          read(source);
          this.addWatchFile?.(source);
        }
        return `export default ${JSON.stringify(path)};`;
      }
      return null;
    },
  };
}

/** The exercises' order is their folders' names, their title and goals the front matter of the task: nothing is registered. */
function listExercises(read) {
  const folder = join(root, 'exercises');
  read(folder);
  const exercises = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name: id }) => {
      const path = (file) => join(folder, id, file);
      read(join(folder, id));
      read(path('README.md'));
      const { title, minutes, teaches } = readFrontMatter(
        `exercises/${id}/README.md`,
        readFileSync(path('README.md'), 'utf8'),
      );
      const loads = ['checks', 'misconceptions']
        .map((part) => `${part}: () => import(${JSON.stringify(path(`${part}.ts`))}).then((module) => module.default)`)
        .join(', ');
      return `{ ...${JSON.stringify({ id, title, minutes, teaches })}, ${loads} }`;
    });
  return `export default [${exercises.join(',\n')}];`;
}

async function buildChildScript(source) {
  const { rolldown } = await import('rolldown');
  const bundler = await rolldown({ input: source, platform: 'node', logLevel: 'silent' });
  const { output } = await bundler.generate({ format: 'cjs', comments: false, codeSplitting: false });
  await bundler.close();
  const [{ code, moduleIds }] = output;
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 12);
  const sources = moduleIds.filter((id) => !id.includes('node_modules') && !id.startsWith('\0'));
  return { path: storeScript(`child-${digest}.cjs`, code), sources };
}

function storeScript(name, code) {
  for (const folder of cacheFolders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, name);
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
