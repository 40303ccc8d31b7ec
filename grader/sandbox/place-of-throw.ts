import type { SourceFile } from './messages.ts';
import type { Place } from './student-error.ts';

/** Where in the student's own files a stack of V8 begins; a frame in the course's `given.ts` only when there is no other. */
export function placeOfThrow(stack: string, files: readonly SourceFile[]): (Place & { source: string }) | null {
  let inGiven: (Place & { source: string }) | null = null;
  for (const frame of stack.split('\n')) {
    const [, path, line] = /^ {4}at (?:.* \()?(.+\.ts):(\d+):\d+\)?$/.exec(frame) ?? [];
    const file = files.find((candidate) => candidate.path === path);
    if (file === undefined || Number(line) > file.text.split('\n').length) continue;
    const place = { file: file.path, line: Number(line), source: file.text };
    if (file.path !== 'given.ts') return place;
    inGiven ??= place;
  }
  return inGiven;
}
