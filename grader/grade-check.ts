import {
  askOnlyTheSound,
  type Check,
  type Counterexample,
  type JournalEntry,
  judge,
  type Misconceptions,
  type Part,
  Stop,
  showCall,
  type Verdict,
} from '#check';
import type { Grading } from './grade-exercise.ts';
import type { CheckReport } from './report.ts';
import { StudentError, type StudentProgram } from './student-program.ts';

/** A check with its place in the exercise. */
export interface Listed {
  readonly check: Check;
  readonly part: Part;
  /** From 1. */
  readonly index: number;
  /** As a student types it: `2.3`. */
  readonly number: string;
}

/** One grading of one file: what was asked so far, and what need not be asked again. */
export interface Sitting {
  readonly grading: Grading;
  readonly misconceptions: Misconceptions;
  readonly journal: JournalEntry[];
  /** Functions that gave no answer, or one of the wrong kind, with a sentence for the checks that would ask them next. */
  readonly broken: Map<string, string>;
  readonly programFor: (part: Pick<Part, 'given'>) => Promise<StudentProgram | StudentError>;
}

/** More of what a student's code prints is of no use to anybody. */
const LONGEST_CONSOLE = 2_000;

/** Looks for an input that disproves one claim, and reports what was found. */
export async function gradeCheck(one: Listed, sitting: Sitting): Promise<CheckReport> {
  const started = performance.now();
  const program = await sitting.programFor(one.part);
  if (program instanceof StudentError) return notAsked(one, program.message);
  const { needs } = one.part;
  const absent = needs.filter((name) => !program.exports.has(name));
  if (absent.length > 0) {
    const isUntried = one.part.stretch && absent.length === needs.length;
    return notAsked(one, isUntried ? undefined : `Your file exports no ${absent.join(', no ')}.`);
  }
  const printed: Printed[] = [];
  const ask = askOnlyTheSound(async (name, args) => {
    const { console, ...answer } = await program.ask(name, args);
    sitting.journal.push({ check: one.index, name, args, answer });
    if (console) printed.push({ name, args, text: console });
    if (answer.outcome === 'silent' && answer.wasNotAsked)
      throw new Stop('not-asked', { message: whyNotAsked(name, sitting.journal) });
    return answer;
  }, sitting.broken);
  const verdict = await judge(one.check, ask, sitting.grading);
  const report = reportOf(one, verdict, sitting, program);
  return {
    ...report,
    ...(printed.length > 0 && { console: cut(whatToShow(printed, report.counterexample)) }),
    durationMs: Math.round(performance.now() - started),
  };
}

/** The call after which a function was not asked any more. */
function whyNotAsked(name: string, journal: readonly JournalEntry[]): string {
  const silent = journal.find(
    (entry) => entry.name === name && entry.answer.outcome === 'silent' && !entry.answer.wasNotAsked,
  );
  const why = silent?.answer.outcome === 'silent' ? `: ${silent.answer.message}` : '';
  return `${name} was not asked again after ${silent ? showCall(name, silent.args) : 'a call'}${why}`;
}

interface Printed {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly text: string;
}

/** What was printed in the very call that is shown, else in all of them. */
function whatToShow(printed: readonly Printed[], shown: Counterexample | undefined): string {
  const own = printed.findLast(({ name, args }) => shown?.call === showCall(name, args));
  return own?.text ?? printed.map(({ text }) => text).join('');
}

/** The report of a claim that could not be asked, with the reason if there is one to tell. */
export function notAsked({ check, part, number }: Listed, message?: string): CheckReport {
  return {
    number,
    title: check.title,
    part: part.part,
    stretch: part.stretch,
    verdict: 'not-asked',
    points: 0,
    maxPoints: check.points,
    inputs: 0,
    ...(message !== undefined && { message }),
    durationMs: 0,
  };
}

function reportOf(one: Listed, verdict: Verdict, sitting: Sitting, program: StudentProgram): CheckReport {
  const { check, number } = one;
  if (verdict.verdict === 'not-asked') return notAsked(one, verdict.counterexample.message);
  const blank = { ...notAsked(one), inputs: verdict.inputs, ...(check.read !== undefined && { read: check.read }) };
  if (verdict.verdict === 'passed') {
    const isAlone = sitting.grading.check !== undefined;
    const note = check.noteWhenAlone && !isAlone ? undefined : verdict.note;
    return { ...blank, verdict: 'passed', points: check.points, ...(note && { note }) };
  }
  const { counterexample, replay } = verdict;
  if (verdict.breaks !== undefined) {
    sitting.broken.set(
      verdict.breaks,
      `Not asked: see ${number}, where ${verdict.breaks} gave no answer that could be used.`,
    );
  }
  const message = [counterexample.message, arityNote(counterexample, program)].filter(Boolean).join('\n');
  const see = counterexample.see ?? check.see;
  return {
    ...blank,
    verdict: 'disproved',
    counterexample,
    ...(see !== undefined && { see }),
    ...(message !== '' && { message }),
    replay: `${number}@${replay}`,
  };
}

/** A function that takes fewer arguments than it is called with often explains everything else. */
function arityNote({ call, args }: Counterexample, program: StudentProgram): string | undefined {
  const name = call?.split('(')[0] ?? '';
  const exported = program.exports.get(name);
  if (exported?.kind !== 'function' || args === undefined || exported.arity >= args.length) return undefined;
  return `Your ${name} takes ${exported.arity} of the ${args.length} arguments it is called with.`;
}

function cut(text: string): string {
  return text.length <= LONGEST_CONSOLE
    ? text
    : `${text.slice(0, LONGEST_CONSOLE)}\n… ${text.length - LONGEST_CONSOLE} more characters`;
}
