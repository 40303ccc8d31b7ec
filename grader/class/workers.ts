import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { courseFolder } from '../course.ts';
import { type Became, type Run, writeFault } from './grade-student.ts';
import type { Student } from './students.ts';

/** What a submission may need beyond its own limit before we take the worker itself for stuck. */
const MARGIN_MS = 60_000;

/** Grades students in `count` worker processes. A worker that dies costs the one student it was at, and is replaced. */
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
        const became = await ask(mine, student, run.limitMs + MARGIN_MS);
        if (became === null) {
          mine.kill('SIGKILL');
          await writeFault(student, run);
          mine = await start(run);
        }
        onDone(student, became ?? 'fault');
      }
      mine.disconnect();
    }),
  );
}

async function start(run: Run): Promise<ChildProcess> {
  const worker = fork(join(courseFolder, 'start/program.mjs'), ['grader/class/worker.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  worker.send(run);
  const ended = once(worker, 'exit').then(() => 'ended');
  if ((await Promise.race([once(worker, 'message').then(() => 'ready'), ended])) !== 'ready')
    throw new Error('A worker process ended before it could begin.');
  return worker;
}

/** What became of the student; null when the worker died, or was heard of no more. */
function ask(worker: ChildProcess, student: Student, patienceMs: number): Promise<Became | null> {
  return new Promise((resolve) => {
    const settle = (became: Became | null) => {
      clearTimeout(timer);
      worker.off('message', settle).off('exit', lost);
      resolve(became);
    };
    const lost = () => settle(null);
    const timer = setTimeout(lost, patienceMs);
    worker.on('message', settle).on('exit', lost);
    worker.send(student, (error) => {
      if (error) lost();
    });
  });
}
