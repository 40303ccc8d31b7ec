import type { Judge } from './verdict.ts';

/** Who judges the vectors of which file, by the file's name without `.json`. */
export const judges: Readonly<Record<string, () => Promise<{ readonly default: Judge }>>> = {};
