import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeBlocks, withPictures } from './page.ts';
import { pictures } from './pictures.ts';

const file = new URL('../lesson.md', import.meta.url);
const draw = (name: string) => pictures[name]?.() ?? [`there is no picture ${name}`];
if (process.env['UPDATE_LESSON']) writeFileSync(file, withPictures(readFileSync(file, 'utf8'), draw));
const page = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
const blocks = codeBlocks(page);

test('every picture is what the model draws (UPDATE_LESSON=1 npx vitest run lesson draws them again)', () => {
  const stale = blocks
    .filter(({ picture, lines }) => picture !== undefined && lines.join('\n') !== draw(picture).join('\n'))
    .map(({ picture, line }) => `lesson.md:${line}: ${picture}`);
  expect(stale).toEqual([]);
});
