import { type Look, shorten } from '#terminal';
import type { OnCheck } from './run.ts';

/** Work that is done sooner needs no line. */
const PATIENCE_MS = 300;

/** One line that says what is being graded, written anew as it changes; there is none where the look is plain. */
export function progressLine(look: Look, output: NodeJS.WritableStream = process.stdout) {
  const started = performance.now();
  let isShown = false;
  const show: OnCheck = (what) => {
    if (look.plain || performance.now() - started < PATIENCE_MS) return;
    isShown = true;
    output.write(`\r\x1b[K${look.style.aside(shorten(`Grading ${what}`, look.width - 1, look.glyph.ellipsis))}`);
  };
  return {
    show,
    /** Takes the line away again. */
    clear: () => {
      if (isShown) output.write('\r\x1b[K');
      isShown = false;
    },
  };
}
