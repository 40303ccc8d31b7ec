import exercises from 'course:exercises';
import { afterAll, describe, expect, it } from 'vitest';
import { programsWith } from '#check';
import type { Load } from '../grade-exercise.ts';
import { openSandbox } from '../sandbox/sandbox.ts';
import { loadProgram } from '../student-program.ts';
import { gradeMistaken, gradeSolution, gradeStarter } from './grade-own.ts';

const sandbox = openSandbox();
const load: Load = (exercise, work, given) => loadProgram(sandbox, exercise, work, given);
afterAll(() => sandbox.close());

const USUAL_SEED = 42;

describe.each(exercises)('$id', (exercise) => {
  it('has a starter that no core check passes', async () => {
    const { checks } = await gradeStarter(exercise, load, USUAL_SEED);
    expect(checks.filter(({ stretch, verdict }) => !stretch && verdict === 'passed')).toEqual([]);
  });

  it.each([USUAL_SEED, 1, 2, 3, 2026])('has a solution that every check passes, at seed %i', async (seed) => {
    const { checks, error } = await gradeSolution(exercise, load, seed);
    expect(error).toBeUndefined();
    expect(checks.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  });

  it('catches every misconception and calls it by its name', async () => {
    const misconceptions = Object.entries(await exercise.misconceptions());
    const withCode = misconceptions.flatMap(([id, misconception]) =>
      programsWith(misconception).map((functions) => [id, functions] as const),
    );
    const named = await Promise.all(
      withCode.map(async ([id, functions]) => {
        const { checks } = await gradeMistaken(exercise, functions, USUAL_SEED);
        const names = checks.flatMap((check) => (check.misconception ? [check.misconception.id] : []));
        const isCaught = checks.some(({ verdict }) => verdict === 'disproved');
        return [id, isCaught ? [...new Set(names)] : 'not caught'];
      }),
    );
    expect(named).toEqual(withCode.map(([id]) => [id, [id]]));
  });
});
