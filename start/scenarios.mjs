// The import 'course:scenarios': every scenario of the course by name, as plain data for the model. They lie beside the questions and
// exercises that are about them: quiz/scenarios/index.ts exports `scenarios`, by name; an exercise's witnesses.ts lists, by the name
// of what a student was asked, what shows that it is so.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program.mjs';

/** The module that holds the scenarios. `read` is told every folder whose change makes it stale. */
export function listScenarios(read) {
  const exercises = join(root, 'exercises');
  read(exercises);
  const witnesses = readdirSync(exercises)
    .map((name) => join(exercises, name, 'witnesses.ts'))
    .filter(existsSync);
  const imports = witnesses.map((file, index) => `import witnesses${index} from ${JSON.stringify(file)};`);
  const lists = witnesses.map((_, index) => `...witnesses${index}`).join(', ');
  return `import { scenarios } from ${JSON.stringify(join(root, 'quiz', 'scenarios', 'index.ts'))};
${imports.join('\n')}
const all = { ...scenarios };
for (const { id, sentence: title, points: watch, stage, steps } of [${lists}]) {
  const name = id in all ? id + '-2' : id;
  all[name] = { title, watch, stage, steps };
}
export default all;`;
}
