import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exercises } from '../course.ts';
import { gradeSolution, gradeStarter } from '../proof/grade-own.ts';
import type { ExerciseReport } from '../report.ts';
import { openSandbox } from '../sandbox/sandbox.ts';
import { loadProgram } from '../student-program.ts';
import { aLook, faultsOf } from '../testing/screens.ts';
import { exerciseReport } from './exercise-report.ts';
import { failingCheck, failingCheckAboveKeys } from './failing-check.ts';
import { watchScreen } from './watch-screen.ts';

const sandbox = openSandbox();
afterAll(() => sandbox.close());

describe.each(exercises)('$id', (exercise) => {
  let starter: ExerciseReport;
  let solution: ExerciseReport;
  beforeAll(async () => {
    starter = await gradeStarter(exercise, (...what) => loadProgram(sandbox, ...what), 42);
    solution = await gradeSolution(exercise, (...what) => loadProgram(sandbox, ...what), 42);
  });

  test('its reports are whole in every kind of terminal', () => {
    for (const report of [starter, solution]) {
      const data = JSON.stringify(report.checks.map(({ counterexample }) => counterexample));
      expect(faultsOf((look) => exerciseReport(report, look), data)).toEqual([]);
      expect(faultsOf((look) => watchScreen(report, '16:00:00', look), data)).toEqual([]);
    }
  });

  test('each failing check, the line to edit and the keys are on a screen of 24 rows together', () => {
    const failing = starter.checks.filter(({ verdict }) => verdict === 'disproved');
    expect(failing).not.toEqual([]);
    for (const check of failing) {
      expect(faultsOf((look) => failingCheck(check, look), JSON.stringify(check))).toEqual([]);
      for (const columns of [80, 60]) {
        const lines = failingCheckAboveKeys(check, aLook({ columns }));
        expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(24 - 4);
        expect(lines.join('\n')).toContain(`Edit   `);
      }
    }
  });
});
