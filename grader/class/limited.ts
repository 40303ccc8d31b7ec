import type { Sandbox } from '../sandbox/sandbox.ts';
import { StudentError } from '../sandbox/student-error.ts';

/**
 * A sandbox for one whole submission: when `limitMs` are over, it answers no more questions, so that code which is just quick enough
 * for each single one cannot hold up a class.
 */
export function limited(sandbox: Sandbox, limitMs: number): Sandbox {
  const deadline = performance.now() + limitMs;
  const isOver = () => performance.now() > deadline;
  const message = `the whole submission took longer than ${limitMs / 1000} s; it was not asked any more`;
  return {
    async load(source) {
      if (isOver()) throw new StudentError('timeout', message, { file: source.file });
      const program = await sandbox.load(source);
      return {
        ...program,
        call: async (...question) => (isOver() ? { outcome: 'timeout', message } : program.call(...question)),
      };
    },
    close: () => sandbox.close(),
  };
}
