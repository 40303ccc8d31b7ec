import { readFileSync } from 'node:fs';
import { type Look, wrap } from '#terminal';
import { courseFile, type Exercise, numberOf } from './course.ts';
import type { Desk } from './desk.ts';
import { type Hint, type Hints, nextHint, readHints } from './hints.ts';

/** The hints of an exercise, from its task. */
export function hintsOf(exercise: Exercise): Hints {
  return readHints(readFileSync(courseFile(exercise, 'README.md'), 'utf8'));
}

/** Where a hint is asked for: of which part, if not of the one the student is at, and whether keys are offered below it. */
export interface HintWish {
  readonly part?: string | undefined;
  readonly hasKeys?: boolean;
}

/** Gives the next hint and remembers that it was given. Throws UsageError. */
export function giveHint(
  exercise: Exercise,
  desk: Desk,
  look: Look,
  { part, hasKeys = false }: HintWish = {},
): string[] {
  const hint = nextHint(exercise, hintsOf(exercise), desk.remembered(exercise), part);
  desk.remember(exercise, (before) => ({ ...before, hints: { ...before.hints, [hint.part]: hint.number } }));
  const which = `hint ${hint.number} of ${hint.of}`;
  const heading = hasKeys
    ? `Part ${hint.part}, ${which}`
    : `Exercise ${numberOf(exercise)}, part ${hint.part}, ${which}`;
  return [
    look.style.heading(heading),
    ...wrap(hint.text, look.width, { first: '    ', rest: '    ' }),
    '',
    ...wrap(afterwards(exercise, hint, hasKeys), look.width),
  ];
}

function afterwards(exercise: Exercise, { part, number, of }: Hint, hasKeys: boolean): string {
  const left = of - number;
  if (left > 0) return `${left} more: ${hasKeys ? 'h' : `npm run hint ${numberOf(exercise)}.${part}`}`;
  const last = `That was the last hint for part ${part}.`;
  return hasKeys ? `${last} Try it, and grade.` : `${last} Try it: npm run grade ${numberOf(exercise)}`;
}
