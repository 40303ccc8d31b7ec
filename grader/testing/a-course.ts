import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { courseFolder, exercises } from '../course.ts';

/** A program that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run, where that is not as usual. */
export interface Running {
  /** What is written to its standard input. */
  readonly input?: string;
  /** A file that its standard output goes to. */
  readonly stdout?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Meddles with it. */
  readonly during?: (child: ChildProcess) => void;
}

/** A copy of the whole course, with every exercise as it came, in which programs may be run and files may be lost. */
export interface CourseCopy {
  readonly folder: string;
  /** A path in it. */
  at(...path: string[]): string;
  /** Runs one of its programs, such as `grader/grade.ts`, to its end. */
  run(words: readonly string[], how?: Running): Promise<Ended>;
  /** The commands of this copy's processes that still run; only Linux tells. */
  processes(): string[];
  remove(): void;
}

/** Copies the course. */
export function aCourse(): CourseCopy {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-fundamentals-course-'));
  const at = (...path: string[]) => join(folder, ...path);
  const left = /[/\\](?:node_modules|\.git|\.cache|\.progress|conformance)$|\.test\.ts$/;
  cpSync(courseFolder, folder, { recursive: true, filter: (path) => !left.test(path) });
  symlinkSync(join(courseFolder, 'node_modules'), at('node_modules'), 'junction');
  for (const { id } of exercises) cpSync(at('exercises', id, 'starter.ts'), at('exercises', id, 'exercise.ts'));
  const env = { ...process.env, KF_PROGRESS: '', NO_COLOR: '1', CI: '' };
  return {
    folder,
    at,
    run: (words, { input = '', stdout: output, env: more, during } = {}) => {
      const child = spawn(process.execPath, ['start/program.mjs', ...words], {
        cwd: folder,
        env: { ...env, ...more },
        stdio: ['pipe', output ?? 'pipe', 'pipe'],
      });
      // A program that was killed no longer reads what it is sent.
      child.stdin!.on('error', () => {}).end(input);
      let stdout = '';
      let stderr = '';
      child.stdout?.on('data', (text) => {
        stdout += text;
      });
      child.stderr!.on('data', (text) => {
        stderr += text;
      });
      during?.(child);
      return new Promise((ended) => child.on('close', (code) => ended({ code, stdout, stderr })));
    },
    processes: () =>
      (process.platform === 'linux' ? readdirSync('/proc') : [])
        .filter((id) => /^\d+$/.test(id) && isOfCourse(id, folder))
        .map(commandOf),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Whether a process is a Node at work in the folder, or runs a script out of it. */
function isOfCourse(id: string, folder: string): boolean {
  try {
    const isNode = commandOf(id).startsWith(process.execPath);
    return isNode && (readlinkSync(join('/proc', id, 'cwd')).startsWith(folder) || commandOf(id).includes(folder));
  } catch {
    // It has just ended.
    return false;
  }
}

function commandOf(id: string): string {
  return readFileSync(join('/proc', id, 'cmdline'), 'utf8').replaceAll('\0', ' ');
}
