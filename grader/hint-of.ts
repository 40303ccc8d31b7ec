import { readFileSync } from 'node:fs';
import { type Look, wrap } from '#terminal';
import { courseFile, type Exercise } from './course.ts';
import type { Desk } from './desk.ts';
import { type Hints, nextHint, readHints } from './hints.ts';

/** The hints of an exercise, from its task. */
export function hintsOf(exercise: Exercise): Hints {
  return readHints(readFileSync(courseFile(exercise, 'README.md'), 'utf8'));
}

/** Gives the next hint, of `part` or of the part the student is at, and remembers that it was given. Throws UsageError. */
export function giveHint(exercise: Exercise, desk: Desk, look: Look, part?: string): string[] {
  const hint = nextHint(exercise, hintsOf(exercise), desk.remembered(exercise), part);
  desk.remember(exercise, (before) => ({ ...before, hints: { ...before.hints, [hint.part]: hint.number } }));
  return [
    look.style.heading(`Part ${hint.part}, hint ${hint.number} of ${hint.of}`),
    ...wrap(hint.text, look.width, { first: '    ', rest: '    ' }),
    '',
    ...wrap(hint.after, look.width),
  ];
}
