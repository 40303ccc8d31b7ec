import type { Answer } from './ask.ts';
import { type Check, dueOf, type Functions, type Shapes } from './check.ts';
import { same } from './same.ts';
import type { Shape } from './shape.ts';

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

/** A check whose claim was disproved, by the number it has in the journal. */
export interface Failed extends Pick<Check, 'reference' | 'shapes'> {
  readonly check: number;
}

/**
 * The ids of the misconceptions behind failed checks, by the checks' numbers. A check is given the one misconception that
 * accounts for every answer, right and wrong, that the journal holds of the functions the check found wrong. Where more than one
 * does, another check may have told which. Where none does, several may have met: then each check that found these functions
 * wrong must have one of its own, which accounts for all that the check was answered and goes with all that was right elsewhere.
 */
export function explain(
  misconceptions: Misconceptions,
  journal: readonly JournalEntry[],
  failed: readonly Failed[],
): ReadonlyMap<number, string> {
  const looks = failed.map((one) => {
    const names = wrongNames(journal, one);
    const all = journal.filter(({ name }) => names.has(name));
    const alone = accountingFor(all, misconceptions, one.shapes);
    const isOwn = (entry: JournalEntry) => entry.check === one.check || !isWrong(entry, one);
    const own = alone.length > 0 ? alone : accountingFor(all.filter(isOwn), misconceptions, one.shapes);
    return { check: one.check, names, isAlone: alone.length > 0, ids: own };
  });
  type Look = (typeof looks)[number];
  const isExplained = ({ names, isAlone }: Look) =>
    isAlone || looks.every((other) => other.ids.length === 1 || [...other.names].every((name) => !names.has(name)));
  const sure = looks.filter((look) => look.ids.length === 1 && isExplained(look)).map(({ ids }) => ids[0]);
  return new Map(
    looks.filter(isExplained).flatMap(({ check, ids }) => {
      const [id, ...others] = ids.length === 1 ? ids : ids.filter((each) => sure.includes(each));
      return id !== undefined && others.length === 0 ? [[check, id] as const] : [];
    }),
  );
}

/** The functions that gave this check a wrong answer. */
function wrongNames(journal: readonly JournalEntry[], failed: Failed): ReadonlySet<string> {
  const wrong = journal.filter((entry) => entry.check === failed.check && isWrong(entry, failed));
  return new Set(wrong.map(({ name }) => name));
}

function isWrong({ name, args, answer }: JournalEntry, { reference, shapes }: Failed): boolean {
  return reference[name] !== undefined && !sameAnswer(answer, dueOf(reference[name], args), shapes[name], args);
}

/** The ids of the misconceptions that account for all these answers. */
function accountingFor(
  entries: readonly JournalEntry[],
  misconceptions: Misconceptions,
  shapes: Shapes<Functions>,
): string[] {
  const names = [...new Set(entries.map(({ name }) => name))];
  if (names.length === 0) return [];
  const explaining = Object.entries(misconceptions).filter(([, misconception]) =>
    names.every((asked) => {
      const answers = entries.filter(({ name }) => name === asked);
      return codeFor(misconception, asked).some((mistaken) =>
        answers.every(({ args, answer }) => sameAnswer(answer, dueOf(mistaken, args), shapes[asked], args)),
      );
    }),
  );
  return explaining.map(([id]) => id);
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

/** Whether two answers to one question are the same once sets are sorted and errors are told apart by their names only. */
export function sameAnswer(a: Answer, b: Answer, shape: Shape | undefined, args: readonly unknown[]): boolean {
  if (a.outcome === 'threw' && b.outcome === 'threw') return a.name === b.name || a.inherits?.includes(b.name) === true;
  if (a.outcome !== 'returned' || b.outcome !== 'returned') return false;
  const [left, right] = [a, b].map(({ value }) => {
    const read = shape?.read(value, args);
    return read && 'value' in read ? read.value : value;
  });
  return same(left, right);
}
