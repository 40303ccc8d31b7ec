// The imports that only this course has; the same plugin serves the bundler and vitest.
//
//   import exercises from 'course:exercises'         every exercise, found by folder; see course.d.ts for its shape
//   import course from 'course:quiz'                 every question, read and checked; see quiz-course.mjs
//   import scenarios from 'course:scenarios'         every scenario to play, by name; see scenarios.mjs
//   import childPath from './child.ts?process'       the path of a script that a child process can run by itself

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readFrontMatter } from './front-matter.mjs';
import { ownFiles } from './own-files.mjs';
import { root } from './program.mjs';
import { loadQuiz } from './quiz-course.mjs';
import { listScenarios } from './scenarios.mjs';
import { storeScript } from './scripts.mjs';

const VIRTUAL = '\0course:exercises';
const QUIZ = '\0course:quiz';
const SCENARIOS = '\0course:scenarios';

/** `read` is told every file and folder whose change makes a bundle stale. */
export function course({ read = () => {} } = {}) {
  return {
    name: 'course',
    enforce: 'pre',
    resolveId(specifier, importer) {
      if (specifier === 'course:exercises') return VIRTUAL;
      if (specifier === 'course:quiz') return QUIZ;
      if (specifier === 'course:scenarios') return SCENARIOS;
      if (specifier.endsWith('?process')) return resolve(dirname(importer.split('?')[0]), specifier);
      return null;
    },
    async load(id) {
      if (id === VIRTUAL) return listExercises(read);
      if (id === QUIZ) return loadQuiz(read);
      if (id === SCENARIOS) return listScenarios(read);
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
      for (const file of ['README.md', 'checks.ts', 'misconceptions.ts']) {
        read(path(file));
        if (!existsSync(path(file))) {
          throw new Error(
            `exercises/${id}/${file}:1:1 is not there; every exercise has one: npm run new exercise makes a pattern`,
          );
        }
      }
      const { title, minutes, teaches } = readFrontMatter(
        `exercises/${id}/README.md`,
        readFileSync(path('README.md'), 'utf8'),
      );
      const own = ownFiles(join(folder, id));
      for (const file of own) read(path(file));
      const loads = ['checks', 'misconceptions', ...(existsSync(path('witnesses.ts')) ? ['witnesses'] : [])]
        .map((part) => `${part}: () => import(${JSON.stringify(path(`${part}.ts`))}).then((module) => module.default)`)
        .join(', ');
      return `{ ...${JSON.stringify({ id, title, minutes, teaches, own })}, ${loads} }`;
    });
  return `export default [${exercises.join(',\n')}];`;
}

async function buildChildScript(source) {
  const { rolldown } = await import('rolldown');
  const bundler = await rolldown({ input: source, platform: 'node', logLevel: 'silent' });
  const { output } = await bundler.generate({ format: 'cjs', comments: false, codeSplitting: false });
  await bundler.close();
  const [{ code, moduleIds }] = output;
  const sources = moduleIds.filter((id) => !id.includes('node_modules') && !id.startsWith('\0'));
  return { path: storeScript('child', '.cjs', code), sources };
}
