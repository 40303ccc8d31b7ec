import exercises from 'course:exercises';
import { afterAll, expect, it } from 'vitest';
import { courseFile } from './course.ts';
import { gradeExercise, type Load } from './grade-exercise.ts';
import { openSandbox } from './sandbox/sandbox.ts';
import { loadProgram } from './student-program.ts';

const sandbox = openSandbox();
const load: Load = (exercise, work, given) => loadProgram(sandbox, exercise, work, given);
afterAll(() => sandbox.close());

const concepts = exercises.find(({ id }) => id === '01-concepts')!;
const solution = {
  folder: courseFile(concepts, '../../solutions'),
  file: courseFile(concepts, '../../solutions/01-concepts.ts'),
};

it('plays what settles a claim that was answered rightly to whoever asks for that check alone', async () => {
  const alone = await gradeExercise(concepts, solution, load, { seed: 42, check: 3 });
  const [note] = alone.checks.map((check) => check.note);
  expect(note?.message).toMatch(/^A record is removed once every group has read it\. That is false\.$/m);
  expect(note?.picture?.({ width: 80, unicode: true })).toContain('1. produce: tp orders-0, value a');
  const all = await gradeExercise(concepts, solution, load, { seed: 42 });
  expect(all.outcome).toBe('passed');
  expect(all.checks.flatMap((check) => check.note ?? [])).toEqual([]);
});
