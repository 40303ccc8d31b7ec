import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { courseFile, exercises } from '../course.ts';
import { giveHint, hintsOf } from '../hint-of.ts';
import { aDesk } from '../testing/a-desk.ts';
import { faultsOf } from '../testing/screens.ts';
import { lessonPassage } from './lesson.ts';
import { introductionOf, passageOf } from './passage.ts';
import { scenarioScreens } from './scenario.ts';

/** Signs that are what a sentence is about. */
const DATA = '日é';

// Whatever a key shows is whole in every kind of terminal.
describe.each(exercises)('$id', (exercise) => {
  test('its task', async () => {
    const page = readFileSync(courseFile(exercise, 'README.md'), 'utf8');
    expect(faultsOf((look) => introductionOf(page, look))).toEqual([]);
    for (const { part } of await exercise.checks()) {
      const isIts = (heading: string) => heading.startsWith(`${part} `);
      expect(faultsOf((look) => passageOf(page, isIts, look), DATA)).toEqual([]);
    }
  });

  test('the passages of the lesson that its checks name', async () => {
    const read = (await exercise.checks()).flatMap(({ checks }) => checks.flatMap((check) => check.read ?? []));
    for (const one of new Set(read)) expect(faultsOf((look) => lessonPassage(one, look), DATA)).toEqual([]);
  });

  test('its hints', () => {
    for (const part of hintsOf(exercise).keys())
      expect(faultsOf((look) => giveHint(exercise, aDesk(), look, { part }), DATA)).toEqual([]);
  });

  test('what its model plays', async () => {
    for (const witness of (await exercise.witnesses?.()) ?? [])
      expect(faultsOf((look) => scenarioScreens(witness, look).flat())).toEqual([]);
  });
});
