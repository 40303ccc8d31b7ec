import type { Look } from '#terminal';
import { complete } from './complete.ts';
import type { Machinery } from './interactive.ts';
import { Session } from './session.ts';
import { Shell } from './shell/shell.ts';

/** A cluster, and a shell that works on it; `words` is a first command. */
export function machinery(look: Look, words: readonly string[], output: (text: string) => void): Machinery {
  const session = new Session();
  const shell = new Shell({ session, canvas: look, out: output, err: output });
  if (words.length > 0) shell.line(words.join(' '));
  return { session, shell, complete: (line) => complete(line, session) };
}
