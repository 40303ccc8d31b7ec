import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { courseFolder } from '../course.ts';

/** Runs another of the course's programs in the same terminal, until it ends; only then does this one go on. */
export async function runProgramAside(program: string, ...args: readonly string[]): Promise<void> {
  const words = [join(courseFolder, 'start/program.mjs'), program, ...args];
  const child = spawn(process.execPath, words, { stdio: 'inherit' });
  // Ctrl-C is for the program that has the terminal.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  await new Promise<void>((ended, failed) => child.once('close', () => ended()).once('error', failed));
  process.removeListener('SIGINT', ignore);
}
