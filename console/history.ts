import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KeptFile } from '#progress';
import type { History } from './interactive.ts';

/** What was typed in earlier sessions, the newest first; a folder that cannot be written only costs the history. */
export function keptHistory(): History {
  const folder = process.env['KF_PROGRESS'] || fileURLToPath(new URL('../.progress', import.meta.url));
  const path = join(folder, 'kafka-history.json');
  const file = new KeptFile<readonly string[]>(path, {
    empty: () => [],
    understand: (read) => (Array.isArray(read) && read.every((line) => typeof line === 'string') ? read : null),
  });
  return {
    lines: attempt(() => file.read().content) ?? [],
    keep: (lines) => void attempt(() => file.update(() => lines)),
  };
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
