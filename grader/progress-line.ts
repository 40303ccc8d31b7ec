import type { OnCheck } from './run.ts';

/** Work that is done sooner needs no line. */
const PATIENCE_MS = 300;

/** Says on a status line what is being graded, once that takes long. */
export function progressLine(status: (line: string) => void): { readonly show: OnCheck; readonly clear: () => void } {
  const started = performance.now();
  // What grading takes may have to be loaded first.
  let latest = 'Grading';
  const timer = setTimeout(() => status(latest), PATIENCE_MS);
  timer.unref();
  return {
    show: (what) => {
      latest = `Grading ${what}`;
      // A model at work leaves timers no turn.
      if (performance.now() - started > PATIENCE_MS) status(latest);
    },
    /** Takes the line away again. */
    clear: () => {
      clearTimeout(timer);
      status('');
    },
  };
}
