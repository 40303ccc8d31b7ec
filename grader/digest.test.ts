import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ownFiles } from '../start/own-files.mjs';
import { courseFolder, exercises } from './course.ts';

it.each(exercises)('every file beside the exercise of $id counts as the course’s own', ({ id, own }) => {
  const folder = join(courseFolder, 'exercises', id);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const theirs = ['exercise.ts', 'starter.ts'];
  const isCode = (path: string) => path.endsWith('.ts') && !path.endsWith('.test.ts');
  expect(own).toEqual(files.filter((path) => isCode(path) && !theirs.includes(path)).sort());
});

it('a helper file of a student’s is not the course’s, whatever its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-own-'));
  mkdirSync(join(folder, 'parts'));
  const files = {
    'checks.ts': "import { draw } from './parts/draw.ts';\nimport type { A } from './types.ts';\n",
    'misconceptions.ts': "import { z } from 'zod';\n",
    'parts/draw.ts': "export * from '../shared.ts';\n",
    'shared.ts': '',
    'types.ts': '',
    'given-half.ts': '',
    'exercise.ts': "import { mine } from './pictures.ts';\n",
    'pictures.ts': '',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const own = ownFiles(folder);
  rmSync(folder, { recursive: true });
  expect(own).toEqual(['checks.ts', 'given-half.ts', 'misconceptions.ts', 'parts/draw.ts', 'shared.ts', 'types.ts']);
});
