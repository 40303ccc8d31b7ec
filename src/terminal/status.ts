import type { Look } from './look.ts';
import { shorten } from './wrap.ts';

/**
 * One line that says what is being done, written anew as that changes and taken away by an empty one. Where the look is plain there
 * is none: a screen reader would read each of them.
 */
export function statusLine(output: NodeJS.WritableStream, look: Look): (line: string) => void {
  let isShown = false;
  return (line) => {
    if (look.plain || (line === '' && !isShown)) return;
    isShown = line !== '';
    output.write(`\r\x1b[K${look.style.aside(shorten(line, look.width - 1, look.glyph.ellipsis))}`);
  };
}
