import type { Answer } from './ask.ts';
import { answerOf, type Check, dueOf, type Functions, type Shapes } from './check.ts';
import { same } from './same.ts';

/**
 * A wrong belief, in words that complete "It looks as if your code …", and the code it makes one write: functions with the
 * names the exercise asks for, or a list where one belief is written down in several ways. A belief that no code can show
 * carries none; a check names it by its id.
 */
export type Misconception = { readonly belief: string } & {
  readonly [name: string]: string | Functions[string] | readonly Functions[string][];
};

/** An exercise's misconceptions by id, such as `M2-01`. */
export type Misconceptions = Readonly<Record<string, Misconception>>;

/** A question the student's code answered, and the check that asked it. */
export interface JournalEntry {
  readonly check: number;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly answer: Answer;
}

/**
 * The id of the one misconception that accounts for every answer, right and wrong, that the journal holds of the functions
 * this check found wrong. Null when none does, or when more than one would.
 */
export function explain(
  misconceptions: Misconceptions,
  journal: readonly JournalEntry[],
  check: number,
  { reference, shapes }: Pick<Check, 'reference' | 'shapes'>,
): string | null {
  const wrong = journal.filter(
    ({ check: asker, name, args, answer }) =>
      asker === check &&
      reference[name] !== undefined &&
      !sameAnswer(answer, dueOf(reference[name], args), shapes, name),
  );
  const names = [...new Set(wrong.map(({ name }) => name))];
  const explaining = Object.entries(misconceptions).filter(([, misconception]) =>
    names.every((asked) => {
      const answers = journal.filter(({ name }) => name === asked);
      return codeFor(misconception, asked).some((mistaken) =>
        answers.every(({ args, answer }) => sameAnswer(answer, answerOf(mistaken, args), shapes, asked)),
      );
    }),
  );
  return names.length > 0 && explaining.length === 1 ? explaining[0]![0] : null;
}

/** The programs a belief makes one write, each with all of its functions; none if only words can show it. */
export function programsWith(misconception: Misconception): readonly Functions[] {
  const names = Object.keys(misconception).filter((name) => codeFor(misconception, name).length > 0);
  const ways = Math.max(0, ...names.map((name) => codeFor(misconception, name).length));
  return Array.from({ length: ways }, (_, way) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        codeFor(misconception, name)
          .slice(0, way + 1)
          .at(-1)!,
      ]),
    ),
  );
}

/** The ways in which the belief is written down in the function of this name. */
function codeFor(misconception: Misconception, name: string): readonly Functions[string][] {
  const code = misconception[name];
  if (code === undefined || typeof code === 'string') return [];
  return typeof code === 'function' ? [code] : code;
}

/** Whether two answers are the same once sets are sorted and errors are told apart by their names only. */
export function sameAnswer(a: Answer, b: Answer, shapes: Shapes<Functions>, name: string): boolean {
  if (a.outcome === 'threw' && b.outcome === 'threw') return a.name === b.name || a.inherits?.includes(b.name) === true;
  if (a.outcome !== 'returned' || b.outcome !== 'returned') return false;
  const [left, right] = [a, b].map(({ value }) => {
    const read = shapes[name]?.read(value);
    return read && 'value' in read ? read.value : value;
  });
  return same(left, right);
}
