import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lookFor } from '#terminal';
import { gradeExercise } from '../grade-exercise.ts';
import type { ExerciseReport } from '../report.ts';
import { openSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { exerciseReport } from '../screens/exercise-report.ts';
import { loadProgram } from '../student-program.ts';
import { faultsOf } from '../testing/screens.ts';
import { badFiles } from './bad-files.ts';
import { escapes } from './escapes.ts';
import { forgeries } from './forgeries.ts';
import { hangsAndMemory } from './hangs-and-memory.ts';
import { oddValues } from './odd-values.ts';
import { exercise, type Submission, solution, whole } from './submission.ts';

// One process after the other sees them all, as when a class is graded: whatever one does, the next must not notice.
const brief = openSandbox({ callMs: 500 });
// Filling the memory takes its time on a busy machine.
const patient = openSandbox({ callMs: 20_000 });

const look = lookFor(
  { plain: true, 'no-color': true },
  { env: { LANG: 'C.UTF-8' }, platform: 'linux', stdin: {}, stdout: { columns: 100 } },
);

async function grade({ write }: Submission, sandbox: Sandbox, check?: number): Promise<ExerciseReport> {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-corpus-'));
  const file = join(folder, 'exercise.ts');
  try {
    write(file);
    const work = { folder, file, shown: 'exercise.ts' };
    return await gradeExercise(exercise, work, (...what) => loadProgram(sandbox, ...what), {
      seed: 42,
      ...(check !== undefined && { check }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All that a report holds of a student's own words. */
function textsIn({ checks, error, console }: ExerciseReport): string {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  return JSON.stringify([checks, error, console], plain);
}

const innocent = whole('is right', solution, { outcome: 'passed', passing: 10, reads: 'done' });

const corpus = { hangsAndMemory, escapes, forgeries, oddValues, badFiles };

test('is large', () => {
  expect(Object.values(corpus).flat().length).toBeGreaterThan(60);
});

afterAll(async () => {
  for (const sandbox of [brief, patient]) {
    const { outcome, bonus, maxBonus } = await grade(innocent, sandbox);
    expect([outcome, bonus]).toEqual(['passed', maxBonus]);
    sandbox.close();
  }
});

describe.each(Object.entries(corpus))('%s', (_, submissions) => {
  test.each(submissions.map((submission) => [submission.does, submission] as const))('%s', async (_, submission) => {
    const sandbox = submission.reads.includes('memory') ? patient : brief;
    const report = await grade(submission, sandbox);
    const passing = report.checks.filter(({ verdict }) => verdict === 'passed').length;
    expect([report.outcome, passing]).toEqual([submission.outcome, submission.passing]);
    const screen = exerciseReport(report, look).join('\n');
    expect(screen.replaceAll(/\s+/g, ' ')).toContain(submission.reads);
    // No stack, no folder of the machine, nothing that moves the cursor.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    expect(screen).not.toMatch(/^\s+at .*:\d+:\d+|kafka-fundamentals-corpus|[\x00-\x09\x0b-\x1f]/m);
    // Whatever it printed, threw and answered: no screen breaks over it.
    expect(faultsOf((one) => exerciseReport(report, one), textsIn(report))).toEqual([]);
    const { checks } = await grade(innocent, sandbox, 4);
    expect(checks.map(({ verdict, inputs }) => [verdict, inputs])).toEqual([['passed', 200]]);
  });
});
