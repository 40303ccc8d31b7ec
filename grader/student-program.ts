import { basename, posix } from 'node:path';
import type { Answer } from '#check';
import { courseFile, type Exercise } from './course.ts';
import type { StudentProblem } from './report.ts';
import type { Exported, Program, Sandbox } from './sandbox/sandbox.ts';
import { StudentError } from './sandbox/student-error.ts';
import { isElsewhere, type Work } from './submission.ts';

export { StudentError };

/** A student's file, loaded: what it exports, what it printed, and a way to ask it. */
export interface StudentProgram {
  readonly exports: ReadonlyMap<string, Exported>;
  readonly console: string;
  readonly ask: (name: string, args: readonly unknown[]) => Promise<Answer & { readonly console?: string }>;
}

/**
 * Loads a student's file into the sandbox; `given` names the file of the course that stands in for given.ts. Throws
 * StudentError for what is theirs to mend.
 */
export async function loadProgram(
  sandbox: Sandbox,
  exercise: Exercise,
  work: Work,
  given = 'given.ts',
): Promise<StudentProgram> {
  if (isElsewhere(work)) {
    const what = `the folder of ${work.shown} is a link that leads out of the submission; put the code itself there`;
    throw new StudentError('missing', what, { file: basename(work.file!) });
  }
  const { own } = exercise;
  const program = await sandbox.load({
    folder: work.folder,
    file: basename(work.file!),
    given: own.includes(given) ? courseFile(exercise, given) : undefined,
    reserved: own,
  });
  return { exports: program.exports, console: program.console, ask: (name, args) => ask(program, name, args) };
}

async function ask(program: Program, name: string, args: readonly unknown[]): ReturnType<StudentProgram['ask']> {
  const exported = program.exports.get(name);
  if (exported?.kind === 'value' && args.length === 0) return { outcome: 'returned', value: exported.value };
  const answer = await program.call(name, args);
  switch (answer.outcome) {
    case 'returned':
      return { outcome: 'returned', value: answer.value, changedArguments: answer.mutated, console: answer.console };
    case 'threw': {
      const { name: error, message, inherits, line } = answer.error;
      return {
        outcome: 'threw',
        name: error,
        message,
        inherits,
        ...(line !== undefined && { line }),
        console: answer.console,
      };
    }
    case 'not-asked':
      return { outcome: 'silent', message: answer.message, wasNotAsked: true };
    default:
      return { outcome: 'silent', message: answer.message };
  }
}

/** What a report says of a file that could not be asked anything. */
export function problemOf(
  { kind, message, line, column, codeFrame, file }: StudentError,
  { shown }: Work,
): StudentProblem {
  return {
    kind,
    message,
    // The mistake may be in a helper file beside the one that was asked for.
    ...(shown !== undefined && { file: posix.join(posix.dirname(shown), file) }),
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(codeFrame !== undefined && { codeFrame }),
  };
}
