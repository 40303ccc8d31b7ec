// The import 'course:scenarios': every scenario of the course by name. They are plain data for the model and lie beside the
// questions and exercises that are about them: a file scenarios/index.ts or scenarios.ts that exports `scenarios`, by name.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program.mjs';

/** The module that holds the scenarios. `read` is told every folder whose change makes it stale. */
export function listScenarios(read) {
  const exercises = join(root, 'exercises');
  read(exercises);
  const places = readdirSync(exercises, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name }) => join(exercises, name));
  for (const place of places) read(place);
  const files = [
    join(root, 'quiz', 'scenarios', 'index.ts'),
    ...places.map((place) => join(place, 'scenarios.ts')),
  ].filter(existsSync);
  const imports = files.map((file, index) => `import { scenarios as s${index} } from ${JSON.stringify(file)};`);
  return `${imports.join('\n')}\nexport default { ${files.map((_, index) => `...s${index}`).join(', ')} };`;
}
