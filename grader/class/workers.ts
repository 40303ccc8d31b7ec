import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { safe } from '#terminal';
import { courseFolder, UsageError } from '../course.ts';
import { type Became, type Run, writeFault } from './grade-student.ts';
import type { Student } from './students.ts';

/** What a worker says of a student; a sentence where the run has to stop, because nothing can be written any more. */
export type Said = Became | { readonly stop: string };

/** What a submission may need beyond its own limit before we take the worker itself for stuck. */
const MARGIN_MS = 60_000;

/** What a worker makes of a student is soon of no use: a large nursery lets it go unseen, and collectors side by side would fight for cores. */
const THRIFTY = ['--single-threaded-gc', '--max-semi-space-size=64'];

/** A worker may also end for reasons that have nothing to do with the student it was at. */
const ATTEMPTS = 2;

/**
 * Grades students in `count` worker processes. A worker that dies is replaced; one that dies twice at a student costs that student
 * alone. Throws UsageError when what was found cannot be written.
 */
export async function gradeAllStudents(
  students: readonly Student[],
  run: Run,
  count: number,
  onDone: (student: Student, became: Became) => void,
): Promise<void> {
  const queue = [...students].reverse();
  // The first worker may have to be bundled; the others find it done.
  let worker: ChildProcess | null = await start(run);
  await Promise.all(
    Array.from({ length: Math.min(count, students.length) }, async () => {
      let mine = worker ?? (await start(run));
      worker = null;
      for (let student = queue.pop(); student !== undefined; student = queue.pop()) {
        let said: Said | null = null;
        for (let attempt = 1; said === null && attempt <= ATTEMPTS; attempt++) {
          said = await ask(mine, student, run.limitMs + MARGIN_MS);
          if (said !== null) continue;
          mine.kill('SIGKILL');
          mine = await start(run);
        }
        if (typeof said === 'object' && said !== null) throw new UsageError(said.stop);
        if (said === null) await writeFault(student, run);
        onDone(student, said ?? 'fault');
      }
      const ended = once(mine, 'exit');
      mine.disconnect();
      await ended;
    }),
  );
}

async function start(run: Run): Promise<ChildProcess> {
  const worker = fork(join(courseFolder, 'start/program.mjs'), ['grader/class/worker.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: THRIFTY,
  });
  worker.send(run);
  const ended = once(worker, 'exit').then(() => 'ended');
  if ((await Promise.race([once(worker, 'message').then(() => 'ready'), ended])) !== 'ready')
    throw new Error('A worker process ended before it could begin.');
  return worker;
}

/** What the worker says of a student; null when it died, or was heard of no more. */
function ask(worker: ChildProcess, student: Student, patienceMs: number): Promise<Said | null> {
  return new Promise((resolve) => {
    const settle = (said: Said | null) => {
      clearTimeout(timer);
      worker.off('message', settle).off('exit', lost);
      resolve(said);
    };
    const fail = (why: string) => {
      process.stderr.write(`\nThe process that graded ${safe(student.name)} ${why}.\n`);
      settle(null);
    };
    const lost = (code: number | null, signal: string | null) => fail(`ended with ${signal ?? `exit code ${code}`}`);
    const timer = setTimeout(() => fail('was heard of no more'), patienceMs);
    worker.on('message', settle).on('exit', lost);
    worker.send(student, (error) => {
      if (error) fail(`could not be reached (${error.message})`);
    });
  });
}
