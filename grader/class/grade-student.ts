import { join } from 'node:path';
import { exercises } from '../course.ts';
import type { Occasion } from '../formats/junit.ts';
import { markdown } from '../formats/markdown.ts';
import { type Format, loadFormat } from '../formats.ts';
import { type Report, totals } from '../report.ts';
import { gradeAll, ourFault } from '../run.ts';
import { openSandbox } from '../sandbox/sandbox.ts';
import { forTheRecord } from './for-the-record.ts';
import { limited } from './limited.ts';
import { ownPrints } from './prints.ts';
import { filesOf, isDone, keyOf, type Rules, written } from './result.ts';
import { type Student, submissionIn } from './students.ts';
import { ownTexts, submissionDigest } from './submitted-files.ts';
import { writeWhole } from './whole-file.ts';

/** One run's part in grading a class; plain data, so that it can be sent to another process. */
export interface Run {
  readonly rules: Rules;
  /** The folder with a sub-folder for each student. */
  readonly folder: string;
  readonly out: string;
  /** Keep results that still hold. */
  readonly resume: boolean;
  /** Words in front of the sandbox's command. */
  readonly wrap?: readonly string[] | undefined;
  /** The longest one submission may take. */
  readonly limitMs: number;
}

/** What became of a student: `kept` is a result of an earlier run that still holds, `fault` one that is our own mistake. */
export type Became = 'graded' | 'kept' | 'fault';

/** A date would make two reports of the same work differ. */
const NO_OCCASION: Occasion = { timestamp: '1970-01-01T00:00:00', hostname: 'localhost' };

/** Grades one student in a sandbox of their own, and writes their files; the result comes last, since it vouches for the others. */
export async function gradeStudent(student: Student, run: Run): Promise<Became> {
  const folder = submissionIn(join(run.folder, student.name));
  const submission = submissionDigest(folder);
  const key = keyOf(run.rules, student.name, submission);
  if (run.resume && isDone(filesOf(run.out, student, run.rules.format), key)) return 'kept';
  const sandbox = limited(openSandbox({ strict: true, ...(run.wrap && { wrap: run.wrap }) }), run.limitMs);
  try {
    const { seed, course } = run.rules;
    const all = exercises.map((exercise) => ({ exercise }));
    // Only the limit for the whole submission counts: how far a claim was tried would depend on how busy the machine is.
    const options = { seed, course, patienceMs: run.limitMs };
    const report = await gradeAll(all, { submission: folder }, sandbox, options);
    await write(student, run, { report, submission, key, prints: printsOf(folder) });
    return report.exercises.some(({ outcome }) => outcome === 'grader-error') ? 'fault' : 'graded';
  } finally {
    sandbox.close();
  }
}

/** Writes down that the grader itself failed at a student, which is no fault of theirs. */
export async function writeFault(student: Student, run: Run): Promise<void> {
  const { course, seed, node } = run.rules;
  const faults = exercises.map(ourFault);
  const report: Report = { schema: 1, course, seed, node, ...totals(faults), exercises: faults };
  await write(student, run, { report, submission: '', key: '', prints: {} });
}

type Graded = { report: Report; submission: string; key: string; prints: Record<string, string> };

async function write(student: Student, run: Run, { report, ...about }: Graded): Promise<void> {
  const { format, isolation } = run.rules;
  const files = filesOf(run.out, student, format);
  const kept = forTheRecord(report);
  const toFormat: Format | null = format === undefined ? null : await loadFormat(format);
  if (toFormat !== null && files.report !== undefined) writeWhole(files.report, toFormat(kept, NO_OCCASION));
  writeWhole(files.feedback, markdown(kept));
  writeWhole(files.result, written({ ...kept, student: student.name, isolation, ...about }));
}

function printsOf(folder: string): Record<string, string> {
  const prints = exercises.map((exercise) => [exercise.id, ownPrints(exercise, ownTexts(folder, exercise))] as const);
  return Object.fromEntries(prints.filter(([, own]) => own !== ''));
}
