import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { claims } from './witnesses/claims.ts';
import { statements } from './witnesses/promises.ts';
import { refutables } from './witnesses/refutations.ts';

const textOf = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8').replaceAll(/\s+(?:\/\/ )?/g, ' ');

it('asks in the student’s file for exactly what the stories settle', () => {
  const starter = textOf('./starter.ts');
  const asked = [...claims, ...statements].map(({ id, sentence }) => [
    id,
    starter.includes(`${sentence} ${id.includes('-') ? `'${id}'` : id}: null,`),
  ]);
  expect(asked.filter(([, isThere]) => !isThere)).toEqual([]);
});

it('has the claims to refute in the task', () => {
  const readme = textOf('./README.md');
  const missing = refutables.filter(({ id, sentence }) => {
    const row = new RegExp(`\`'${id}'\` \\| ${sentence.replaceAll(/[.=]/g, '.').replace('profiles', '.profiles.')}`);
    return !row.test(readme);
  });
  expect(missing).toEqual([]);
});
