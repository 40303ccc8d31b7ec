// The import 'course:quiz': the questions, read from their markdown and checked while bundling, so that a learner's
// program neither loads a markdown parser nor waits for one.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, storeScript } from './scripts.mjs';

/** The module that holds the questions as data. `read` is told every file whose change makes it stale. */
export async function loadQuiz(read) {
  const { rolldown } = await import('rolldown');
  const bundler = await rolldown({ input: join(root, 'quiz/compile.ts'), platform: 'node', logLevel: 'silent' });
  const { output } = await bundler.generate({ format: 'esm', comments: false, codeSplitting: false });
  await bundler.close();
  const [{ code, moduleIds }] = output;
  for (const id of moduleIds) if (!id.includes('node_modules') && !id.startsWith('\0')) read(id);
  const { default: compile } = await import(pathToFileURL(storeScript('quiz-compile', '.mjs', code)).href);
  const { json, read: files } = compiled(compile);
  for (const file of files) read(join(root, file));
  return `export default JSON.parse(${JSON.stringify(json)});`;
}

/** A mistake in the questions is told by the report alone: where in our own code it was noticed helps nobody. */
function compiled(compile) {
  try {
    return compile(root);
  } catch (error) {
    if (error.name === 'ContentError') error.stack = '';
    throw error;
  }
}
