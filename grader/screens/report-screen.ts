import type { Look } from '#terminal';
import { exercises } from '../course.ts';
import { outcomeOf } from '../progress.ts';
import type { ExerciseReport } from '../report.ts';
import { standingOf } from '../standing.ts';
import { textOf, type Work } from '../submission.ts';
import { exerciseReport } from './exercise-report.ts';
import { failingCheck } from './failing-check.ts';
import { nextCommands, overview } from './overview.ts';

/** What a run of the grader prints: the overview of many exercises, or one exercise in full. */
export function reportScreen(
  reports: readonly ExerciseReport[],
  workOn: (exercise: ExerciseReport) => Work,
  look: Look,
): string[] {
  const [only, ...others] = reports;
  if (only && others.length === 0) return exerciseReport(only, look);
  const standings = reports.flatMap((report) => {
    const exercise = exercises.find(({ id }) => id === report.id);
    if (exercise === undefined) return [];
    const work = workOn(report);
    const text = textOf(work);
    const shown = work.shown ?? `exercises/${report.id}/exercise.ts`;
    return [standingOf(exercise, { text, shown, digest: undefined }, outcomeOf(report, undefined)({}))];
  });
  const next = reports.find(({ outcome }) => outcome !== 'passed');
  const failing = next?.checks.find(({ verdict }) => verdict === 'disproved');
  return [
    ...overview(standings, look),
    '',
    ...nextCommands(standings, look),
    ...(failing && next?.error === undefined ? ['', ...failingCheck(failing, look)] : []),
  ];
}
