import type { OnCheck } from './run.ts';

/** Work that is done sooner needs no line. */
const PATIENCE_MS = 300;

/** Says on a status line what is being graded, once that takes long. */
export function progressLine(status: (line: string) => void): { readonly show: OnCheck; readonly clear: () => void } {
  let latest = '';
  let isLong = false;
  const timer = setTimeout(() => {
    isLong = true;
    status(latest);
  }, PATIENCE_MS);
  timer.unref();
  return {
    show: (what) => {
      latest = `Grading ${what}`;
      if (isLong) status(latest);
    },
    /** Takes the line away again. */
    clear: () => {
      clearTimeout(timer);
      status('');
    },
  };
}
