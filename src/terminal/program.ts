import { Interrupted } from './interrupted.ts';

const SHOW_CURSOR = '\x1b[?25h';

/** What `runProgram` needs to know of the process; a test says it, a program doesn't. */
export interface ExitSurroundings {
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  /** `--ci` was given. */
  readonly ci: boolean;
}

/**
 * The exit code for how a run ended. In a terminal, "something is left to do" (1) is a normal end, and npm would print
 * an error block after it; a script reads the code itself from a pipe, or asks for it with `--ci`.
 */
export function exitCodeFor(code: number, { isTerminal, ci }: ExitSurroundings): number {
  return code === 1 && isTerminal && !ci ? 0 : code;
}

/**
 * Runs a program to its exit: `main` gives the exit code (0 all passed, 1 something is left, 2 content or command line
 * wrong). An error with an `exitCode` ends it with its one sentence; any other is our own mistake: a stack, and 3. All
 * output is flushed, and a pipe that was closed or a disk that is full never shows a stack.
 */
export async function runProgram(main: () => number | Promise<number>): Promise<void> {
  const output = watchOutput();
  const end = async (code: number) => {
    await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
    const around = { isTerminal: process.stdout.isTTY, ci: process.argv.includes('--ci') };
    process.exit(output.hasFailed() ? 3 : exitCodeFor(code, around));
  };
  onSignals((code) => {
    // Whoever reads the output may have stopped reading for good.
    setTimeout(() => process.exit(code), 300);
    end(code);
  });
  process.on('uncaughtException', (error) => end(explain(error)));
  process.on('unhandledRejection', (error) => end(explain(error)));
  try {
    await end(await main());
  } catch (error) {
    await end(explain(error));
  }
}

/** The exit codes that shells give to programs ended by these. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Ends the program in order when it is told to: the cursor comes back, and what it started is ended with it. Ctrl-C is left to whoever
 * else waits for it, such as a question that is open.
 */
function onSignals(end: (code: number) => void): void {
  for (const [signal, code] of Object.entries(SIGNALS) as [keyof typeof SIGNALS, number][]) {
    process.on(signal, () => {
      if (signal === 'SIGINT' && process.listenerCount('SIGINT') > 1) return;
      // The terminal has written ^C, and the shell's prompt is to begin on a line of its own.
      if (process.stdout.isTTY) process.stdout.write(`${SHOW_CURSOR}\n`);
      end(code);
    });
  }
}

/** Keeps a failing output from ending the process in a stack. The work goes on: files are still to be written. */
function watchOutput(): { hasFailed(): boolean } {
  let hasFailed = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // A reader that has seen enough, such as `head`, is no failure.
      if (error.code === 'EPIPE' || hasFailed) return;
      hasFailed = true;
      if (stream === process.stdout) process.stderr.write(`The output could not be written: ${error.message}\n`);
    });
  }
  return { hasFailed: () => hasFailed };
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.destroyed || !stream.writable) return Promise.resolve();
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

/** Says on standard error why a program ended, and gives the exit code. */
function explain(error: unknown): number {
  if (process.stdout.isTTY) process.stdout.write(SHOW_CURSOR);
  if (error instanceof Interrupted && error.by === 'person') return error.exitCode;
  if (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number') {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n\n`);
  process.stderr.write(
    'This is a mistake in the course, not in what you wrote. Please report it with the lines above.\n',
  );
  return 3;
}
