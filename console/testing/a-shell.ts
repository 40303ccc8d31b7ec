import { Session } from '../session.ts';
import { Shell } from '../shell/shell.ts';

/** A shell for tests, and what it has printed: standard output and error as they come. */
export function aShell({ width = 80 } = {}) {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const shell = new Shell({ session: new Session(), canvas: { width, unicode: true }, out: print, err: print });
  return {
    shell,
    /** Types lines and gives what was printed because of them. */
    type(lines: string): string {
      printed = '';
      for (const line of lines.split('\n')) shell.line(line);
      return printed;
    },
  };
}
