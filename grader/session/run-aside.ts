import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { courseFolder } from '../course.ts';

/** Runs another of the course's programs in the same terminal until it ends, and gives its exit code; null if it was killed. */
export async function runProgramAside(program: string, ...args: readonly string[]): Promise<number | null> {
  const words = [join(courseFolder, 'start/program.mjs'), program, ...args];
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  // Ctrl-C is for the program that has the terminal.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  try {
    return await new Promise((ended, failed) => child.once('close', ended).once('error', failed));
  } finally {
    process.removeListener('SIGINT', ignore);
  }
}
