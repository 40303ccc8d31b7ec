import { type Exercise, starterText } from './course.ts';
import type { Desk } from './desk.ts';
import { lineDefining, lineOf } from './place.ts';
import type { Remembered } from './progress.ts';
import type { Outcome, StudentProblem } from './report.ts';
import { sameButSpace } from './submission.ts';

/** Where a student stands in one exercise. `changed`: the file is not the one that was graded last. */
export interface Standing {
  readonly exercise: Exercise;
  readonly outcome: Outcome | 'changed';
  /** Core checks that passed when it was last graded, of how many; absent when nobody has counted them yet. */
  readonly count?: { readonly passed: number; readonly checks: number };
  readonly problem?: StudentProblem['kind'];
  /** The check that is left, as `2.3 puts every key …`. */
  readonly next?: string;
  /** Where to go on, such as `exercises/NN-name/exercise.ts:12`. */
  readonly place: string;
}

/** A file as far as the overview needs it: what is in it, how it is shown, and what tells its program from an earlier one. */
export interface Shown {
  readonly text: string | null;
  readonly shown: string;
  readonly digest: string | undefined;
}

/** Where the student stands by what is remembered of the exercise: nothing is graded. */
export function standingOf(exercise: Exercise, file: Shown, remembered: Remembered): Standing {
  const { passed = 0, checks, problem, next } = remembered;
  const outcome = outcomeNow(exercise, file, remembered);
  return {
    exercise,
    outcome,
    ...(checks !== undefined && { count: { passed: outcome === 'not-started' ? 0 : passed, checks } }),
    ...(problem !== undefined && { problem }),
    ...(next !== undefined && { next }),
    place: placeToGoOn(file, remembered),
  };
}

/** Where the student stands in all of the exercises. */
export function standingsAt(desk: Desk, exercises: readonly Exercise[]): Standing[] {
  const remembered = desk.progress();
  return exercises.map((exercise) => {
    const shown = `exercises/${exercise.id}/exercise.ts`;
    const file = { text: desk.textOf(exercise), shown, digest: desk.digestOf(exercise) };
    return standingOf(exercise, file, remembered[exercise.id] ?? {});
  });
}

/** The exercise to do next: the first that is not done. */
export function nextOf(standings: readonly Standing[]): Standing | undefined {
  return standings.find(({ outcome }) => outcome !== 'passed');
}

function outcomeNow(exercise: Exercise, { text, digest }: Shown, remembered: Remembered): Standing['outcome'] {
  if (text === null || sameButSpace(text, starterText(exercise))) return 'not-started';
  const { outcome } = remembered;
  return outcome === undefined || digest !== remembered.digest ? 'changed' : outcome;
}

/** The line of a mistake, else of what the next check asks for, else of the first TODO. */
function placeToGoOn({ text, shown, digest }: Shown, remembered: Remembered): string {
  if (text === null) return shown;
  const { line, nextNames = [] } = remembered;
  const mistake = digest === remembered.digest ? line : undefined;
  const at = mistake ?? lineDefining(nextNames, text) ?? lineOf(text, /\bTODO\b/);
  return at === undefined ? shown : `${shown}:${at}`;
}
