import { writeFileSync } from 'node:fs';
import { exercises, solutionText } from '../course.ts';

/** A file that somebody might hand in for exercise 2, and what they are told. */
export interface Submission {
  /** What it does, such as `hangs in a call`. */
  readonly does: string;
  /** Puts the file there. */
  readonly write: (file: string) => void;
  readonly outcome: 'passed' | 'failed' | 'student-error';
  /** How many of the ten checks pass all the same. */
  readonly passing: number;
  /** A sentence the student reads. */
  readonly reads: string;
}

type Told = Pick<Submission, 'outcome' | 'passing' | 'reads'>;

/** The exercise that all of the corpus is written for. */
export const exercise = exercises.find(({ id }) => id === '02-partition-assignment')!;

/** A right solution, to which each submission does one thing. `toPositive` stands alone, so that only its own check fails. */
export const solution = solutionText(exercise).replace(
  'toPositive(givenMurmur2(keyBytes(key)))',
  '(givenMurmur2(keyBytes(key)) & 0x7fffffff)',
);

/** A file whose whole text is given. */
export function whole(does: string, text: string | Uint8Array, told: Told): Submission {
  return { does, write: (file) => writeFileSync(file, text), ...told };
}

/** The solution, with some of its functions written anew. */
export function changed(does: string, code: string, told: Told): Submission {
  const names = [...code.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name]) => name!);
  return whole(does, `${names.reduce(without, solution)}\n${code}\n`, told);
}

/** The solution, with something done before it. */
export function preceded(does: string, code: string, told: Told): Submission {
  return whole(does, `${code}\n${solution}`, told);
}

/** A file system's oddity in the place of the file. */
export function placed(does: string, write: Submission['write'], told: Told): Submission {
  return { does, write, ...told };
}

function without(text: string, name: string): string {
  const rest = text.replace(new RegExp(`^export function ${name}\\b[\\s\\S]*?^}\\n`, 'm'), '');
  if (rest === text) throw new Error(`the solution has no function ${name}`);
  return rest;
}
