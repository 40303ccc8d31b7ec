import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { exercises } from './course.ts';
import { giveHint } from './hint-of.ts';
import { openProgress } from './progress.ts';
import { overview } from './screens/overview.ts';
import { standingsAt } from './standing.ts';
import { aDesk } from './testing/a-desk.ts';
import { aLook } from './testing/screens.ts';

const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-progress-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('whatever somebody has written into it, no screen breaks', () => {
  const desk = aDesk();
  mkdirSync(desk.progressFolder);
  const aRemembered = fc.record(
    Object.fromEntries(
      ['outcome', 'passed', 'checks', 'next', 'nextPart', 'nextNames', 'problem', 'line', 'digest', 'hints'].map(
        (name) => [name, fc.oneof(fc.jsonValue(), fc.constantFrom('failed', 'passed', 'A', 3, ['poll'], { A: 1 }))],
      ),
    ),
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(aRemembered, fc.jsonValue()), { maxLength: exercises.length }), (list) => {
      const kept = { schema: 1, exercises: Object.fromEntries(list.map((one, at) => [exercises[at]!.id, one])) };
      writeFileSync(join(desk.progressFolder, 'exercises.json'), JSON.stringify(kept));
      expect(overview(standingsAt(desk, exercises), aLook()).join('\n')).toContain('Architecture design');
      expect(giveHint(exercises[1]!, desk, aLook())[0]).toMatch(/hint \d of 3/);
    }),
    { numRuns: 200 },
  );
});

test('what makes no sense costs nothing else, and what is unknown is kept for whoever knows it', () => {
  const path = join(folder, 'exercises.json');
  const gone = { '99-of-another-year': { outcome: 'passed' } };
  const mixed = {
    '02-partition-assignment': { passed: -1, checks: 8, hints: { A: 'two' }, digest: 'd', mood: 'good' },
  };
  writeFileSync(path, JSON.stringify({ schema: 1, exercises: { ...gone, ...mixed } }));
  const file = openProgress(folder);
  file.update((progress) => progress);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    schema: 1,
    exercises: { ...gone, '02-partition-assignment': { checks: 8, digest: 'd', mood: 'good' } },
  });
});
