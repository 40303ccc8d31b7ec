import { Buffer } from 'node:buffer';
import { readSync, writeSync } from 'node:fs';

/** Waits for the next line of standard input; null once the parent is gone. */
export function makeLineReader(): () => string | null {
  const chunk = Buffer.alloc(64 * 1024);
  let held: Buffer[] = [];
  let lines: string[] = [];
  return () => {
    while (lines.length === 0) {
      const length = readSome(chunk);
      if (length === 0) return null;
      const end = chunk.lastIndexOf(10, length - 1);
      const bytes = chunk.subarray(0, length);
      if (end === -1) {
        held.push(Buffer.from(bytes));
        continue;
      }
      const whole = Buffer.concat([...held, bytes.subarray(0, end)]).toString('utf8');
      held = [Buffer.from(bytes.subarray(end + 1))];
      lines = whole.split('\n').reverse();
    }
    return lines.pop()!;
  };
}

function readSome(chunk: Buffer): number {
  try {
    return readSync(0, chunk, 0, chunk.length, null);
  } catch (error) {
    // Windows reports a closed pipe as an error.
    if ((error as NodeJS.ErrnoException).code === 'EOF') return 0;
    throw error;
  }
}

/** Writes one line to standard output, all of it, before anything else happens. */
export function writeLine(line: string): void {
  const bytes = Buffer.from(`${line}\n`, 'utf8');
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}
