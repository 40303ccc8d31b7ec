import type { Canvas } from '#picture';
import { Session } from './session.ts';
import { echoOf, Shell } from './shell/shell.ts';

/** Runs a script, echoing each line before what it prints, and answers the exit code of the first command that failed. */
export async function runScript(lines: AsyncIterable<string> | Iterable<string>, canvas: Canvas): Promise<number> {
  const out = (text: string) => void process.stdout.write(text);
  const err = (text: string) => void process.stderr.write(text);
  const shell = new Shell({ session: new Session(), canvas, out, err });
  for await (const line of lines) {
    out(`${echoOf(shell, line)}\n`);
    shell.line(line);
    if (shell.hasEnded) break;
  }
  shell.end();
  return shell.firstFailure;
}
